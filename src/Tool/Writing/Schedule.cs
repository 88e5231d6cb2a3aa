using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Writing;

/// <summary>The order in which the layers of a network are written: each goes on from the one above it where it can.</summary>
internal static class Schedule
{
    private static readonly HashSet<string> Commutative = ["Add", "Multiply", "Average", "Maximum", "Minimum"];

    public static List<Node> Of(Network network)
    {
        var order = new List<Node>(network.Nodes.Count);
        var missing = network.Nodes.ToDictionary(node => node, node => node.Inputs.Distinct().Count(input => !network.Inputs.Contains(input)));
        ILookup<Node, Node> readers = network.Nodes.SelectMany(node => node.Inputs.Distinct().Select(input => (input, node))).ToLookup(pair => pair.input, pair => pair.node);
        var place = network.Nodes.Select((node, i) => (node, i)).ToDictionary(pair => pair.node, pair => pair.i);
        var ready = new SortedSet<Node>(Comparer<Node>.Create((left, right) => place[left].CompareTo(place[right])));
        ready.UnionWith(network.Nodes.Where(node => missing[node] == 0));
        Node? running = network.Inputs.FirstOrDefault();
        while (ready.Count > 0)
        {
            Node next = ready.FirstOrDefault(node => GoesOn(node, running)) ?? ready.Min!;
            ready.Remove(next);
            order.Add(next);
            running = next;
            foreach (Node reader in readers[next].Distinct())
            {
                if (--missing[reader] == 0)
                {
                    ready.Add(reader);
                }
            }
        }

        return order;
    }

    /// <summary>Whether a layer can read the running tensor without a <c>From</c>.</summary>
    public static bool GoesOn(Node node, Node? running) =>
        node.Inputs.Count > 0 && (node.Inputs[0] == running || (Commutative.Contains(node.Kind) && running is not null && node.Inputs.Count == 2 && node.Inputs[1] == running));
}
