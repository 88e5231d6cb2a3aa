using System.Text.Json;
using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Keras;

/// <summary>
/// The masks that a Functional model of Keras 3 writes down: a comparison of the integers with 0, which every layer that takes a mask is
/// called with. Here a layer finds the mask of its input by itself, so both must be the same, and the comparisons go.
/// </summary>
internal sealed class CalledMasks
{
    private const string Comparison = "NotEqual";

    private readonly HashSet<Node> _comparisons = [];
    private readonly List<(Node Node, (string Layer, int Call)[] Masks)> _calls = [];

    /// <summary>Notes a call that compares with 0, or that takes masks.</summary>
    public void Add(Node node, JsonElement inbound, IReadOnlyList<(string Layer, int Call)> masks)
    {
        if (node.Kind == Comparison && inbound.Find("args") is { ValueKind: JsonValueKind.Array } arguments && arguments.GetArrayLength() == 2
            && arguments[1] is { ValueKind: JsonValueKind.Number } number && number.GetDouble() == 0)
        {
            _comparisons.Add(node);
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

        network.Nodes.RemoveAll(node => _comparisons.Contains(node) && !network.Nodes.Any(other => other.Inputs.Contains(node)));
    }

    /// <summary>The layers that are called with other masks than their inputs have.</summary>
    private Node[] Unfit(Network network, IReadOnlyDictionary<(string Layer, int Call), Node> made)
    {
        Dictionary<Node, Node> own = Masks.Of(network);
        return [.. _calls.Where(call => !Called(call.Masks).Distinct().SequenceEqual(Expected(call.Node).Distinct())).Select(call => call.Node)];

        IEnumerable<Node?> Called((string, int)[] masks) =>
            masks.Select(mask => made.GetValueOrDefault(mask) is { } maker && _comparisons.Contains(maker) ? maker.Inputs[0] : null);

        IEnumerable<Node?> Expected(Node node) => node.Inputs.Select(input => own.GetValueOrDefault(input)).Where(mask => mask is not null);
    }
}
