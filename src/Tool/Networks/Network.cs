namespace ShapeGen.Tool.Networks;

/// <summary>A graph of layers, as a file of any source describes it.</summary>
internal sealed class Network(string name)
{
    public string Name { get; } = name;

    public List<Node> Inputs { get; init; } = [];

    /// <summary>All layers but the inputs, each after those that it reads.</summary>
    public List<Node> Nodes { get; init; } = [];

    public List<Node> Outputs { get; init; } = [];

    /// <summary>For each output the axes of a sample in the source, as <see cref="Node.SourceOrder"/>; empty where all are the same.</summary>
    public List<int[]> OutputOrders { get; } = [];

    /// <summary>The layers with all nested models in line, each named by its path; shared layers stand once for each use.</summary>
    public Network Flatten()
    {
        var flat = new Network(Name) { Inputs = [.. Inputs] };
        var made = Inputs.ToDictionary(input => input, input => input);
        Inline(this, "", made, flat);
        flat.Outputs.AddRange(Outputs.Select(output => made[output]));
        return flat;
    }

    private static void Inline(Network network, string prefix, Dictionary<Node, Node> made, Network flat)
    {
        foreach (Node node in network.Nodes)
        {
            if (node.Block is { } block)
            {
                var inner = new Dictionary<Node, Node> { [block.Inputs[0]] = made[node.Inputs[0]] };
                Inline(block, $"{prefix}{node.Name}/", inner, flat);
                made[node] = inner[block.Outputs[0]];
                continue;
            }

            Node copy = node.Copy(prefix + node.Name, node.Inputs.Select(input => made[input]));
            made[node] = copy;
            flat.Nodes.Add(copy);
        }
    }
}
