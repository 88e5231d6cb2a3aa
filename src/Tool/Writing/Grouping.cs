using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Writing;

/// <summary>
/// Finds structures that repeat and makes blocks of them. The graph is first taken apart into sequences and branches; where
/// the same branches, or the same run of layers, come at least twice, they become blocks. What comes once stays in line.
/// </summary>
internal sealed class Grouping
{
    private readonly Func<Node, int[]?> _shapeOf;
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<Node, Node> _made = [];

    /// <summary>Shorter branches are as easily read in line.</summary>
    private const int FewestLayers = 3;

    /// <summary>In a network of so many branchings each is a block, also those that come once: their names would hide the line that all are on.</summary>
    private const int Many = 3;

    private int _branchings;

    private Grouping(Func<Node, int[]?> shapeOf) => _shapeOf = shapeOf;

    /// <param name="network">The network, whose nodes stay as they are.</param>
    /// <param name="shapeOf">The shape of a node's output: a block that is repeated must keep it.</param>
    public static Network Of(Network network, Func<Node, int[]?> shapeOf) => new Grouping(shapeOf).Group(network);

    private Network Group(Network network)
    {
        IReadOnlyList<Edge> edges = SeriesParallel.Reduce(network);
        foreach (Item item in edges.SelectMany(edge => edge.Items))
        {
            Count(item);
        }

        var result = new Network(network.Name) { Inputs = [.. network.Inputs] };
        foreach (Node input in network.Inputs)
        {
            _made[input] = input;
        }

        ILookup<Node, Edge> into = edges.ToLookup(edge => edge.To);
        foreach (Node node in network.Nodes.Where(into.Contains))
        {
            Edge[] sources = [.. into[node].OrderBy(edge => edge.Place)];
            Node[] ends = [.. sources.Select(edge => Emit(edge.Items, edge.From, _made[edge.From], result))];
            _made[node] = sources.Length == 1 && sources[0].Items.Count > 0 ? ends[0] : Add(node, ends, result);
        }

        result.Outputs.AddRange(network.Outputs.Select(output => _made[output]));
        return result;
    }

    private void Count(Item item)
    {
        if (item.Branches is { } branches)
        {
            _counts[item.Token] = _counts.GetValueOrDefault(item.Token) + 1;
            _branchings += IsLong(item) ? 1 : 0;
            foreach (Item inner in branches.SelectMany(branch => branch))
            {
                Count(inner);
            }
        }
    }

    private static bool IsLong(Item item) => item.Branches!.Any(branch => branch.Sum(inner => inner.Size) >= FewestLayers);

    /// <summary>Writes a sequence of items into a network.</summary>
    /// <param name="items">The sequence.</param>
    /// <param name="entry">The node before it in the source.</param>
    /// <param name="input">What stands for that node here.</param>
    /// <param name="network">Where the layers go.</param>
    private Node Emit(IReadOnlyList<Item> items, Node entry, Node input, Network network)
    {
        Node current = input;
        Node before = entry;
        List<Run> runs = Runs.Find(items, item => item.Branches is not null && (_counts[item.Token] > 1 || (_branchings >= Many && IsLong(item))));
        for (int i = 0; i < runs.Count; i++)
        {
            Run run = runs[i];
            if (!run.IsBlock)
            {
                current = EmitOne(run.Items[0], before, current, network);
                before = run.End;
                continue;
            }

            // The same block again and again, as long as it keeps the shape.
            var uses = new List<Run> { run };
            while (i + 1 < runs.Count && runs[i + 1].Token == run.Token && KeepsShape(before, run.End) && KeepsShape(run.End, runs[i + 1].End))
            {
                uses.Add(runs[++i]);
            }

            current = Use(uses, before, current, network);
            before = uses[^1].End;
        }

        return current;
    }

    private bool KeepsShape(Node entry, Node end) => _shapeOf(entry) is { } shape && _shapeOf(end) is { } after && shape.SequenceEqual(after);

    private Node EmitOne(Item item, Node entry, Node input, Network network)
    {
        if (item.Branches is not { } branches)
        {
            return Add(item.End, [input], network);
        }

        Node merged = Add(item.Merge!, [.. branches.Select(branch => Emit(branch, entry, input, network))], network);
        return item.Activation is { } activation ? Add(activation, [merged], network) : merged;
    }

    private Node Use(List<Run> uses, Node entry, Node input, Network network)
    {
        Item? parallel = uses[0].Items is [{ Branches: not null } single] ? single : null;
        var repetitions = new List<IReadOnlyList<Network?>>();
        var ends = new Dictionary<IReadOnlyList<Network?>, Node>(ReferenceEqualityComparer.Instance);
        Node before = entry;
        foreach (Run use in uses)
        {
            Network?[] branches = parallel is null ? [Block(use.Items, before, null)] : [.. Ordered(use.Items[0]).Select(branch => branch.Count == 0 ? null : Block(branch, before, use.Items[0]))];
            repetitions.Add(branches);
            ends[branches] = use.End;
            before = use.End;
        }

        var node = new Node("Use", "")
        {
            Use = new BlockUse(repetitions, parallel?.Merge, ActivationOf(parallel?.Activation)) { Ends = ends },
            Inputs = [input],
        };
        network.Nodes.Add(node);
        _made[uses[^1].End] = node;
        return node;
    }

    /// <summary>Where the order does not matter the identity comes first, else the longest branch.</summary>
    private static IEnumerable<IReadOnlyList<Item>> Ordered(Item item) =>
        item.Merge!.Kind == "Add" ? item.Branches!.OrderBy(branch => branch.Count > 0).ThenByDescending(branch => branch.Sum(inner => inner.Size)) : item.Branches!;

    private Network Block(IReadOnlyList<Item> items, Node entry, Item? parallel)
    {
        var input = new Node(Node.InputKind, "input");
        var block = new Network(BlockName.Of(items, parallel)) { Inputs = [input] };
        block.Outputs.Add(Emit(items, entry, input, block));
        // Each repetition has layers of its own names: the block has none.
        foreach (Node node in block.Nodes)
        {
            node.Name = "";
        }

        return block;
    }

    public static Activation ActivationOf(Node? node) => node switch
    {
        null => Activation.Linear,
        { Kind: "ReLU" } => Activation.Relu,
        _ => (Activation)node.Arguments[0],
    };

    private Node Add(Node node, IEnumerable<Node> inputs, Network network)
    {
        Node copy = node.Copy(node.Name, inputs);
        copy.Block = node.Block;
        copy.SharesWith = node.SharesWith is { } shared ? _made[shared] : null;
        network.Nodes.Add(copy);
        _made[node] = copy;
        return copy;
    }
}
