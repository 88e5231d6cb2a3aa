using ShapeGen.Generator.Core;
using ShapeGen.Generator.Declarations;

namespace ShapeGen.Generator.Graph;

/// <summary>What a name stands for.</summary>
internal enum NameKind
{
    /// <summary>An input without a name, which is called <c>input</c> for as long as nothing else is.</summary>
    ImplicitInput,

    /// <summary>An input with a name.</summary>
    Input,

    /// <summary>A layer or a use of blocks.</summary>
    Layer,
}

/// <summary>The names that one model, or one use of a block, gives to its tensors.</summary>
/// <param name="prefix">What comes before each name in the model: <c>basic_1/</c>; empty in the model itself.</param>
/// <param name="position">Where its layers stand; the index of an attribute is still to be set.</param>
/// <param name="layers">What is declared here, so that a name that comes later is known as such.</param>
internal sealed class GraphScope(string prefix, NodePosition position, EquatableArray<LayerDeclaration> layers)
{
    private readonly Dictionary<string, (int Tensor, NameKind Kind)> _tensors = new(StringComparer.Ordinal);
    private readonly LayerNames _automaticNames = new();
    private readonly HashSet<string> _inputNames = new(StringComparer.Ordinal);
    private readonly HashSet<int> _read = [];
    private readonly List<(int Tensor, string Name, NodePosition Position)> _made = [];

    public string Prefix => prefix;

    public EquatableArray<ScopeStep> Path => position.Scope;

    public string Model => position.Model;

    /// <summary>A mistake here is reported here, and not by the analysis of the block.</summary>
    public bool Reports => !position.IsReportedByBlock;

    /// <summary>The nodes of each use of one block here, from the first to after the last, with the block's name.</summary>
    public Dictionary<string, (string Block, int First, int End)> Uses { get; } = new(StringComparer.Ordinal);

    /// <summary>The tensor that the next layer reads.</summary>
    public int Running { get; set; }

    /// <summary>The name of what has made that tensor here, or null.</summary>
    public string? RunningName => _made.LastOrDefault(made => made.Tensor == Running).Name;

    /// <summary>A name has not been found, and may be that of any layer.</summary>
    public bool HasUnknown { get; set; }

    /// <summary>An input lacks its name and has its error for it, so that a name that leads nowhere may be the one.</summary>
    public bool LacksName { get; init; }

    /// <summary>All names so far.</summary>
    public IEnumerable<string> Names => _tensors.Keys;

    public NodePosition PositionOf(int attributeIndex) => position with { AttributeIndex = attributeIndex };

    /// <summary>The scope of a block that is used here.</summary>
    public GraphScope Enter(BlockDeclaration block, int attributeIndex, int ordinal, string name, int source)
    {
        var inner = new NodePosition(Path.Append(new ScopeStep(attributeIndex, ordinal)).ToEquatableArray(), -1, block.Name, Model)
        {
            IsReportedByBlock = position.IsInBlock ? position.IsReportedByBlock : !block.IsReferenced,
        };
        var scope = new GraphScope($"{prefix}{name}/", inner, block.Layers) { Running = source };
        scope.Name("input", source, NameKind.ImplicitInput);
        return scope;
    }

    /// <summary>The next automatic name of a class that is not an input's.</summary>
    public string NextName(string typeName)
    {
        string name;
        do
        {
            name = _automaticNames.Next(typeName);
        }
        while (_tensors.TryGetValue(name, out (int Tensor, NameKind Kind) taken) && taken.Kind == NameKind.Input);

        return name;
    }

    /// <summary>Lets a name stand for another tensor: that of a repeated use for what its last repetition makes.</summary>
    public void Move(string name, int tensor) => _tensors[name] = (tensor, NameKind.Layer);

    /// <summary>Gives a tensor a name.</summary>
    /// <returns>What has the name already, or null.</returns>
    public NameKind? Name(string name, int tensor, NameKind kind)
    {
        bool isTaken = _tensors.TryGetValue(name, out (int Tensor, NameKind Kind) taken);
        if (!isTaken || taken.Kind == NameKind.ImplicitInput)
        {
            _tensors[name] = (tensor, kind);
        }

        return isTaken && (taken.Kind != NameKind.ImplicitInput || kind == NameKind.Input) ? taken.Kind : null;
    }

    /// <summary>Notes what a layer or use has made: something must read it.</summary>
    public void Made(int tensor, string name, NodePosition made)
    {
        _made.Add((tensor, name, made));
        Running = tensor;
    }

    public bool TryRead(string name, out int tensor)
    {
        bool isKnown = _tensors.TryGetValue(name, out (int Tensor, NameKind) found);
        tensor = found.Tensor;
        if (isKnown)
        {
            Read(tensor);
        }

        return isKnown;
    }

    public void Read(int tensor) => _read.Add(tensor);

    public bool IsInput(string name) => _tensors.TryGetValue(name, out (int, NameKind Kind) found) && found.Kind != NameKind.Layer;

    /// <summary>The outputs that nothing has read.</summary>
    public IEnumerable<(int Tensor, string Name, NodePosition Position)> Unread() => _made.Where(m => !_read.Contains(m.Tensor));

    public bool IsRead(int tensor) => _read.Contains(tensor);

    /// <summary>Whether a layer that has this name is declared further down.</summary>
    public bool IsDeclaredLater(string name, int attributeIndex) =>
        layers.Any(layer => layer.AttributeIndex >= attributeIndex && layer.Argument("Name") as string == name);

    /// <summary>What the layer after one reads in place of its output.</summary>
    public string? ReadInsteadOf(int attributeIndex) =>
        layers.FirstOrDefault(layer => layer.AttributeIndex > attributeIndex)?.Argument("From") as string;
}
