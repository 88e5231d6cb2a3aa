namespace ShapeGen.Tool.Networks;

/// <summary>One layer of a network, in the terms of ShapeGen's attributes: what it is, its options, its inputs and weights.</summary>
/// <param name="kind">The attribute without its suffix, <c>Conv2D</c>; for what has no attribute the source's own word.</param>
/// <param name="name">The layer's name in the source.</param>
internal sealed class Node(string kind, string name)
{
    public string Kind { get; set; } = kind;

    public string Name { get; set; } = name;

    /// <summary>What the constructor takes: numbers and arrays of numbers, in order.</summary>
    public List<object> Arguments { get; } = [];

    /// <summary>Properties that differ from their defaults, in the order in which they are written.</summary>
    public List<(string Name, object Value)> Options { get; } = [];

    public List<Node> Inputs { get; init; } = [];

    /// <summary>The weights in the order of the layer's attribute; those of a shared layer are the same objects.</summary>
    public List<WeightTensor> Weights { get; init; } = [];

    /// <summary>Why there is no attribute for it, or null where there is one.</summary>
    public string? Unsupported { get; set; }

    /// <summary>The shape of the output of one sample as far as the source says; for inputs it is the input's shape.</summary>
    public int[]? Shape { get; set; }

    /// <summary>For each axis of an input's sample the axis that it has in the source, with the batch as 0; empty where they are the same.</summary>
    public int[] SourceOrder { get; init; } = [];

    /// <summary>The network inside, for a nested model; its only input takes this node's only input.</summary>
    public Network? Block { get; set; }

    /// <summary>An earlier use of the same block, whose weights this one takes.</summary>
    public Node? SharesWith { get; set; }

    /// <summary>The layers inside a wrapper: what runs on each time step, or in both directions. Their input takes this node's only input.</summary>
    public Network? Inner { get; set; }

    /// <summary>The options that name the inputs after the first; empty where the constructor takes them. Without one its input is that before it.</summary>
    public IReadOnlyList<string> NamedInputs { get; set; } = [];

    /// <summary>An input of integers, which a layer looks up.</summary>
    public bool IsInteger { get; set; }

    /// <summary>The layers that this node stands for, where the writer has put some together.</summary>
    public Writing.BlockUse? Use { get; init; }

    public bool IsInput => Kind == InputKind;

    public const string InputKind = "InputShape";

    public const string ApplyKind = "Apply";

    public const string BidirectionalKind = "Bidirectional";

    public const string TimeDistributedKind = "TimeDistributed";

    public T Option<T>(string name, T absent) => Options.FirstOrDefault(option => option.Name == name) is { Value: T value } ? value : absent;

    /// <summary>Adds an option unless it has its default.</summary>
    public void Set<T>(string name, T value, T absent)
        where T : notnull
    {
        bool isDefault = value is int[] numbers && absent is int[] usual ? numbers.SequenceEqual(usual)
            : value is double[] reals && absent is double[] usualReals ? reals.SequenceEqual(usualReals)
            : value.Equals(absent);
        if (!isDefault)
        {
            Options.Add((name, value));
        }
    }

    /// <summary>The same layer with other inputs; what it shares, and a block inside, are the caller's matter.</summary>
    public Node Copy(string name, IEnumerable<Node> inputs)
    {
        var copy = new Node(Kind, name)
        {
            Inputs = [.. inputs], Weights = Weights, Unsupported = Unsupported, Shape = Shape, Inner = Inner, NamedInputs = NamedInputs, IsInteger = IsInteger,
        };
        copy.Arguments.AddRange(Arguments);
        copy.Options.AddRange(Options);
        return copy;
    }

    public override string ToString() => $"{Kind} \"{Name}\"";
}
