using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Writing;

/// <summary>Names blocks as people do, after what they do and the size of their output: Block64, Down64, Shortcut64.</summary>
internal static class BlockName
{
    /// <summary>A branch of so few layers beside a longer one brings its input to the other's shape.</summary>
    private const int LongestShortcut = 2;

    /// <param name="items">What is inside.</param>
    /// <param name="parallel">The branches that it is one of, or null for a run of layers.</param>
    public static string Of(IReadOnlyList<Item> items, Item? parallel)
    {
        Node[] layers = [.. items.SelectMany(item => item.Layers())];
        Node? last = layers.LastOrDefault(HasUnits);
        string size = last is null ? "" : Literal.Of(last.Arguments[0]);
        return Role(layers, parallel, hasUnits: last is not null) + size;
    }

    private static string Role(Node[] layers, Item? parallel, bool hasUnits)
    {
        if (parallel?.Merge is { Kind: "Multiply" })
        {
            return "Gate";
        }

        if (layers.Any(layer => layer.Kind.EndsWith("Attention", StringComparison.Ordinal)))
        {
            return parallel is null ? "Encoder" : "Attention";
        }

        if (parallel is not null && layers.Length <= LongestShortcut && parallel.Branches!.Any(branch => branch.Sum(item => item.Size) > LongestShortcut))
        {
            return "Shortcut";
        }

        bool isStrided = layers.Any(layer => layer.Option<int[]>("Strides", [1]).Any(stride => stride > 1) && !layer.Kind.EndsWith("Transpose", StringComparison.Ordinal));
        return isStrided ? "Down" : hasUnits ? "Block" : layers.Any(layer => layer.Kind.StartsWith("Depthwise", StringComparison.Ordinal)) ? "Depthwise" : "Block";
    }

    /// <summary>Whether the first argument is the size of the last axis of the output.</summary>
    private static bool HasUnits(Node layer) => layer.Arguments.FirstOrDefault() is int
        && (layer.Kind == "Dense" || (layer.Kind.Contains("Conv", StringComparison.Ordinal) && !layer.Kind.StartsWith("Depthwise", StringComparison.Ordinal)));
}
