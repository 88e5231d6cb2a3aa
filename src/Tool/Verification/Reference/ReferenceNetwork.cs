using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Verification.Reference;

/// <summary>Runs a network layer by layer in double precision.</summary>
internal static class ReferenceNetwork
{
    private static readonly Dictionary<string, ReferenceLayer> ByKind = new ReferenceLayer[]
    {
        new AttentionReference(), new ConvolutionReference(), new DenseReference(), new FunctionReference(), new LookUpReference(), new MergeReference(),
        new MovementReference(), new NormalizationReference(), new PoolingReference(), new RecurrentReference(), new WrapperReference(),
    }.SelectMany(family => family.Kinds.Select(kind => (kind, family))).ToDictionary(pair => pair.kind, pair => pair.family, StringComparer.Ordinal);

    /// <summary>The first layer that has no definition here, or null.</summary>
    public static Node? Uncovered(Network flat)
    {
        Dictionary<Node, Node> masks = Masks.Of(flat);
        return flat.Nodes.FirstOrDefault(node => !ByKind.TryGetValue(node.Kind, out ReferenceLayer? layer) || !layer.Covers(node)
            || (node.Inputs.Any(masks.ContainsKey) && !layer.CoversMask(node)));
    }

    /// <summary>The output of every layer of a flat network.</summary>
    public static Dictionary<Node, Tensor> Run(Network flat, IReadOnlyList<Tensor> inputs)
    {
        var made = new Dictionary<Node, Tensor>(flat.Inputs.Select((input, i) => KeyValuePair.Create(input, inputs[i])));
        Dictionary<Node, Node> masks = Masks.Of(flat);
        foreach (Node node in flat.Nodes)
        {
            Tensor[] sources = [.. node.Inputs.Select(input => made[input])];
            ReferenceLayer layer = ByKind[node.Kind];
            bool isFirst = !layer.MovesChannels && node.Option("DataFormat", DataFormat.ChannelsLast) == DataFormat.ChannelsFirst;
            if (isFirst)
            {
                sources = [.. sources.Select(source => source.ToChannelsLast())];
            }

            Tensor output = node.Inputs.Count > 0 && masks.TryGetValue(node.Inputs[0], out Node? mask)
                ? layer.RunMasked(node, sources, Array.ConvertAll(made[mask].Values, integer => integer != 0))
                : layer.Run(node, sources);
            made[node] = isFirst && output.Rank == sources[0].Rank ? output.ToChannelsFirst() : output;
        }

        return made;
    }
}
