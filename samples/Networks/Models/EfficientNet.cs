using ShapeGen;

namespace Networks;

/// <summary>Inverted bottlenecks with squeeze and excitation, in the manner of EfficientNet (Tan and Le, 2019), for images of 48 x 48.</summary>
[InputShape(48, 48, 3)]
[Rescaling(1 / 127.5, Offset = [-1])]
[Conv2D(16, 3, Strides = [2], Padding = Padding.Same, UseBias = false)]
[BatchNormalization]
[Activation(Activation.Silu)]
[Residual<First>]
[Apply<Halve64>]
[Residual<Keep96>]
[Apply<Halve96>]
[Residual<Keep160>]
[Conv2D(96, 1, UseBias = false)]
[BatchNormalization]
[Activation(Activation.Silu)]
[GlobalAveragePooling2D]
[Dense(8, Activation = Activation.Softmax)]
public sealed partial class EfficientNet;

/// <summary>Filter, weigh the channels, project.</summary>
[Block]
[DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false)]
[BatchNormalization]
[Activation(Activation.Silu)]
[Parallel<Identity, Gate16>(Merge = Merge.Multiply)]
[Conv2D(16, 1, UseBias = false)]
[BatchNormalization]
public partial class First;

/// <summary>Expand, filter at half the size, weigh the channels, project.</summary>
[Block]
[Conv2D(64, 1, UseBias = false)]
[BatchNormalization]
[Activation(Activation.Silu)]
[DepthwiseConv2D(3, Strides = [2], Padding = Padding.Same, UseBias = false)]
[BatchNormalization]
[Activation(Activation.Silu)]
[Parallel<Identity, Gate64>(Merge = Merge.Multiply)]
[Conv2D(24, 1, UseBias = false)]
[BatchNormalization]
public partial class Halve64;

/// <summary>The same at one size.</summary>
[Block]
[Conv2D(96, 1, UseBias = false)]
[BatchNormalization]
[Activation(Activation.Silu)]
[DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false)]
[BatchNormalization]
[Activation(Activation.Silu)]
[Parallel<Identity, Gate96>(Merge = Merge.Multiply)]
[Conv2D(24, 1, UseBias = false)]
[BatchNormalization]
public partial class Keep96;

/// <summary>Half the size again, with a larger window.</summary>
[Block]
[Conv2D(96, 1, UseBias = false)]
[BatchNormalization]
[Activation(Activation.Silu)]
[DepthwiseConv2D(5, Strides = [2], Padding = Padding.Same, UseBias = false)]
[BatchNormalization]
[Activation(Activation.Silu)]
[Parallel<Identity, Gate96>(Merge = Merge.Multiply)]
[Conv2D(40, 1, UseBias = false)]
[BatchNormalization]
public partial class Halve96;

/// <summary>And at one size.</summary>
[Block]
[Conv2D(160, 1, UseBias = false)]
[BatchNormalization]
[Activation(Activation.Silu)]
[DepthwiseConv2D(5, Padding = Padding.Same, UseBias = false)]
[BatchNormalization]
[Activation(Activation.Silu)]
[Parallel<Identity, Gate160>(Merge = Merge.Multiply)]
[Conv2D(40, 1, UseBias = false)]
[BatchNormalization]
public partial class Keep160;

/// <summary>Squeeze and excitation: the means of all channels decide how much each one counts.</summary>
[Block]
[GlobalAveragePooling2D(KeepDims = true)]
[Dense(4, Activation = Activation.Silu)]
[Dense(16, Activation = Activation.Sigmoid)]
public partial class Gate16;

/// <summary>The same for 64 channels.</summary>
[Block]
[GlobalAveragePooling2D(KeepDims = true)]
[Dense(4, Activation = Activation.Silu)]
[Dense(64, Activation = Activation.Sigmoid)]
public partial class Gate64;

/// <summary>For 96.</summary>
[Block]
[GlobalAveragePooling2D(KeepDims = true)]
[Dense(6, Activation = Activation.Silu)]
[Dense(96, Activation = Activation.Sigmoid)]
public partial class Gate96;

/// <summary>For 160.</summary>
[Block]
[GlobalAveragePooling2D(KeepDims = true)]
[Dense(10, Activation = Activation.Silu)]
[Dense(160, Activation = Activation.Sigmoid)]
public partial class Gate160;
