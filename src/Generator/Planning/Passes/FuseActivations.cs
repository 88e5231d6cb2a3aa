using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Planning.Passes;

/// <summary>Applies an element-wise function in the registers of the step that computes its input, where nothing else reads that.</summary>
internal sealed class FuseActivations : IPass
{
    public PlanFacts Establishes => PlanFacts.None;

    public void Run(PlanDraft draft)
    {
        var lifetimes = new Lifetimes(draft);
        for (int i = draft.Steps.Count - 1; i > 0; i--)
        {
            if (draft.Steps[i] is not ElementwiseStep activation || lifetimes.Readers(activation.Reads[0]) != 1)
            {
                continue;
            }

            int producer = draft.FindProducer(activation.Reads[0]);
            if (producer >= 0 && draft.Steps[producer].FuseActivation(activation.Function) is { } fused)
            {
                draft.Steps[producer] = fused with { Writes = activation.Writes };
                draft.Steps.RemoveAt(i);
            }
        }
    }
}
