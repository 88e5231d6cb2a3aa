using ShapeGen;

namespace FlattenVsPooling;

/// <summary>Five valid 3 x 3 convolutions take 28 to 26, 24, 22, 20 and 18; pooling leaves the mean of each of 64 channels.</summary>
[InputShape(28, 28, 3)]
[Conv2D(64, 3)]
[Conv2D(64, 3)]
[Conv2D(64, 3)]
[Conv2D(64, 3)]
[Conv2D(64, 3)]
[GlobalAveragePooling2D]
public sealed partial class FiveConvolutions;
