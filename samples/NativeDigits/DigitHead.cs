using ShapeGen;

namespace NativeDigits;

/// <summary>The end of the network, from 6 x 6 places with 32 features each to the scores of ten digits.</summary>
[InputShape(6, 6, 32)]
[Flatten]
[Dense(10, Activation = Activation.Softmax)]
public sealed partial class DigitHead;
