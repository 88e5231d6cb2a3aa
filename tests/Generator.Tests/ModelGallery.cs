namespace ShapeGen.Generator.Tests;

/// <summary>Models that together take every trigger, kernel variant, element type and overload.</summary>
internal static class ModelGallery
{
    /// <summary>Several files, so that their order can be changed.</summary>
    public static string[] Files { get; } = [Pooling, Dense, Layers, Graphs];

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

    private const string Graphs = """
        using ShapeGen;
        namespace Gallery.Graphs;

        [Block] [Dense(6, Activation = Activation.Relu)] [Dense(6)] public partial class Basic;
        [Block] [Apply<Basic>] [Residual<Basic>(Activation = Activation.Relu)] public partial class Stage;
        [Block] [Dense(3, UseBias = false)] public partial class Left;

        [InputShape(6)] [Residual<Basic>(Repeat = 3)] public sealed partial class Repeated;
        [InputShape(6)] [Apply<Stage>(Name = "stage")] [Parallel<Left, Identity>(Merge = Merge.Concatenate)] public sealed partial class Nested;
        [InputShape(2, 3, 4)] [GlobalAveragePooling2D(Name = "mean")] [GlobalMaxPooling2D(From = "input")] [Concatenate("mean")] public static partial class Pooled;
        [InputShape(3, Name = "left")] [InputShape(3, Name = "right")] [Apply<Left>(From = "left", Name = "first")] [Apply<Left>(From = "right", SharesWeights = "first")] [Subtract("first", Name = "difference")] public sealed partial class Siamese;
        [InputShape(3, Name = "image")] [InputShape(2, Name = "meta")] [Dense(4)] [Concatenate("meta", Name = "both")] [Dense(1, Name = "age")] [Dense(2, From = "both", Activation = Activation.Softmax, Name = "gender")] [Output("age")] [Output("gender")] public sealed partial class Person;
        [InputShape(4, Name = "a")] [InputShape(3, Name = "b")] [Add("b")] [Output("c")] public sealed partial class Unequal;
        """;
}
