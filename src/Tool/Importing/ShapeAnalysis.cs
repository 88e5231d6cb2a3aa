using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Shapes;
using ShapeGen.Tool.Compilation;
using ShapeGen.Tool.Networks;
using ShapeGen.Tool.Writing;

namespace ShapeGen.Tool.Importing;

/// <summary>One layer of the table.</summary>
/// <param name="Node">The layer, named by its path.</param>
/// <param name="Shape">The shape of its output, or null where it is not known.</param>
/// <param name="Parameters">The numbers that its weights hold.</param>
/// <param name="Reason">Why it is not supported, or null.</param>
internal sealed record LayerRow(Node Node, int[]? Shape, long Parameters, string? Reason);

/// <summary>The shapes of all layers, worked out by the generator; what it has no layer for is a gap that others go on from.</summary>
internal static class ShapeAnalysis
{
    private const string ClassName = "Network";

    public static IReadOnlyList<LayerRow> Of(Network network)
    {
        Network flat = network.Flatten();
        if (flat.Nodes.Count == 0)
        {
            throw new ToolException("the model has no layers");
        }

        Network known = WithoutGaps(flat, out Dictionary<Node, Node> stands);
        var shapes = new Dictionary<Node, int[]>();
        var reasons = new Dictionary<Node, string>();
        if (known.Nodes.Count > 0)
        {
            Infer(known, shapes, reasons);
        }

        Dictionary<Node, Node> copies = stands.ToDictionary(pair => pair.Key, pair => pair.Value);
        return [.. flat.Nodes.Select(node => new LayerRow(
            node,
            copies.TryGetValue(node, out Node? copy) && shapes.TryGetValue(copy, out int[]? shape) ? shape : node.Shape,
            node.Weights.Sum(weight => weight.Length),
            node.Unsupported ?? (copies.TryGetValue(node, out Node? faulty) ? reasons.GetValueOrDefault(faulty) : null)))];
    }

    /// <summary>The shape of each node of a network by what its table says; of a nested model it is that of its last layer.</summary>
    public static Func<Node, int[]?> ShapesOf(IReadOnlyList<LayerRow> rows)
    {
        var shapes = rows.ToDictionary(row => row.Node.Name, row => row.Shape, StringComparer.Ordinal);
        return node => node.IsInput ? node.Shape : node.Block is { } block ? shapes.GetValueOrDefault($"{node.Name}/{block.Outputs[0].Name}") : shapes.GetValueOrDefault(node.Name);
    }

    /// <summary>The layers that have attributes; the outputs of all others, as far as their shapes are known, are inputs.</summary>
    private static Network WithoutGaps(Network flat, out Dictionary<Node, Node> stands)
    {
        stands = [];
        var inputs = new List<Node>();
        var nodes = new List<Node>();
        foreach (Node input in flat.Inputs)
        {
            Node copy = input.Copy($"input {inputs.Count}", []);
            inputs.Add(copy);
            stands[input] = copy;
        }

        foreach (Node node in flat.Nodes)
        {
            if (node.Unsupported is not null)
            {
                if (node.Shape is { Length: > 0 } shape && !shape.Contains(-1))
                {
                    stands[node] = new Node(Node.InputKind, $"input {inputs.Count}") { Shape = shape };
                    inputs.Add(stands[node]);
                }

                continue;
            }

            var made = stands;
            if (node.Inputs.All(made.ContainsKey))
            {
                Node copy = node.Copy($"layer {nodes.Count}", node.Inputs.Select(input => made[input]));
                nodes.Add(copy);
                stands[node] = copy;
            }
        }

        // What nobody reads is an output, so that nothing is left over.
        var read = nodes.SelectMany(node => node.Inputs).ToHashSet();
        return new Network("network") { Inputs = [.. inputs.Where(read.Contains)], Nodes = nodes, Outputs = [.. nodes.Where(node => !read.Contains(node))] };
    }

    private static void Infer(Network known, Dictionary<Node, int[]> shapes, Dictionary<Node, string> reasons)
    {
        ShapedModel model = new CompiledText(ClassWriter.Write(known, ClassName)).Shapes(ClassName);
        List<Node> order = Schedule.Of(known);
        int first = known.Inputs.Count;
        foreach (Problem problem in model.Problems)
        {
            int index = problem.Anchor.Index - first;
            Node? node = index >= 0 && index < order.Count ? order[index] : null;
            if (node is null)
            {
                throw new ToolException($"{problem.RuleId}: {Rules.Message(problem)}");
            }

            reasons.TryAdd(node, $"{problem.RuleId}: {Rules.Message(problem)}");
        }

        int[] counts = [.. order.Select(node => ClassWriter.LeavesOf(node).Count())];
        if (model.Layers.Count != counts.Sum())
        {
            return;
        }

        int last = -1;
        for (int i = 0; i < order.Count; i++)
        {
            last += counts[i];
            shapes[order[i]] = [.. model.Layers[last].Output.Dimensions];
        }
    }
}
