namespace ShapeGen.Tool.Networks;

/// <summary>The masks of Keras: which input of integers says of each layer's output that steps count, those whose integer is not 0.</summary>
internal static class Masks
{
    /// <summary>Layers whose output has the mask of their input.</summary>
    private static readonly HashSet<string> Passing =
    [
        "Dense", "Activation", "ReLU", "LeakyReLU", "PReLU", "ELU", "BatchNormalization", "LayerNormalization", "Normalization", "Rescaling",
        "Dropout", "SpatialDropout1D", "GaussianDropout", "GaussianNoise", "AlphaDropout", "ActivityRegularization",
        "MultiHeadAttention", "Attention", "AdditiveAttention", Node.TimeDistributedKind,
    ];

    /// <summary>
    /// Lets masks end at recurrent layers, as from Keras 3.16 on. There they end at <c>TimeDistributed</c> as well, for which there is no option.
    /// </summary>
    public static void Stop(Network network)
    {
        foreach (Node node in network.Nodes)
        {
            if (node.Kind is not ("SimpleRNN" or "LSTM" or "GRU" or Node.BidirectionalKind or Node.TimeDistributedKind) || !Of(network).ContainsKey(node))
            {
                continue;
            }

            if (node.Kind == Node.TimeDistributedKind)
            {
                node.Unsupported ??= "the mask of its input ends at it, as from Keras 3.16 on, which cannot be said here";
                continue;
            }

            (node.Inner?.Nodes[0] ?? node).Set("StopsMask", true, false);
        }
    }

    /// <summary>The masks of a flat network; what is not there has none.</summary>
    public static Dictionary<Node, Node> Of(Network flat)
    {
        var masks = new Dictionary<Node, Node>();
        foreach (Node node in flat.Nodes)
        {
            if (After(node, [.. node.Inputs.Select(input => masks.GetValueOrDefault(input))]) is { } mask)
            {
                masks[node] = mask;
            }
        }

        return masks;
    }

    private static Node? After(Node node, Node?[] masks) => node.Kind switch
    {
        "Embedding" => node.Option("MaskZero", false) ? node.Inputs[0] : null,
        "SimpleRNN" or "LSTM" or "GRU" => node.Option("ReturnSequences", false) && !node.Option("StopsMask", false) ? masks[0] : null,
        Node.BidirectionalKind => After(node.Inner!.Flatten().Nodes[0], masks),
        "Add" or "Subtract" or "Multiply" or "Average" or "Maximum" or "Minimum" or "Concatenate" => masks.Distinct().Count() == 1 ? masks[0] : null,
        _ => Passing.Contains(node.Kind) ? masks[0] : null,
    };
}
