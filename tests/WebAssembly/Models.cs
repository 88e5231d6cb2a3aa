namespace ShapeGen.WebAssembly;

[InputShape(7, 7, 64)]
[GlobalAveragePooling2D]
[Dense(10, Activation = Activation.Softmax)]
internal sealed partial class Head;

[InputShape(7, 7, 64)]
[GlobalAveragePooling2D]
internal static partial class Pool;

[InputShape(64)]
[Dense(10)]
internal sealed partial class Few;

[InputShape(256)]
[Dense(64)]
internal sealed partial class Many;

[InputShape(10)]
[Activation(Activation.Softmax)]
internal static partial class Softmax10;

[InputShape(1000)]
[Activation(Activation.Softmax)]
internal static partial class Softmax1000;

[InputShape<double>(3, 17)]
[Activation(Activation.Softmax)]
internal static partial class SoftmaxRows;

[InputShape<Half>(21)]
[Activation(Activation.Softmax)]
internal static partial class SoftmaxHalf;

[InputShape(10)]
[Activation(Activation.LogSoftmax)]
internal static partial class LogSoftmax10;

[InputShape(50)]
[Dense(10, Activation = Activation.Relu)]
internal sealed partial class Odd;

[InputShape(64)]
[Activation(Activation.Sigmoid)]
internal static partial class Sigmoid64;

[InputShape(64)]
[Activation(Activation.Tanh)]
internal static partial class Tanh64;
