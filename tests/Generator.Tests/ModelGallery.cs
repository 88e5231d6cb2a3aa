namespace ShapeGen.Generator.Tests;

/// <summary>Models that together take every trigger, kernel variant, element type and overload.</summary>
internal static class ModelGallery
{
    /// <summary>Three files, so that their order can be changed.</summary>
    public static string[] Files { get; } = [Pooling, Dense, Layers];

    private const string Pooling = """
        using System;
        using ShapeGen;
        namespace Gallery.Pooling;

        [InputShape(7, 7, 64)] [GlobalAveragePooling2D] public static partial class Mean;
        [InputShape(7, 7, 50)] [GlobalMaxPooling2D(KeepDims = true)] public partial class Maximum;
        [InputShape(9, 3, 17)] [GlobalMaxPooling2D] public partial class Realigned;
        [InputShape(7, 7, 3)] [GlobalAveragePooling2D] public partial class Folded;
        [InputShape(512, 7, 7)] [GlobalAveragePooling2D(DataFormat = DataFormat.ChannelsFirst)] public partial class Runs;
        [InputShape(2, 2, 2, 3)] [GlobalMaxPool3D] public partial class Unrolled;
        [InputShape<double>(49, 20)] [GlobalAveragePooling1D] public partial class Masked;
        [InputShape<Half>(5, 33)] [GlobalAveragePooling1D(DataFormat = DataFormat.ChannelsFirst)] public partial class MaskedRuns;
        """;

    private const string Dense = """
        using System;
        using ShapeGen;
        namespace Gallery.Dense;

        [InputShape(64)] [Dense(10, Activation = Activation.Softmax)] public sealed partial class Dots;
        [InputShape(5)] [Dense(3, Activation = Activation.Relu, Name = "first")] [Dense(2, UseBias = false)] public sealed partial class Rows;
        [InputShape<double>(40)] [Dense(300, Activation = Activation.Tanh)] public sealed partial class Panels;
        [InputShape<Half>(9, 20)] [Dense(24, Activation = Activation.Gelu)] [Dense(8, Activation = Activation.Glu)] public sealed partial class Halves;
        [InputShape(30, 20)] [Dense(24)] [Dropout(0.25)] [GlobalAveragePooling1D] [Dense(4)] public sealed partial class MaskedHead;
        """;

    private const string Layers = """
        using ShapeGen;
        namespace Gallery.Layers;

        [InputShape(4, 6)] [Flatten] [Reshape(2, 2, -1)] [Dropout(0.5)] public static partial class View;
        [InputShape(4, 6, 2)] [Flatten(DataFormat = DataFormat.ChannelsFirst)] public partial class Moved;
        [InputShape(4, 6, 2)] [Permute(3, 1, 2)] [Activation(Activation.LogSoftmax)] public partial class Permuted;
        [InputFrom(typeof(Gallery.Dense.Dots))] [Activation(Activation.Sigmoid)] public partial class Downstream;
        [InputShape] [Activation(Activation.Mish)] public partial class Scalar;
        [InputShape<decimal>(3)] [Dense(4)] public partial class InvalidElement;
        [Dense(4)] [Dense(-3)] public partial class WithoutInput;
        [InputShape(4, -7)] [Reshape(-2, 3)] public partial class Negative;
        """;
}
