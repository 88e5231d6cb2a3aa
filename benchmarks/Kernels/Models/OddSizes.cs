namespace ShapeGen.Benchmarks.Models;

// Each odd size, and the nearest with whole 64-byte registers of channels.
[InputShape(5, 3, 17)]
[GlobalAveragePooling2D]
internal static partial class Gap5x3x17;

[InputShape(5, 3, 16)]
[GlobalAveragePooling2D]
internal static partial class Gap5x3x16;

[InputShape(9, 7, 33)]
[GlobalAveragePooling2D]
internal static partial class Gap9x7x33;

[InputShape(9, 7, 32)]
[GlobalAveragePooling2D]
internal static partial class Gap9x7x32;

[InputShape(11, 13, 100)]
[GlobalAveragePooling2D]
internal static partial class Gap11x13x100;

[InputShape(11, 13, 96)]
[GlobalAveragePooling2D]
internal static partial class Gap11x13x96;
