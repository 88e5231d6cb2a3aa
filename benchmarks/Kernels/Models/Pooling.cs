namespace ShapeGen.Benchmarks.Models;

[InputShape(7, 7, 64)]
[GlobalAveragePooling2D]
internal static partial class Gap7x7x64;

[InputShape(7, 7, 64)]
[GlobalMaxPooling2D]
internal static partial class Gmp7x7x64;

[InputShape(7, 7, 512)]
[GlobalAveragePooling2D]
internal static partial class Gap7x7x512;

[InputShape(7, 7, 512)]
[GlobalMaxPooling2D]
internal static partial class Gmp7x7x512;

[InputShape(7, 7, 2048)]
[GlobalAveragePooling2D]
internal static partial class Gap7x7x2048;

[InputShape(7, 7, 2048)]
[GlobalMaxPooling2D]
internal static partial class Gmp7x7x2048;

[InputShape(14, 14, 256)]
[GlobalAveragePooling2D]
internal static partial class Gap14x14x256;

[InputShape(14, 14, 256)]
[GlobalMaxPooling2D]
internal static partial class Gmp14x14x256;

[InputShape<double>(7, 7, 512)]
[GlobalAveragePooling2D]
internal static partial class Gap7x7x512Double;

[InputShape<Half>(7, 7, 512)]
[GlobalAveragePooling2D]
internal static partial class Gap7x7x512Half;

[InputShape(240, 240, 128)]
[GlobalAveragePooling2D]
internal static partial class Gap240x240x128;

[InputShape(16, 16, 64)]
[GlobalAveragePooling2D]
internal static partial class Gap16x16x64;

[InputShape(64, 7, 7)]
[GlobalAveragePooling2D(DataFormat = DataFormat.ChannelsFirst)]
internal static partial class Gap64x7x7First;

[InputShape(512, 7, 7)]
[GlobalAveragePooling2D(DataFormat = DataFormat.ChannelsFirst)]
internal static partial class Gap512x7x7First;

[InputShape(2048, 7, 7)]
[GlobalAveragePooling2D(DataFormat = DataFormat.ChannelsFirst)]
internal static partial class Gap2048x7x7First;

[InputShape(28, 28, 64)]
[MaxPooling2D(2)]
internal static partial class MaxWindows2x2;

[InputShape(28, 28, 64)]
[MaxPooling2D(3, Strides = [2])]
internal static partial class MaxWindows3x3;

[InputShape(28, 28, 64)]
[AveragePooling2D(2)]
internal static partial class MeanWindows2x2;
