namespace ShapeGen.Models.Tests;

// Convolutions by Winograd's algorithm, two of them beside the direct ones.
[InputShape(9, 14, 64)]
[Conv2D(64, 3, Padding = Padding.Same, Algorithm = ConvAlgorithm.Winograd)]
public sealed partial class WinogradConvolution;

[InputShape(9, 14, 64)]
[Conv2D(64, 3, Padding = Padding.Same)]
public sealed partial class DirectConvolution;

[InputShape(7, 12, 17)]
[Conv2D(33, 3, Activation = Activation.Relu, Algorithm = ConvAlgorithm.Winograd)]
public sealed partial class WinogradOddConvolution;

[InputShape(3, 3, 1)]
[Conv2D(1, 3, Padding = Padding.Same, UseBias = false, Algorithm = ConvAlgorithm.Winograd)]
public sealed partial class WinogradSmallConvolution;

[InputShape<double>(6, 40, 9)]
[Conv2D(12, 3, Algorithm = ConvAlgorithm.Winograd)]
public sealed partial class WinogradDoubleConvolution;

[InputShape(5, 6, 7)]
[Conv2D(20, 3, DataFormat = DataFormat.ChannelsFirst, Activation = Activation.Relu, Algorithm = ConvAlgorithm.Winograd)]
[Conv2D(16, 3, Padding = Padding.Same, DataFormat = DataFormat.ChannelsFirst, Algorithm = ConvAlgorithm.Winograd)]
public sealed partial class WinogradChannelsFirstConvolution;

[Block]
[Conv2D(20, 3, Padding = Padding.Same, UseBias = false, Algorithm = ConvAlgorithm.Winograd)]
[BatchNormalization]
[ReLU]
[ZeroPadding2D(1)]
[Conv2D(20, 3, Algorithm = ConvAlgorithm.Winograd)]
[BatchNormalization]
public partial class WinogradBlock;

[Block]
[Conv2D(20, 3, Padding = Padding.Same, UseBias = false)]
[BatchNormalization]
[ReLU]
[ZeroPadding2D(1)]
[Conv2D(20, 3)]
[BatchNormalization]
public partial class DirectBlock;

[Block]
[Conv2D(17, 3, Padding = Padding.Same, Activation = Activation.Relu, Algorithm = ConvAlgorithm.Winograd)]
public partial class WinogradFrame;

[InputShape(3, 6, 7, 5)]
[TimeDistributed<WinogradFrame>]
public sealed partial class WinogradFrames;

[InputShape(6, 7, 5)]
[Apply<WinogradFrame>]
public sealed partial class WinogradOneFrame;

/// <summary>What becomes part of the step: normalisations, a padding, a sum and functions.</summary>
[InputShape(8, 11, 20)]
[Residual<WinogradBlock>(Repeat = 2, Activation = Activation.Relu)]
public sealed partial class WinogradNetwork;

[InputShape(8, 11, 20)]
[Residual<DirectBlock>(Repeat = 2, Activation = Activation.Relu)]
public sealed partial class DirectNetwork;
