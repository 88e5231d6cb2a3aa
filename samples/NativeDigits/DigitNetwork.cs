using ShapeGen;

namespace NativeDigits;

/// <summary>The whole network, from 28 x 28 pixels to the probabilities of ten digits.</summary>
[InputShape(28, 28, 1)]
[Conv2D(8, 3, Strides = [2], Activation = Activation.Relu)]
[Conv2D(32, 3, Strides = [2], Activation = Activation.Relu)]
[Flatten]
[Dense(10, Activation = Activation.Softmax)]
public sealed partial class DigitNetwork;
