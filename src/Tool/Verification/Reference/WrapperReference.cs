using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Verification.Reference;

/// <summary>Layers that apply others to each time step, or in both directions.</summary>
internal sealed class WrapperReference : ReferenceLayer
{
    public override IReadOnlyList<string> Kinds { get; } = [Node.BidirectionalKind, Node.TimeDistributedKind];

    public override bool Covers(Node node) => ReferenceNetwork.Uncovered(node.Inner!.Flatten()) is null;

    public override bool MovesChannels => true;

    /// <summary>Each time step would have a mask of its own.</summary>
    public override bool CoversMask(Node node) => node.Kind == Node.BidirectionalKind;

    public override Tensor Run(Node node, IReadOnlyList<Tensor> inputs) => Run(node, inputs, null);

    public override Tensor RunMasked(Node node, IReadOnlyList<Tensor> inputs, bool[] mask) => Run(node, inputs, mask);

    private static Tensor Run(Node node, IReadOnlyList<Tensor> inputs, bool[]? mask)
    {
        Tensor input = inputs[0];
        Network inner = node.Inner!.Flatten();
        if (node.Kind == Node.TimeDistributedKind)
        {
            Tensor[] steps = [.. Steps(input).Select(step => ReferenceNetwork.Run(inner, [step])[inner.Outputs[0]])];
            return Stack(steps);
        }

        Node layer = inner.Nodes[0];
        int half = node.Weights.Count / 2;
        bool[] counts = RecurrentReference.Counts(mask, input.Shape[0]);
        Tensor forward = RunOne(layer, node.Weights[..half], input, counts);
        Tensor backward = RunOne(layer, node.Weights[half..], Stack([.. Steps(input).Reverse()]), [.. counts.Reverse()]);
        if (layer.Option("ReturnSequences", false))
        {
            backward = Stack([.. Steps(backward).Reverse()]);
        }

        var merge = new Node(node.Option("Merge", Merge.Concatenate).ToString(), "");
        return new MergeReference().Run(merge, [forward, backward]);
    }

    /// <summary>One direction, which gives zeros for what does not count where it gives a sequence.</summary>
    private static Tensor RunOne(Node layer, List<WeightTensor> weights, Tensor input, bool[] counts)
    {
        Node copy = new(layer.Kind, "") { Weights = weights };
        copy.Arguments.AddRange(layer.Arguments);
        copy.Options.AddRange(layer.Options.Where(option => option.Name != "ZeroOutputForMask"));
        copy.Set("ZeroOutputForMask", layer.Option("ReturnSequences", false), false);
        return new RecurrentReference().RunMasked(copy, [input], counts);
    }

    /// <summary>The time steps, along the first axis.</summary>
    public static IEnumerable<Tensor> Steps(Tensor input)
    {
        int length = input.Length / input.Shape[0];
        return Enumerable.Range(0, input.Shape[0]).Select(step => new Tensor(input.Shape[1..], input.Values.AsSpan(step * length, length).ToArray()));
    }

    public static Tensor Stack(IReadOnlyList<Tensor> steps) => new([steps.Count, .. steps[0].Shape], [.. steps.SelectMany(step => step.Values)]);
}
