using ShapeGen;

// The advice against wide Flatten → Dense pairs is right: showing what they cost is the purpose of these types.
#pragma warning disable SHAPE0201

namespace FlattenVsPooling;

/// <summary>
/// The shapes that the question is usually asked about. Only the constants are read, which the compiler has worked out:
/// no weights exist, and the models of gigabytes are never made.
/// </summary>
public static partial class Examples
{
    /// <summary>A small colour image, flattened.</summary>
    [InputShape(28, 28, 3)]
    [Flatten]
    public static partial class FlattenedImage;

    /// <summary>The same image, pooled.</summary>
    [InputShape(28, 28, 3)]
    [GlobalAveragePooling2D]
    public static partial class PooledImage;

    /// <summary>The last feature maps of a small classifier, flattened.</summary>
    [InputShape(7, 7, 64)]
    [Flatten]
    public static partial class FlattenedMaps;

    /// <summary>The same feature maps, pooled.</summary>
    [InputShape(7, 7, 64)]
    [GlobalAveragePooling2D]
    public static partial class PooledMaps;

    /// <summary>What <c>ConvLSTM2D(256)</c> leaves of a 38 x 38 frame, flattened in front of a dense layer.</summary>
    [InputShape(38, 38, 256)]
    [Flatten]
    [Dense(256)]
    public sealed partial class FlattenedFrames;

    /// <summary>The same frame, pooled in front of the dense layer.</summary>
    [InputShape(38, 38, 256)]
    [GlobalAveragePooling2D]
    [Dense(256)]
    public sealed partial class PooledFrames;

    /// <summary>Large feature maps, flattened.</summary>
    [InputShape(240, 240, 128)]
    [Flatten]
    public static partial class FlattenedLargeMaps;

    /// <summary>The same large feature maps, pooled.</summary>
    [InputShape(240, 240, 128)]
    [GlobalAveragePooling2D]
    public static partial class PooledLargeMaps;

    /// <summary>Large feature maps, flattened in front of a dense layer.</summary>
    [InputFrom(typeof(FlattenedLargeMaps))]
    [Dense(256)]
    public sealed partial class DenseOnFlattenedLargeMaps;

    /// <summary>Large feature maps, pooled in front of a dense layer.</summary>
    [InputFrom(typeof(PooledLargeMaps))]
    [Dense(256)]
    public sealed partial class DenseOnPooledLargeMaps;
}
