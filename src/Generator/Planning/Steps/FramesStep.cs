namespace ShapeGen.Generator.Planning.Steps;

/// <summary>Does what another step does to one frame to several that lie one after the other.</summary>
/// <param name="Inner">The step of one frame.</param>
/// <param name="Frames">How many there are.</param>
internal sealed record FramesStep(Step Inner, int Frames) : Step
{
    public override int InputLength => Frames * Inner.InputLength;

    public override int OutputLength => Frames * Inner.OutputLength;

    public override IReadOnlyList<int> InputLengths => [.. Inner.InputLengths.Select(length => Frames * length)];

    public override bool ReadsIndices(int input) => Inner.ReadsIndices(input);

    public override IReadOnlyList<int> WorkspaceLengths => Inner.WorkspaceLengths;

    public override bool WorksInPlace => Inner.WorksInPlace;

    public override bool IsView => Inner.IsView;

    public override int WeightsOffset => Inner.WeightsOffset;

    /// <summary>The step of one frame as it is written: in the places of the frames.</summary>
    public Step Placed => Inner with { Comment = Comment, Sources = Sources, Destination = Destination, WorkspacePlaces = WorkspacePlaces };

    public override Step ToKernel(ElementType element)
    {
        var kernel = (FramesStep)base.ToKernel(element);
        return kernel with { Inner = Inner.ToKernel(element) };
    }

    public override Step ChooseTiles(ElementType element) => this with { Inner = Inner.ChooseTiles(element) };

    public override IEnumerable<Step> SplitSums(ElementType element) => Wrap(Inner.SplitSums(element));

    public override IEnumerable<Step> ReadHalves() => Wrap(Inner.ReadHalves());

    public override EquatableArray<PackedWeight> PackWeights(WeightLayout layout) => Inner.PackWeights(layout);

    public override Step WithWeights(EquatableArray<PackedWeight> weights) => this with { Inner = Inner.WithWeights(weights) };

    public override Step? FuseActivation(string function) => Inner.FuseActivation(function) is { } fused ? this with { Inner = fused } : null;

    public override IEnumerable<string> Describe(ElementType element) =>
        [$"{Frames} frames, of each {Inner.GetType().Name} {Inner.Describe(element).First()}", .. Inner.Describe(element).Skip(1)];

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts) => Frames < 1 ? [$"takes {Frames} frames"] : Inner.Faults(element, facts);

    /// <summary>Steps of one frame, each over all of them.</summary>
    private IEnumerable<Step> Wrap(IEnumerable<Step> steps) =>
        from step in steps select step == Inner ? this : step.OverFrames(Frames) with { Comment = step.Comment.Length > 0 ? step.Comment : Comment };
}
