namespace ShapeGen.Benchmarks.Models;

[InputShape(64)]
[Dense(10)]
internal sealed partial class Dense64To10;

[InputShape(512)]
[Dense(10)]
internal sealed partial class Dense512To10;

[InputShape(512)]
[Dense(256)]
internal sealed partial class Dense512To256;

[InputShape(2352)]
[Dense(256)]
internal sealed partial class Dense2352To256;

[InputShape(2048)]
[Dense(1000)]
internal sealed partial class Dense2048To1000;

[InputShape<double>(512)]
[Dense(256)]
internal sealed partial class Dense512To256Double;

[InputShape<Half>(512)]
[Dense(256)]
internal sealed partial class Dense512To256Half;
