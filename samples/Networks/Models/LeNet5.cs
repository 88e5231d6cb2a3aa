using ShapeGen;

namespace Networks;

/// <summary>LeNet-5 for digits of 28 x 28, after LeCun et al., 1998.</summary>
[InputShape(28, 28, 1)]
[Conv2D(6, 5, Padding = Padding.Same, Activation = Activation.Tanh)]
[AveragePooling2D(2)]
[Conv2D(16, 5, Activation = Activation.Tanh)]
[AveragePooling2D(2)]
[Flatten]
[Dense(120, Activation = Activation.Tanh)]
[Dense(84, Activation = Activation.Tanh)]
[Dense(10, Activation = Activation.Softmax)]
public sealed partial class LeNet5;
