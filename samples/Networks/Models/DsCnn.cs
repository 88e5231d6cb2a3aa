using ShapeGen;

namespace Networks;

/// <summary>A depthwise separable network that spots twelve keywords in a second of speech, after Zhang et al., 2017.</summary>
[InputShape(49, 10, 1)]
[Conv2D(64, 10, 4, Strides = [2], Padding = Padding.Same)]
[BatchNormalization]
[ReLU]
[Apply<Separable>(Repeat = 4)]
[AveragePooling2D(25, 5)]
[Flatten]
[Dense(12, Activation = Activation.Softmax)]
public sealed partial class DsCnn;

/// <summary>A filter for each channel, then one that mixes the channels.</summary>
[Block]
[DepthwiseConv2D(3, Padding = Padding.Same)]
[BatchNormalization]
[ReLU]
[Conv2D(64, 1)]
[BatchNormalization]
[ReLU]
public partial class Separable;
