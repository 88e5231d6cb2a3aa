using ShapeGen;

namespace Networks;

/// <summary>MobileNetV2 of 0.35 of the filters, for images of 96 x 96, after Sandler et al., 2018.</summary>
[InputShape(96, 96, 3)]
[Conv2D(16, 3, Strides = [2], Padding = Padding.Same, UseBias = false)]
[BatchNormalization]
[ReLU(MaxValue = 6)]
[Apply<Depthwise>]
[Apply<Project8>]
[Apply<To8>]
[Residual<At8>]
[Apply<To16>]
[Residual<At16>(Repeat = 2)]
[Apply<To24>]
[Residual<At24>(Repeat = 3)]
[Apply<To32>]
[Residual<At32>(Repeat = 2)]
[Apply<To56>]
[Residual<At56>(Repeat = 2)]
[Apply<To112>]
[Conv2D(1280, 1, UseBias = false)]
[BatchNormalization]
[ReLU(MaxValue = 6)]
[GlobalAveragePooling2D]
[Dense(10, Activation = Activation.Softmax)]
public sealed partial class MobileNetV2;

/// <summary>An inverted bottleneck: expand, filter, project; here to 8 channels and half the height and width.</summary>
[Block]
[Apply<Expand48>]
[Apply<Halve>]
[Apply<Project8>]
public partial class To8;

/// <summary>An inverted bottleneck that keeps its shape, and so may add its input.</summary>
[Block]
[Apply<Expand48>]
[Apply<Depthwise>]
[Apply<Project8>]
public partial class At8;

/// <summary>To 16 channels and half the height and width.</summary>
[Block]
[Apply<Expand48>]
[Apply<Halve>]
[Apply<Project16>]
public partial class To16;

/// <summary>At 16 channels.</summary>
[Block]
[Apply<Expand96>]
[Apply<Depthwise>]
[Apply<Project16>]
public partial class At16;

/// <summary>To 24 channels and half the height and width.</summary>
[Block]
[Apply<Expand96>]
[Apply<Halve>]
[Apply<Project24>]
public partial class To24;

/// <summary>At 24 channels.</summary>
[Block]
[Apply<Expand144>]
[Apply<Depthwise>]
[Apply<Project24>]
public partial class At24;

/// <summary>To 32 channels.</summary>
[Block]
[Apply<Expand144>]
[Apply<Depthwise>]
[Apply<Project32>]
public partial class To32;

/// <summary>At 32 channels.</summary>
[Block]
[Apply<Expand192>]
[Apply<Depthwise>]
[Apply<Project32>]
public partial class At32;

/// <summary>To 56 channels and half the height and width.</summary>
[Block]
[Apply<Expand192>]
[Apply<Halve>]
[Apply<Project56>]
public partial class To56;

/// <summary>At 56 channels.</summary>
[Block]
[Apply<Expand336>]
[Apply<Depthwise>]
[Apply<Project56>]
public partial class At56;

/// <summary>To 112 channels.</summary>
[Block]
[Apply<Expand336>]
[Apply<Depthwise>]
[Apply<Project112>]
public partial class To112;
