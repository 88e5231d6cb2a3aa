namespace ShapeGen.Tool.Keras;

/// <summary>Where a file holds a layer's weights, in the two ways of naming them.</summary>
/// <param name="Group">By class and count, as Keras 3 does: <c>layers/sequential_1/layers/conv2d_3</c>.</param>
/// <param name="Names">By the names of the layer and of the models around it, as Keras 2 does.</param>
internal sealed record LayerPath(string Group, IReadOnlyList<string> Names)
{
    public static LayerPath Root { get; } = new("", []);
}

/// <summary>Counts the layers of each class in one model, in the order of its list.</summary>
internal sealed class LayerPaths(LayerPath model)
{
    private readonly Dictionary<string, int> _counts = [];

    public LayerPath Of(string className, string name)
    {
        string snake = SnakeCase.Of(className);
        int count = _counts.GetValueOrDefault(snake);
        _counts[snake] = count + 1;
        string group = count == 0 ? snake : $"{snake}_{count}";
        return new LayerPath(model.Group.Length == 0 ? $"layers/{group}" : $"{model.Group}/layers/{group}", [.. model.Names, name]);
    }
}
