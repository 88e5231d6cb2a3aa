namespace ShapeGen.Models.Tests;

// One model of each convolution layer.
[InputShape(20, 7)]
[Conv1D(33, 3, Padding = Padding.Causal, Activation = Activation.Relu)]
public sealed partial class Conv1DModel;

[InputShape(9, 17, 5)]
[Conv2D(40, 3, Padding = Padding.Same)]
public sealed partial class Conv2DModel;

[InputShape(4, 5, 6, 3)]
[Conv3D(8, 2)]
public sealed partial class Conv3DModel;

[InputShape(13, 20)]
[DepthwiseConv1D(3)]
public sealed partial class DepthwiseConv1DModel;

[InputShape(9, 17, 20)]
[DepthwiseConv2D(3, Padding = Padding.Same)]
public sealed partial class DepthwiseConv2DModel;

[InputShape(13, 20)]
[SeparableConv1D(17, 3)]
public sealed partial class SeparableConv1DModel;

[InputShape(9, 8, 20)]
[SeparableConv2D(17, 3, Padding = Padding.Same)]
public sealed partial class SeparableConv2DModel;

[InputShape(13, 20)]
[Conv1DTranspose(17, 3, Strides = [2])]
public sealed partial class Conv1DTransposeModel;

[InputShape(5, 7, 6)]
[Conv2DTranspose(17, 3, Strides = [2], Padding = Padding.Same)]
public sealed partial class Conv2DTransposeModel;

[InputShape(2, 3, 4, 5)]
[Conv3DTranspose(6, 2, Strides = [2])]
public sealed partial class Conv3DTransposeModel;

/// <summary>From pixels to scores, the body of the seed's own model in small.</summary>
[InputShape(12, 12, 3)]
[Conv2D(16, 3, UseBias = false, Activation = Activation.Relu)]
[Conv2D(16, 3, UseBias = false, Activation = Activation.Relu)]
[Conv2D(20, 3, Padding = Padding.Same)]
[GlobalAveragePooling2D]
[Dense(10, Activation = Activation.Softmax)]
public sealed partial class ConvolutionNetwork;

[InputShape<double>(9, 9, 3)]
[Conv2D(12, 3)]
[DepthwiseConv2D(3, Activation = Activation.Silu)]
public sealed partial class DoubleConvolution;

[InputShape<Half>(9, 9, 3)]
[Conv2D(20, 3, Padding = Padding.Same)]
[DepthwiseConv2D(3, Activation = Activation.Relu)]
public sealed partial class HalfConvolution;

[InputShape(3, 9, 9)]
[Conv2D(20, 3, DataFormat = DataFormat.ChannelsFirst, Activation = Activation.Relu)]
[Conv2D(10, 3, DataFormat = DataFormat.ChannelsFirst)]
public sealed partial class ChannelsFirstConvolution;
