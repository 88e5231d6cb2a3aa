using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Planning.Passes;

/// <summary>Gives every transposition its fewest axes, which shows those that move nothing.</summary>
internal sealed class SimplifyTransposes : IPass
{
    public PlanFacts Establishes => PlanFacts.None;

    public void Run(PlanDraft draft)
    {
        for (int i = 0; i < draft.Steps.Count; i++)
        {
            if (draft.Steps[i] is TransposeStep transpose)
            {
                draft.Steps[i] = transpose.Simplify();
            }
        }
    }
}
