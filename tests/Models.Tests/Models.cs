namespace ShapeGen.Models.Tests;

// One model of each layer and the heads; the tests find them by their signature.
[InputShape(7, 7, 512)]
[GlobalAveragePooling2D]
[Dense(256, Activation = Activation.Relu)]
[Dense(10, Activation = Activation.Softmax)]
public sealed partial class PooledHead;

[InputShape(6, 6, 32)]
[Flatten]
[Dense(10, Activation = Activation.Softmax)]
public sealed partial class FlattenedHead;

[InputShape(6, 6, 32)]
[Flatten]
public sealed partial class FlattenModel;

[InputShape(32, 6, 6)]
[Flatten(DataFormat = DataFormat.ChannelsFirst)]
public sealed partial class FlattenChannelsFirstModel;

[InputShape(13, 20)]
[GlobalAveragePooling1D]
public sealed partial class AveragePooling1DModel;

[InputShape(20, 13)]
[GlobalAveragePooling1D(DataFormat = DataFormat.ChannelsFirst)]
public sealed partial class AveragePooling1DChannelsFirstModel;

[InputShape(7, 7, 64)]
[GlobalAveragePooling2D]
public sealed partial class AveragePooling2DModel;

[InputShape(3, 4, 5, 6)]
[GlobalAveragePooling3D]
public sealed partial class AveragePooling3DModel;

[InputShape(13, 20)]
[GlobalMaxPooling1D]
public sealed partial class MaxPooling1DModel;

[InputShape(64, 7, 7)]
[GlobalMaxPooling2D(DataFormat = DataFormat.ChannelsFirst)]
public sealed partial class MaxPooling2DModel;

[InputShape(3, 4, 5, 6)]
[GlobalMaxPooling3D]
public sealed partial class MaxPooling3DModel;

[InputShape(3, 300)]
[Dense(200, Activation = Activation.Gelu)]
public sealed partial class DenseModel;

[InputShape(40)]
[Activation(Activation.Tanh)]
public sealed partial class ActivationModel;

[InputShape(3, 40)]
[Activation(Activation.Sparsemax)]
public sealed partial class RowActivationModel;

[InputShape(40)]
[Dropout(0.5)]
public sealed partial class DropoutModel;

[InputShape(4, 5, 6)]
[Permute(3, 1, 2)]
public sealed partial class PermuteModel;

[InputShape(4, 6)]
[Reshape(-1, 8)]
public sealed partial class ReshapeModel;

/// <summary>Needs more scratch than the stack gives.</summary>
[InputShape(30, 100)]
[Dense(100, Activation = Activation.Relu)]
[Dense(90, Activation = Activation.Softmax)]
[Dense(10)]
public sealed partial class ScratchModel;

[InputShape<double>(7, 7, 20)]
[GlobalAveragePooling2D]
[Dense(5, Activation = Activation.LogSoftmax)]
public sealed partial class DoubleHead;

[InputShape<Half>(7, 7, 20)]
[GlobalAveragePooling2D]
[Dense(33, Activation = Activation.Silu)]
[Dense(5, Activation = Activation.Softmax)]
public sealed partial class HalfHead;

/// <summary>Its sums are sums of sums.</summary>
[InputShape(160, 160, 24)]
[GlobalAveragePooling2D]
public sealed partial class LongMeanModel;

/// <summary>The same with a mask, which takes one sum.</summary>
[InputShape(8000, 24)]
[GlobalAveragePooling1D]
public sealed partial class LongSequenceModel;
