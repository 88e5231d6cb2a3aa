using ShapeGen.Tool.Keras;
using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Onnx;

/// <summary>The network while operators are raised one after the other.</summary>
internal sealed class GraphRaising(Network network, IReadOnlyDictionary<string, int> readers, TensorReader tensors)
{
    private readonly HashSet<Operation> _skipped = [];
    private readonly Dictionary<string, string> _gelus = new(StringComparer.Ordinal);

    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);

    public Network Network => network;

    public TensorReader Tensors => tensors;

    /// <summary>Leaves operations out that are part of a pattern.</summary>
    public void Skip(params Operation[] operations) => _skipped.UnionWith(operations);

    /// <summary>Whether an operation is part of a pattern.</summary>
    public bool IsSkipped(Operation operation) => _skipped.Contains(operation);

    /// <summary>Makes a name stand for GELU of another.</summary>
    public void MarkGelu(string output, string input) => _gelus[output] = input;

    /// <summary>What a name is GELU of, or null.</summary>
    public string? GeluOf(string output) => _gelus.GetValueOrDefault(output);

    public void Set(string name, Value value) => _values[name] = value;

    public bool TryGet(string name, out Value value) => _values.TryGetValue(name, out value!);

    public Value Get(string name) => _values.GetValueOrDefault(name) ?? throw new UnsupportedOperatorException($"it reads \"{name}\", which nothing makes");

    /// <summary>A value that a layer gives, with the batch where it belongs.</summary>
    public Value Data(Operation operation, int index)
    {
        Value value = Moved(operation, index);
        return value.Apart is { } reason ? throw new UnsupportedOperatorException(reason)
            : value.HasBatchFirst ? value : throw new UnsupportedOperatorException("the batch is not the first axis of what it reads");
    }

    /// <summary>A value that a layer gives, wherever its batch lies; it may be <see cref="Value.Apart"/>.</summary>
    public Value Moved(Operation operation, int index)
    {
        Value value = Get(operation.Inputs[index]);
        return value.Node is not null ? value : throw new UnsupportedOperatorException("it computes with constants where a layer's output is expected");
    }

    /// <summary>What attention is made of, where a value is part of it.</summary>
    public Dictionary<string, Track> Tracks { get; } = new(StringComparer.Ordinal);

    /// <summary>Layers that take the last of several steps, each with the layer that gives it its axis back and the one that makes the steps.</summary>
    public List<(Node Crop, Node Reshape, Node Steps)> LastSteps { get; } = [];

    /// <summary>Whether anything reads a value.</summary>
    public bool IsRead(Operation operation, int output) => output < operation.Outputs.Count && operation.Outputs[output].Length > 0 && readers.ContainsKey(operation.Outputs[output]);

    public Constant? Constant(Operation operation, int index) => operation.HasInput(index) && TryGet(operation.Inputs[index], out Value value) ? value.Constant : null;

    public Constant Weight(Operation operation, int index) =>
        Constant(operation, index) ?? throw new UnsupportedOperatorException($"its input \"{(operation.HasInput(index) ? operation.Inputs[index] : index)}\" is computed while the model runs; a layer has weights that are given");

    /// <summary>Whether only one operation reads a value, so that the layer that gives it may be changed.</summary>
    public bool IsReadOnce(string name) => ReadsOf(name) == 1;

    /// <summary>How many inputs of operations and outputs of the model a value is.</summary>
    public int ReadsOf(string name) => readers.GetValueOrDefault(name);

    /// <summary>Adds a layer.</summary>
    /// <param name="name">The module's name in PyTorch, or null for an automatic one.</param>
    public Node Add(string kind, string? name, params Node[] inputs)
    {
        string unique = Unique(name ?? SnakeCase.Of(kind), isAutomatic: name is null);
        var node = new Node(kind, unique) { Inputs = [.. inputs] };
        network.Nodes.Add(node);
        return node;
    }

    /// <summary>A value in another order of its axes, moved if need be.</summary>
    public Value Ordered(Value value, int[] order)
    {
        if (value.Has(order))
        {
            return value;
        }

        RequirePlaces(value);
        if (!value.HasBatchFirst || order.Contains(0))
        {
            throw new UnsupportedOperatorException("the batch is not the first axis of what it reads");
        }

        Node permute = Add("Permute", null, value.Node!);
        permute.Arguments.AddRange(order.Select(axis => (object)(Array.IndexOf(value.Order, axis) + 1)));
        return value with { Node = permute, Order = order };
    }

    public Value ChannelsLast(Value value) => Ordered(value, Value.ChannelsLast(value.Rank));

    public Value Plain(Value value) => Ordered(value, Value.Plain(value.Rank));

    public static Value RequirePlaces(Value value) => value.Places is null
        ? value
        : throw new UnsupportedOperatorException("it reads a flattened image whose values stand in another order here; only fully connected layers can be put right");

    /// <summary>The shape of a sample as it lies here.</summary>
    public static int[] SampleShape(Value value) => [.. value.Order.Select(axis => value.Shape[axis])];

    /// <summary>The module's name in PyTorch, from the name of its weight: <c>layer1.0.conv1.weight</c>.</summary>
    public static string? ModuleOf(Constant weight, Operation operation)
    {
        if (weight.Name.EndsWith(".weight", StringComparison.Ordinal))
        {
            return weight.Name[..^".weight".Length];
        }

        // Of weights that the exporter has folded the path of the node is left.
        string[] parts = operation.Outputs[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > 1 ? parts[^2] : null;
    }

    private string Unique(string name, bool isAutomatic)
    {
        int count = _names.GetValueOrDefault(name);
        _names[name] = count + 1;
        return count == 0 ? name : Unique($"{name}{(isAutomatic || char.IsAsciiDigit(name[^1]) ? "_" : "")}{count}", isAutomatic);
    }
}
