using System.Text.Json;
using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Keras.Layers;

/// <summary>Layers that apply another one: in both directions of time, or to each time step.</summary>
internal sealed class Wrappers : KerasLayer
{
    public override IReadOnlyList<string> Classes { get; } = [Node.BidirectionalKind, Node.TimeDistributedKind];

    /// <summary>Of both directions; a layer that is applied to each step has its own.</summary>
    public override IReadOnlyList<string> Groups { get; } = ["forward_layer/cell/vars", "backward_layer/cell/vars"];

    public override void ReadInner(JsonElement config, Node node, Func<JsonElement, string, Node> read)
    {
        if (node.Kind == Node.TimeDistributedKind)
        {
            Node each = read(config.Member("layer"), "layer");
            node.Inner = Around(each);
            node.Weights.AddRange(node.Inner.Flatten().Nodes.SelectMany(inner => inner.Weights));
            return;
        }

        Node forward = read(config.Member("layer"), "forward_layer");
        if (config.Find("backward_layer") is { } other && !IsOpposite(forward, read(other, "backward_layer")))
        {
            throw new ToolException("its two directions have different options");
        }

        if (KerasLayers.Find(forward.Kind) is not Recurrent)
        {
            throw new ToolException($"it wraps a {forward.Kind}; recurrent layers run in both directions");
        }

        forward.Weights.Clear();
        // Both directions give zeros for masked steps where they return sequences, whatever is written.
        forward.Options.RemoveAll(option => option.Name == "ZeroOutputForMask");
        node.Inner = Around(forward);
    }

    public override void Read(LayerConfig config, Node node)
    {
        config.Object("layer");
        config.Object("backward_layer");
        if (node.Kind != Node.BidirectionalKind)
        {
            return;
        }

        node.Set(nameof(Merge), config.Text("merge_mode", "") switch
        {
            "concat" => Merge.Concatenate,
            "sum" => Merge.Add,
            "mul" => Merge.Multiply,
            "ave" => Merge.Average,
            _ => throw new ToolException("its merge_mode is None, and layers of several outputs are not imported: write [Bidirectional<…>(Merge = Merge.None)] by hand"),
        }, Merge.Concatenate);
    }

    private static Network Around(Node layer)
    {
        // An inner model is the block itself.
        if (layer.Block is { } model)
        {
            return model;
        }

        var input = new Node(Node.InputKind, "input");
        layer.Inputs.Add(input);
        string size = layer.Arguments.FirstOrDefault() is int number ? Writing.Literal.Of(number) : "";
        layer.Name = "";
        return new Network(layer.Kind + size) { Inputs = [input], Nodes = [layer], Outputs = [layer] };
    }

    private static bool IsOpposite(Node forward, Node backward) =>
        forward.Kind == backward.Kind && Said(forward).SequenceEqual(Said(backward))
        && forward.Option("GoBackwards", false) != backward.Option("GoBackwards", false);

    private static IEnumerable<string> Said(Node node) => node.Arguments.Select(Writing.Literal.Of)
        .Concat(node.Options.Where(option => option.Name != "GoBackwards").Select(option => $"{option.Name} = {Writing.Literal.Of(option.Value)}"));
}
