namespace ShapeGen.Benchmarks.Models;

[InputShape(7, 7, 512)]
[GlobalAveragePooling2D]
[Dense(256, Activation = Activation.Relu)]
[Dense(10, Activation = Activation.Softmax)]
internal sealed partial class PoolingHead;

[InputShape(7, 7, 64)]
[Flatten]
[Dense(256, Activation = Activation.Relu)]
[Dense(10, Activation = Activation.Softmax)]
internal sealed partial class FlattenHead;

[InputShape(64, 28, 28)]
[Flatten]
internal static partial class FlattenLast;

[InputShape(64, 28, 28)]
[Flatten(DataFormat = DataFormat.ChannelsFirst)]
internal static partial class FlattenFirst;
