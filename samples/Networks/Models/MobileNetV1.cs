using ShapeGen;

namespace Networks;

/// <summary>MobileNet of a quarter of the filters, for images of 96 x 96, after Howard et al., 2017.</summary>
[InputShape(96, 96, 3)]
[Conv2D(8, 3, Strides = [2], Padding = Padding.Same, UseBias = false)]
[BatchNormalization]
[ReLU(MaxValue = 6)]
[Apply<Depthwise>]
[Apply<Pointwise16>]
[Apply<Halve>]
[Apply<Pointwise32>]
[Apply<Depthwise>]
[Apply<Pointwise32>]
[Apply<Halve>]
[Apply<Pointwise64>]
[Apply<Depthwise>]
[Apply<Pointwise64>]
[Apply<Halve>]
[Apply<Pointwise128>]
[Apply<Separable128>(Repeat = 5)]
[Apply<Halve>]
[Apply<Pointwise256>]
[Apply<Depthwise>]
[Apply<Pointwise256>]
[GlobalAveragePooling2D(KeepDims = true)]
[Conv2D(10, 1)]
[Reshape(10)]
[Activation(Activation.Softmax)]
public sealed partial class MobileNetV1;

/// <summary>A depthwise convolution, then one that mixes the channels.</summary>
[Block]
[Apply<Depthwise>]
[Apply<Pointwise128>]
public partial class Separable128;

/// <summary>Mixes the channels.</summary>
[Block]
[Conv2D(16, 1, UseBias = false)]
[BatchNormalization]
[ReLU(MaxValue = 6)]
public partial class Pointwise16;

/// <summary>Mixes the channels.</summary>
[Block]
[Conv2D(32, 1, UseBias = false)]
[BatchNormalization]
[ReLU(MaxValue = 6)]
public partial class Pointwise32;

/// <summary>Mixes the channels.</summary>
[Block]
[Conv2D(64, 1, UseBias = false)]
[BatchNormalization]
[ReLU(MaxValue = 6)]
public partial class Pointwise64;

/// <summary>Mixes the channels.</summary>
[Block]
[Conv2D(128, 1, UseBias = false)]
[BatchNormalization]
[ReLU(MaxValue = 6)]
public partial class Pointwise128;

/// <summary>Mixes the channels.</summary>
[Block]
[Conv2D(256, 1, UseBias = false)]
[BatchNormalization]
[ReLU(MaxValue = 6)]
public partial class Pointwise256;
