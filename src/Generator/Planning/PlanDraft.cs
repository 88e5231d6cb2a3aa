using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Planning;

/// <summary>A plan in the making: what the passes read and change.</summary>
internal sealed class PlanDraft(ShapedModel model)
{
    public ShapedModel Model => model;

    public List<Step> Steps { get; } = [];

    public List<PackedWeight> Weights { get; } = [];

    public int WeightsLength { get; set; }

    public int ScratchLength { get; set; }

    public int Chunk { get; set; } = 1;

    public ExecutionPlan ToPlan()
    {
        List<Step> masked = MaskedSteps();
        return new ExecutionPlan(
            Steps.ToEquatableArray(),
            masked.ToEquatableArray(),
            Weights.ToEquatableArray(),
            WeightsLength,
            ScratchLength,
            Chunk,
            (long)ScratchLength * (ElementTypes.BlockBytes / model.ElementType.BlockLanes()) <= Budget.StackBytes,
            masked.OfType<PoolStep>().Where(s => s.IsMasked).Select(s => s.Positions).FirstOrDefault());
    }

    /// <summary>
    /// A model takes a mask where exactly one of its steps can leave positions out, and every layer before that one works
    /// on each position by itself.
    /// </summary>
    private List<Step> MaskedSteps()
    {
        if (Steps.Count(s => s.Mask() is PoolStep { IsMasked: true }) != 1)
        {
            return [];
        }

        int masking = model.Layers.TakeWhile(l => l.Layer.PassesMask).Count();
        bool reachesPool = masking < model.Layers.Count && model.Layers[masking].Layer.TakesMask;
        return reachesPool ? [.. Steps.Select(s => s.Mask() ?? s)] : [];
    }
}

/// <summary>One rewriting of the draft.</summary>
internal interface IPass
{
    /// <summary>What holds from here on, in every later pass too.</summary>
    PlanFacts Establishes { get; }

    void Run(PlanDraft draft);
}
