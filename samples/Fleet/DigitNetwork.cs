using ShapeGen;

namespace Fleet;

/// <summary>The whole network that every silo runs, from pixels to ten probabilities.</summary>
[InputShape(28, 28, 1)]
[Conv2D(8, 3, Strides = [2], Activation = Activation.Relu)]
[Conv2D(32, 3, Strides = [2], Activation = Activation.Relu)]
[Flatten]
[Dense(10, Activation = Activation.Softmax)]
public sealed partial class DigitNetwork;
