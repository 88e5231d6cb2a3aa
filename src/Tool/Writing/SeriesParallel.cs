using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Writing;

/// <summary>A layer, or branches that are merged.</summary>
internal sealed class Item
{
    private Item(Node end, string token)
    {
        End = end;
        Token = token;
    }

    /// <summary>The node whose output the item gives.</summary>
    public Node End { get; private init; }

    /// <summary>Equal for items that differ in their names and weights only.</summary>
    public string Token { get; private init; }

    public Node? Merge { get; private init; }

    /// <summary>A function after the merge.</summary>
    public Node? Activation { get; private init; }

    /// <summary>The branches in the merge's order; null for a layer.</summary>
    public IReadOnlyList<IReadOnlyList<Item>>? Branches { get; private init; }

    public static Item Of(Node node) => new(node, TokenOf(node));

    public static Item Of(Node merge, IReadOnlyList<IReadOnlyList<Item>> branches) =>
        new(merge, $"{TokenOf(merge)}<{string.Join("|", branches.Select(branch => string.Join(";", branch.Select(item => item.Token))))}>") { Merge = merge, Branches = branches };

    /// <summary>The item with the function that follows it.</summary>
    public Item With(Node activation) => new(activation, $"{Token}+{TokenOf(activation)}") { Merge = Merge, Branches = Branches, Activation = activation };

    public IEnumerable<Node> Layers() => Branches is null ? [End] : Branches.SelectMany(branch => branch).SelectMany(item => item.Layers());

    public int Size => Branches is null ? 1 : 1 + Branches.Sum(branch => branch.Sum(item => item.Size));

    private static string TokenOf(Node node)
    {
        // A nested model and its later uses stay what they are in the source.
        if (node.Block is not null)
        {
            return $"Apply {node.Name}";
        }

        string inner = node.Inner is null ? "" : $"<{string.Join(";", node.Inner.Nodes.Select(TokenOf))}>";
        return $"{node.Kind}{inner}({string.Join(",", node.Arguments.Select(Literal.Of))};{string.Join(",", node.Options.Select(option => $"{option.Name}={Literal.Of(option.Value)}"))})";
    }
}

/// <summary>A sequence of items from one node to another.</summary>
/// <param name="Place">Which of the inputs of <paramref name="To"/> it is.</param>
internal sealed record Edge(Node From, Node To, int Place, IReadOnlyList<Item> Items);

/// <summary>Takes a graph apart into series and parallel parts; what is neither stays as edges between nodes.</summary>
internal static class SeriesParallel
{
    private const int MostBranches = 4;

    private static readonly HashSet<string> Merges = ["Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate"];

    public static IReadOnlyList<Edge> Reduce(Network network)
    {
        var incoming = new Dictionary<Node, List<Edge>>();
        var outgoing = network.Inputs.Concat(network.Nodes).ToDictionary(node => node, _ => new List<Edge>());
        foreach (Node node in network.Nodes)
        {
            bool isLayer = node.Inputs.Count == 1;
            incoming[node] = [.. node.Inputs.Select((input, place) => new Edge(input, node, place, isLayer ? [Item.Of(node)] : []))];
            foreach (Edge edge in incoming[node])
            {
                outgoing[edge.From].Add(edge);
            }
        }

        var outputs = network.Outputs.ToHashSet();
        for (bool hasChanged = true; hasChanged;)
        {
            hasChanged = false;
            foreach (Node node in network.Nodes.Where(incoming.ContainsKey).ToArray())
            {
                hasChanged |= JoinBranches(node, incoming, outgoing) | JoinSeries(node, incoming, outgoing, outputs);
            }
        }

        return [.. network.Nodes.Where(incoming.ContainsKey).SelectMany(node => incoming[node])];
    }

    private static bool JoinBranches(Node node, Dictionary<Node, List<Edge>> incoming, Dictionary<Node, List<Edge>> outgoing)
    {
        List<Edge> edges = incoming[node];
        if (edges.Count is < 2 or > MostBranches || !Merges.Contains(node.Kind) || edges.Any(edge => edge.From != edges[0].From) || edges.Count(edge => edge.Items.Count == 0) > 1)
        {
            return false;
        }

        Node from = edges[0].From;
        var joined = new Edge(from, node, 0, [Item.Of(node, [.. edges.OrderBy(edge => edge.Place).Select(edge => edge.Items)])]);
        outgoing[from].RemoveAll(edges.Contains);
        outgoing[from].Add(joined);
        incoming[node] = [joined];
        return true;
    }

    private static bool JoinSeries(Node node, Dictionary<Node, List<Edge>> incoming, Dictionary<Node, List<Edge>> outgoing, HashSet<Node> outputs)
    {
        if (outputs.Contains(node) || incoming[node].Count != 1 || incoming[node][0].Items.Count == 0 || outgoing[node].Count != 1)
        {
            return false;
        }

        Edge first = incoming[node][0];
        Edge second = outgoing[node][0];
        var joined = new Edge(first.From, second.To, second.Place, Join(first.Items, second.Items));
        outgoing[first.From][outgoing[first.From].IndexOf(first)] = joined;
        List<Edge> into = incoming[second.To];
        into[into.IndexOf(second)] = joined;
        incoming.Remove(node);
        outgoing.Remove(node);
        return true;
    }

    private static List<Item> Join(IReadOnlyList<Item> first, IReadOnlyList<Item> second)
    {
        List<Item> items = [.. first];
        foreach (Item item in second)
        {
            if (items.Count > 0 && items[^1] is { Branches: not null, Activation: null } merged && IsFunction(item))
            {
                items[^1] = merged.With(item.End);
            }
            else
            {
                items.Add(item);
            }
        }

        return items;
    }

    /// <summary>What the option <c>Activation</c> of a use of blocks can say.</summary>
    private static bool IsFunction(Item item) => item.Branches is null && item.End.Options.Count == 0 && item.End.Kind is "ReLU" or "Activation" && item.End.Options.Count == 0;
}
