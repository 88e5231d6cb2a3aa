using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Planning.Passes;

/// <summary>Applies an element-wise function in the registers of the step before it.</summary>
internal sealed class FuseActivations : IPass
{
    public PlanFacts Establishes => PlanFacts.None;

    public void Run(PlanDraft draft)
    {
        for (int i = draft.Steps.Count - 1; i > 0; i--)
        {
            if (draft.Steps[i] is ElementwiseStep activation && draft.Steps[i - 1].FuseActivation(activation.Function) is { } fused)
            {
                draft.Steps[i - 1] = fused;
                draft.Steps.RemoveAt(i);
            }
        }
    }
}
