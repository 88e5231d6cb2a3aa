using System.Text.Json;
using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Keras;

/// <summary>
/// The masks that a Functional model of Keras 3 writes down: a comparison of the integers with 0, which every layer that takes a mask is
/// called with, and after merging layers operations that join such comparisons. Here a layer finds the mask of its input by itself, so both
/// must be the same, and the operations go.
/// </summary>
internal sealed class CalledMasks
{
    private const string Comparison = "NotEqual";

    /// <summary>Makes a shape of a tensor, in which nothing counts.</summary>
    private const string Nothing = "ZerosLike";

    /// <summary>What Keras joins masks with; of one mask alone they make the same mask.</summary>
    private static readonly HashSet<string> Joining = ["ExpandDims", "LogicalOr", "Concatenate", "Any", "All", Nothing];

    private readonly HashSet<Node> _comparisons = [];
    private readonly HashSet<Node> _joins = [];
    private readonly List<(Node Node, (string Layer, int Call)[] Masks)> _calls = [];

    /// <summary>Notes a call that compares with 0, that joins masks, or that takes them.</summary>
    public void Add(Node node, JsonElement layer, JsonElement inbound, IReadOnlyList<(string Layer, int Call)> masks)
    {
        if (node.Kind == Comparison && inbound.Find("args") is { ValueKind: JsonValueKind.Array } arguments && arguments.GetArrayLength() == 2
            && arguments[1] is { ValueKind: JsonValueKind.Number } number && number.GetDouble() == 0)
        {
            _comparisons.Add(node);
        }
        else if (Joining.Contains(node.Kind) && layer.Text("module")?.Contains(".ops.", StringComparison.Ordinal) == true)
        {
            _joins.Add(node);
        }

        // Keras 3 writes that there is none, too; Keras 2 writes nothing.
        if (inbound.Find("kwargs") is { ValueKind: JsonValueKind.Object } named && named.EnumerateObject().Any(argument => CallArguments.IsMask(argument.Name)))
        {
            _calls.Add((node, [.. masks]));
        }
    }

    /// <summary>
    /// Lets masks end where the calls say so, marks the layers that are called with a mask which is not that of their inputs, and removes the
    /// comparisons that nothing else reads.
    /// </summary>
    public void Check(Network network, IReadOnlyDictionary<(string Layer, int Call), Node> made)
    {
        Node[] unfit = Unfit(network, made);
        if (unfit.Length > 0)
        {
            Masks.Stop(network);
            unfit = Unfit(network, made);
        }

        foreach (Node node in unfit)
        {
            node.Unsupported ??= "it is called with a mask that is not the one of its input, which no layer here takes";
        }

        // From the end: what only masks read goes, and then what only that has read.
        for (int i = network.Nodes.Count - 1; i >= 0; i--)
        {
            Node node = network.Nodes[i];
            if ((_comparisons.Contains(node) || _joins.Contains(node)) && !network.Nodes.Any(other => other.Inputs.Contains(node)))
            {
                network.Nodes.RemoveAt(i);
            }
        }
    }

    /// <summary>The layers that are called with other masks than their inputs have.</summary>
    private Node[] Unfit(Network network, IReadOnlyDictionary<(string Layer, int Call), Node> made)
    {
        Dictionary<Node, Node> own = Masks.Of(network);
        return [.. _calls.Where(call => !Called(call.Masks).Distinct().SequenceEqual(Expected(call.Node).Distinct())).Select(call => call.Node)];

        IEnumerable<Node?> Called((string, int)[] masks) =>
            masks.Select(mask => made.GetValueOrDefault(mask) is { } maker ? MaskOf(maker) : null);

        IEnumerable<Node?> Expected(Node node) => node.Inputs.Select(input => own.GetValueOrDefault(input)).Where(mask => mask is not null);
    }

    /// <summary>The input whose integers a node compares with 0, or joins such comparisons of; null where it is not one input alone.</summary>
    private Node? MaskOf(Node node)
    {
        if (_comparisons.Contains(node))
        {
            return node.Inputs[0];
        }

        Node?[] joined = _joins.Contains(node) ? [.. node.Inputs.Where(input => input.Kind != Nothing || !_joins.Contains(input)).Select(MaskOf).Distinct()] : [];
        return joined.Length == 1 ? joined[0] : null;
    }
}
