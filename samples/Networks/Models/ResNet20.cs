using ShapeGen;

namespace Networks;

/// <summary>ResNet-20 for images of 32 x 32, after He et al., 2015, with 1 x 1 convolutions as shortcuts.</summary>
[InputShape(32, 32, 3)]
[Conv2D(16, 3, Padding = Padding.Same, UseBias = false)]
[BatchNormalization]
[ReLU]
[Residual<Basic16>(Repeat = 3, Activation = Activation.Relu)]
[Parallel<Down32, Shortcut32>(Activation = Activation.Relu)]
[Residual<Basic32>(Repeat = 2, Activation = Activation.Relu)]
[Parallel<Down64, Shortcut64>(Activation = Activation.Relu)]
[Residual<Basic64>(Repeat = 2, Activation = Activation.Relu)]
[GlobalAveragePooling2D]
[Dense(10, Activation = Activation.Softmax)]
public sealed partial class ResNet20;

/// <summary>Two convolutions of 16 filters.</summary>
[Block]
[Conv2D(16, 3, Padding = Padding.Same, UseBias = false)]
[BatchNormalization]
[ReLU]
[Conv2D(16, 3, Padding = Padding.Same, UseBias = false)]
[BatchNormalization]
public partial class Basic16;

/// <summary>The same, at half the height and width.</summary>
[Block]
[Conv2D(32, 3, Strides = [2], Padding = Padding.Same, UseBias = false)]
[BatchNormalization]
[ReLU]
[Conv2D(32, 3, Padding = Padding.Same, UseBias = false)]
[BatchNormalization]
public partial class Down32;

/// <summary>Brings what goes past <see cref="Down32"/> to its shape.</summary>
[Block]
[Conv2D(32, 1, Strides = [2], Padding = Padding.Same, UseBias = false)]
[BatchNormalization]
public partial class Shortcut32;

/// <summary>Two convolutions of 32 filters.</summary>
[Block]
[Conv2D(32, 3, Padding = Padding.Same, UseBias = false)]
[BatchNormalization]
[ReLU]
[Conv2D(32, 3, Padding = Padding.Same, UseBias = false)]
[BatchNormalization]
public partial class Basic32;

/// <summary>The same, at half the height and width.</summary>
[Block]
[Conv2D(64, 3, Strides = [2], Padding = Padding.Same, UseBias = false)]
[BatchNormalization]
[ReLU]
[Conv2D(64, 3, Padding = Padding.Same, UseBias = false)]
[BatchNormalization]
public partial class Down64;

/// <summary>Brings what goes past <see cref="Down64"/> to its shape.</summary>
[Block]
[Conv2D(64, 1, Strides = [2], Padding = Padding.Same, UseBias = false)]
[BatchNormalization]
public partial class Shortcut64;

/// <summary>Two convolutions of 64 filters.</summary>
[Block]
[Conv2D(64, 3, Padding = Padding.Same, UseBias = false)]
[BatchNormalization]
[ReLU]
[Conv2D(64, 3, Padding = Padding.Same, UseBias = false)]
[BatchNormalization]
public partial class Basic64;
