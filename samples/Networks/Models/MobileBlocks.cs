using ShapeGen;

namespace Networks;

/// <summary>A filter of 3 x 3 for each channel.</summary>
[Block]
[DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false)]
[BatchNormalization]
[ReLU(MaxValue = 6)]
public partial class Depthwise;

/// <summary>The same, at half the height and width. At even sizes this is Keras' ZeroPadding2D(((0, 1), (0, 1))) before a valid one.</summary>
[Block]
[DepthwiseConv2D(3, Strides = [2], Padding = Padding.Same, UseBias = false)]
[BatchNormalization]
[ReLU(MaxValue = 6)]
public partial class Halve;
