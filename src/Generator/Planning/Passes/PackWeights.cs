namespace ShapeGen.Generator.Planning.Passes;

/// <summary>Gives every weight its order and its aligned place in the one packed buffer.</summary>
internal sealed class PackWeights : IPass
{
    public PlanFacts Establishes => PlanFacts.WeightsPacked;

    public void Run(PlanDraft draft)
    {
        var layout = new WeightLayout(ElementTypes.BlockBytes / draft.Model.ElementType.Size());
        for (int i = 0; i < draft.Steps.Count; i++)
        {
            EquatableArray<PackedWeight> weights = draft.Steps[i].PackWeights(layout);
            draft.Steps[i] = draft.Steps[i].WithWeights(weights);
            draft.Weights.AddRange(weights);
        }

        draft.WeightsLength = layout.Length;
    }
}
