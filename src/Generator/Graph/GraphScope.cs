using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Graph;

/// <summary>The names that one model, or one use of a block, gives to its tensors.</summary>
/// <param name="prefix">What comes before each name in the model: <c>basic_1/</c>; empty in the model itself.</param>
/// <param name="scope">The uses that lead here.</param>
/// <param name="owner">The block's name; empty in the model itself.</param>
/// <param name="model">The model's name.</param>
/// <param name="layers">What is declared here, so that a name that comes later is known as such.</param>
internal sealed class GraphScope(string prefix, EquatableArray<ScopeStep> scope, string owner, string model, EquatableArray<LayerDeclaration> layers)
{
    /// <summary>The name of an input that has been given none.</summary>
    public const string Input = "input";

    private readonly Dictionary<string, int> _tensors = new(StringComparer.Ordinal);
    private readonly LayerNames _automaticNames = new();
    private readonly HashSet<string> _inputNames = new(StringComparer.Ordinal);
    private readonly HashSet<int> _read = [];
    private readonly List<(int Tensor, string Name, NodePosition Position)> _made = [];

    public string Prefix => prefix;

    public EquatableArray<ScopeStep> Path => scope;

    public string Model => model;

    /// <summary>The nodes of each use of a block here, from the first to behind the last, with the block's name.</summary>
    public Dictionary<string, (string Block, int First, int End)> Uses { get; } = new(StringComparer.Ordinal);

    /// <summary>The tensor that the next layer reads.</summary>
    public int Running { get; set; }

    /// <summary>All names so far.</summary>
    public IEnumerable<string> Names => _tensors.Keys;

    public NodePosition PositionOf(int attributeIndex) => new(scope, attributeIndex, owner, model);

    /// <summary>Gives an input its name.</summary>
    /// <returns>Whether the name was free.</returns>
    public bool NameInput(string name, int tensor) => _inputNames.Add(name) && Name(name, tensor);

    /// <summary>The next automatic name of a class that no input has: a block <c>Image</c> may run on an input "image".</summary>
    public string NextName(string typeName)
    {
        string name;
        do
        {
            name = _automaticNames.Next(typeName);
        }
        while (_inputNames.Contains(name));
        return name;
    }

    /// <summary>Lets a name stand for another tensor: that of a repeated use for what its last repetition makes.</summary>
    public void Move(string name, int tensor) => _tensors[name] = tensor;

    /// <summary>Gives a tensor a name.</summary>
    /// <returns>Whether the name was free.</returns>
    public bool Name(string name, int tensor)
    {
        bool isFree = !_tensors.ContainsKey(name);
        if (isFree)
        {
            _tensors.Add(name, tensor);
        }

        return isFree;
    }

    /// <summary>Notes what a layer or use has made: something must read it.</summary>
    public void Made(int tensor, string name, NodePosition position)
    {
        _made.Add((tensor, name, position));
        Running = tensor;
    }

    public bool TryRead(string name, out int tensor)
    {
        bool isKnown = _tensors.TryGetValue(name, out tensor);
        if (isKnown)
        {
            Read(tensor);
        }

        return isKnown;
    }

    public void Read(int tensor) => _read.Add(tensor);

    /// <summary>The outputs that nothing has read.</summary>
    public IEnumerable<(string Name, NodePosition Position)> Unread() => _made.Where(m => !_read.Contains(m.Tensor)).Select(m => (m.Name, m.Position));

    public bool IsRead(int tensor) => _read.Contains(tensor);

    /// <summary>Whether a layer that has this name is declared further down.</summary>
    public bool IsDeclaredLater(string name, int attributeIndex) =>
        layers.Any(layer => layer.AttributeIndex >= attributeIndex && layer.Argument("Name") as string == name);
}
