namespace ShapeGen.Benchmarks.Models;

[InputShape(28, 28, 64)]
[Conv2D(64, 3)]
internal sealed partial class Conv3x3Valid;

[InputShape(28, 28, 64)]
[Conv2D(64, 3, Padding = Padding.Same)]
internal sealed partial class Conv3x3Same;

[InputShape(28, 28, 64)]
[Conv2D(64, 3, Algorithm = ConvAlgorithm.Winograd)]
internal sealed partial class Conv3x3Winograd;

[InputShape(28, 28, 64)]
[Conv2D(64, 3, Padding = Padding.Same, Algorithm = ConvAlgorithm.Winograd)]
internal sealed partial class Conv3x3SameWinograd;

[InputShape(28, 28, 3)]
[Conv2D(64, 3)]
internal sealed partial class Conv3x3First;

[InputShape(112, 112, 3)]
[Conv2D(64, 7, Strides = [2], Padding = Padding.Same)]
internal sealed partial class Conv7x7Stem;

[InputShape(56, 56, 64)]
[Conv2D(128, 3, Strides = [2], Padding = Padding.Same)]
internal sealed partial class Conv3x3Stride2;

[InputShape(28, 28, 256)]
[Conv2D(64, 1)]
internal sealed partial class Conv1x1;

[InputShape(14, 14, 16)]
[Conv2D(32, 5)]
internal sealed partial class Conv5x5;

[InputShape(15, 13, 17)]
[Conv2D(33, 3)]
internal sealed partial class ConvOdd;

[InputShape(28, 28, 1)]
[Conv2D(8, 3)]
internal sealed partial class ConvTiny;

[InputShape(1000, 64)]
[Conv1D(64, 9)]
internal sealed partial class ConvSequence;

[InputShape(16, 16, 16, 16)]
[Conv3D(32, 3)]
internal sealed partial class ConvVolume;

[InputShape(56, 56, 128)]
[DepthwiseConv2D(3, Padding = Padding.Same)]
internal sealed partial class Depthwise;

[InputShape(56, 56, 128)]
[DepthwiseConv2D(3, Strides = [2], Padding = Padding.Same)]
internal sealed partial class DepthwiseStride2;

[InputShape(28, 28, 64)]
[Conv2DTranspose(32, 3, Strides = [2], Padding = Padding.Same)]
internal sealed partial class ConvTransposed;

[InputShape(28, 28, 64)]
[Conv2D(64, 3, Padding = Padding.Same)]
[Conv2D(64, 3, Padding = Padding.Same)]
internal sealed partial class ConvPair;

[InputShape(64, 28, 28)]
[Conv2D(64, 3, Padding = Padding.Same, DataFormat = DataFormat.ChannelsFirst)]
[Conv2D(64, 3, Padding = Padding.Same, DataFormat = DataFormat.ChannelsFirst)]
internal sealed partial class ConvPairChannelsFirst;

[InputShape(56, 56, 64)]
[Conv2D(64, 3, Padding = Padding.Same)]
[MaxPooling2D(2)]
[Conv2D(128, 3, Padding = Padding.Same)]
[GlobalAveragePooling2D]
internal sealed partial class PooledPair;

[InputShape(64, 56, 56)]
[Conv2D(64, 3, Padding = Padding.Same, DataFormat = DataFormat.ChannelsFirst)]
[MaxPooling2D(2, DataFormat = DataFormat.ChannelsFirst)]
[Conv2D(128, 3, Padding = Padding.Same, DataFormat = DataFormat.ChannelsFirst)]
[GlobalAveragePooling2D(DataFormat = DataFormat.ChannelsFirst)]
internal sealed partial class PooledPairChannelsFirst;
