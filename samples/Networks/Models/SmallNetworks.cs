using ShapeGen;

namespace Networks;

/// <summary>Mean and maximum of each channel side by side: what is everywhere, and what is anywhere.</summary>
[InputShape(14, 14, 3)]
[Conv2D(24, 3, Padding = Padding.Same, Activation = Activation.Relu)]
[Conv2D(32, 3, Strides = [2], Padding = Padding.Same, Activation = Activation.Relu)]
[Parallel<Mean, Peak>(Merge = Merge.Concatenate)]
[Dense(7, Activation = Activation.Softmax)]
public sealed partial class MeanAndPeak;

/// <summary>The mean of each channel.</summary>
[Block]
[GlobalAveragePooling2D]
public partial class Mean;

/// <summary>The maximum of each channel.</summary>
[Block]
[GlobalMaxPooling2D]
public partial class Peak;

/// <summary>A clip of eight frames, convolved over time as over space.</summary>
[InputShape(8, 16, 16, 2)]
[Conv3D(8, 3, Padding = Padding.Same, Activation = Activation.Relu)]
[MaxPooling3D(1, 2, 2)]
[Conv3D(16, 3, Activation = Activation.Relu)]
[AveragePooling3D(2)]
[GlobalAveragePooling3D]
[Dense(4, Activation = Activation.Softmax)]
public sealed partial class Clip;

/// <summary>Forty measurements through six numbers and back: what comes out wrong is unusual.</summary>
[InputShape(40)]
[Normalization(Mean = [0.1], Variance = [1.5])]
[Dense(20, Activation = Activation.Selu)]
[BatchNormalization]
[Dense(6)]
[PReLU]
[Dense(20, Activation = Activation.Elu)]
[UnitNormalization]
[Dense(40)]
public sealed partial class Autoencoder;

/// <summary>A model of models: the same block twice, with one set of weights.</summary>
[InputShape(20, 20, 3)]
[Apply<Stem>(Name = "stem")]
[Apply<Refine>(Name = "first")]
[Add("stem", Name = "refined")]
[Apply<Refine>(Name = "second", SharesWeights = "first")]
[Add("refined")]
[Apply<Top>(Name = "head")]
public sealed partial class Nested;

/// <summary>Half the size, eight channels.</summary>
[Block]
[Conv2D(8, 3, Strides = [2], Padding = Padding.Same, Name = "conv")]
[BatchNormalization(Name = "bn")]
[ReLU]
public partial class Stem;

/// <summary>Keeps the shape.</summary>
[Block]
[SeparableConv2D(8, 3, Padding = Padding.Same, Name = "sep")]
[LeakyReLU(NegativeSlope = 0.1)]
public partial class Refine;

/// <summary>Three numbers from the largest values.</summary>
[Block]
[GlobalMaxPooling2D]
[Dense(3)]
public partial class Top;
