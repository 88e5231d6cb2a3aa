namespace ShapeGen.Benchmarks.Models;

[InputShape(1536)]
[Dense(256)]
internal sealed partial class Dense1536To256;

[InputShape(10, 10, 64)]
[Conv2D(64, 3)]
internal sealed partial class Conv3x3Of64;

[InputShape(8, 8, 256)]
[Conv2D(64, 3)]
internal sealed partial class Conv3x3Of256;

[InputShape(7, 7, 1024)]
[Conv2D(64, 1)]
internal sealed partial class Conv1x1Of1024;
