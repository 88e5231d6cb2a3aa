namespace ShapeGen.SelfCheck.Reference;

/// <summary>The names in a model or in one use of a block.</summary>
/// <param name="prefix">What its weights' names start with.</param>
internal sealed class ReferenceScope(string prefix)
{
    private readonly Dictionary<string, int> _counts = [];

    public string Prefix => prefix;

    public Dictionary<string, int> Tensors { get; } = [];

    /// <summary>The first weight of each use of a block.</summary>
    public Dictionary<string, int> Uses { get; } = [];

    /// <summary>What a layer without a <c>From</c> reads.</summary>
    public int Running { get; set; }

    public void Made(string name, int tensor)
    {
        Tensors.Add(name, tensor);
        Running = tensor;
    }

    /// <summary>Keras' automatic name: the class in snake case, with the number of its earlier ones from the second on.</summary>
    public string NextName(string className)
    {
        string name = ToSnakeCase(className);
        int count = _counts[name] = _counts.GetValueOrDefault(name, -1) + 1;
        return count == 0 ? name : $"{name}_{count}";
    }

    /// <summary>Keras' <c>to_snake_case</c>.</summary>
    public static string ToSnakeCase(string name)
    {
        name = System.Text.RegularExpressions.Regex.Replace(name, @"\W+", "");
        name = System.Text.RegularExpressions.Regex.Replace(name, "(.)([A-Z][a-z]+)", "$1_$2");
        return System.Text.RegularExpressions.Regex.Replace(name, "([a-z])([A-Z])", "$1_$2").ToLowerInvariant();
    }
}
