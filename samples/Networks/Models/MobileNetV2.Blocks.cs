using ShapeGen;

namespace Networks;

/// <summary>From few channels to many.</summary>
[Block]
[Conv2D(48, 1, UseBias = false)]
[BatchNormalization]
[ReLU(MaxValue = 6)]
public partial class Expand48;

/// <summary>From few channels to many.</summary>
[Block]
[Conv2D(96, 1, UseBias = false)]
[BatchNormalization]
[ReLU(MaxValue = 6)]
public partial class Expand96;

/// <summary>From few channels to many.</summary>
[Block]
[Conv2D(144, 1, UseBias = false)]
[BatchNormalization]
[ReLU(MaxValue = 6)]
public partial class Expand144;

/// <summary>From few channels to many.</summary>
[Block]
[Conv2D(192, 1, UseBias = false)]
[BatchNormalization]
[ReLU(MaxValue = 6)]
public partial class Expand192;

/// <summary>From few channels to many.</summary>
[Block]
[Conv2D(336, 1, UseBias = false)]
[BatchNormalization]
[ReLU(MaxValue = 6)]
public partial class Expand336;

/// <summary>From many channels to few, with no function after it.</summary>
[Block]
[Conv2D(8, 1, UseBias = false)]
[BatchNormalization]
public partial class Project8;

/// <summary>From many channels to few, with no function after it.</summary>
[Block]
[Conv2D(16, 1, UseBias = false)]
[BatchNormalization]
public partial class Project16;

/// <summary>From many channels to few, with no function after it.</summary>
[Block]
[Conv2D(24, 1, UseBias = false)]
[BatchNormalization]
public partial class Project24;

/// <summary>From many channels to few, with no function after it.</summary>
[Block]
[Conv2D(32, 1, UseBias = false)]
[BatchNormalization]
public partial class Project32;

/// <summary>From many channels to few, with no function after it.</summary>
[Block]
[Conv2D(56, 1, UseBias = false)]
[BatchNormalization]
public partial class Project56;

/// <summary>From many channels to few, with no function after it.</summary>
[Block]
[Conv2D(112, 1, UseBias = false)]
[BatchNormalization]
public partial class Project112;
