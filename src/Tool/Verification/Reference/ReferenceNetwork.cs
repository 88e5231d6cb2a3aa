using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Verification.Reference;

/// <summary>Runs a network layer by layer in double precision.</summary>
internal static class ReferenceNetwork
{
    private static readonly Dictionary<string, ReferenceLayer> ByKind = new ReferenceLayer[]
    {
        new ConvolutionReference(), new DenseReference(), new FunctionReference(), new MergeReference(), new MovementReference(),
        new NormalizationReference(), new PoolingReference(),
    }.SelectMany(family => family.Kinds.Select(kind => (kind, family))).ToDictionary(pair => pair.kind, pair => pair.family, StringComparer.Ordinal);

    public static bool Covers(Network flat) => flat.Nodes.All(node => ByKind.ContainsKey(node.Kind));

    /// <summary>The output of every layer of a flat network.</summary>
    public static Dictionary<Node, Tensor> Run(Network flat, IReadOnlyList<Tensor> inputs)
    {
        var made = new Dictionary<Node, Tensor>(flat.Inputs.Select((input, i) => KeyValuePair.Create(input, inputs[i])));
        foreach (Node node in flat.Nodes)
        {
            Tensor[] sources = [.. node.Inputs.Select(input => made[input])];
            bool isFirst = node.Option("DataFormat", DataFormat.ChannelsLast) == DataFormat.ChannelsFirst;
            if (isFirst)
            {
                sources = [.. sources.Select(source => source.ToChannelsLast())];
            }

            Tensor output = ByKind[node.Kind].Run(node, sources);
            made[node] = isFirst && output.Rank == sources[0].Rank ? output.ToChannelsFirst() : output;
        }

        return made;
    }
}
