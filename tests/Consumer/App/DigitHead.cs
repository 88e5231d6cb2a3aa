using ShapeGen;

namespace MyApp;

[InputShape(6, 6, 32)]
[GlobalAveragePooling2D]
[Dense(10, Activation = Activation.Softmax)]
public sealed partial class DigitHead;
