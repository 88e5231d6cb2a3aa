using ShapeGen;

namespace FlattenVsPooling;

/// <summary>From the pixels to ten probabilities by the mean of each feature, wherever in the picture it is.</summary>
[InputShape(28, 28, 1)]
[Conv2D(8, 3, Strides = [2], Activation = Activation.Relu)]
[Conv2D(32, 3, Strides = [2], Activation = Activation.Relu)]
[GlobalAveragePooling2D]
[Dense(10, Activation = Activation.Softmax)]
public sealed partial class PoolingNetwork;

/// <summary>The same convolutions, but every value is kept, and so where in the picture it was.</summary>
[InputShape(28, 28, 1)]
[Conv2D(8, 3, Strides = [2], Activation = Activation.Relu)]
[Conv2D(32, 3, Strides = [2], Activation = Activation.Relu)]
[Flatten]
[Dense(10, Activation = Activation.Softmax)]
public sealed partial class FlattenNetwork;

/// <summary>What both networks begin with, alone. It reads its part of either network's weights.</summary>
[InputShape(28, 28, 1)]
[Conv2D(8, 3, Strides = [2], Activation = Activation.Relu)]
[Conv2D(32, 3, Strides = [2], Activation = Activation.Relu)]
public sealed partial class Body;

/// <summary>What they differ in: the head that averages each channel has 32 inputs, whatever the size of the picture.</summary>
[InputFrom(typeof(Body))]
[GlobalAveragePooling2D]
[Dense(10, Activation = Activation.Softmax)]
public sealed partial class PoolingHead;

/// <summary>The head that keeps every value.</summary>
[InputFrom(typeof(Body))]
[Flatten]
[Dense(10, Activation = Activation.Softmax)]
public sealed partial class FlattenHead;

/// <summary>A third network: the convolutions of the one that pools, and beside the mean of each feature its maximum.</summary>
[InputShape(28, 28, 1)]
[Conv2D(8, 3, Strides = [2], Activation = Activation.Relu)]
[Conv2D(32, 3, Strides = [2], Activation = Activation.Relu)]
[Parallel<Means, Maxima>(Merge = Merge.Concatenate)]
[Dense(10, Activation = Activation.Softmax)]
public sealed partial class BothNetwork;

/// <summary>How much of each feature there is.</summary>
[Block]
[GlobalAveragePooling2D]
public partial class Means;

/// <summary>Whether it is anywhere at all.</summary>
[Block]
[GlobalMaxPooling2D]
public partial class Maxima;

/// <summary>What the dense layer of the third network reads.</summary>
[InputFrom(typeof(Body))]
[Parallel<Means, Maxima>(Merge = Merge.Concatenate)]
public static partial class MeansAndMaxima;

/// <summary>The head of the third network.</summary>
[InputFrom(typeof(Body))]
[Parallel<Means, Maxima>(Merge = Merge.Concatenate)]
[Dense(10, Activation = Activation.Softmax)]
public sealed partial class BothHead;
