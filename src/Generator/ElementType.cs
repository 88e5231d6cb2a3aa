namespace ShapeGen.Generator;

/// <summary>The type of a model's inputs, weights and outputs.</summary>
internal enum ElementType
{
    Single,
    Double,
    Half,
}

internal static class ElementTypes
{
    /// <summary>Bytes of a block of lanes, of a cache line and of the widest registers; buffers are aligned to it.</summary>
    public const int BlockBytes = 64;

    /// <summary>The element type by its C# name, or null where it is none of ours.</summary>
    public static ElementType? Parse(string name) => name switch
    {
        "float" => ElementType.Single,
        "double" => ElementType.Double,
        "System.Half" => ElementType.Half,
        _ => null,
    };

    /// <summary>Bytes of one element.</summary>
    public static int Size(this ElementType type) => type switch { ElementType.Half => 2, ElementType.Double => 8, _ => 4 };

    /// <summary>The type in C# as stored in memory.</summary>
    public static string StorageName(this ElementType type) => type switch
    {
        ElementType.Half => "global::System.Half",
        ElementType.Double => "double",
        _ => "float",
    };

    /// <summary>The type in C# that sums run in: Half computes in float.</summary>
    public static string ComputeName(this ElementType type) => type == ElementType.Double ? "double" : "float";

    /// <summary>Lanes of one 64-byte block of the compute type.</summary>
    public static int BlockLanes(this ElementType type) => type == ElementType.Double ? 8 : 16;
}
