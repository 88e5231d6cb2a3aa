using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Planning.Passes;

/// <summary>Drops the steps that leave memory unchanged: what reads their output reads their input.</summary>
internal sealed class ElideViews : IPass
{
    public PlanFacts Establishes => PlanFacts.ViewsElided;

    public void Run(PlanDraft draft)
    {
        // Backward, so that a view of a view is redirected with the first one.
        for (int i = draft.Steps.Count - 1; i >= 0; i--)
        {
            Step step = draft.Steps[i];
            if (step.IsView)
            {
                draft.Steps.RemoveAt(i);
                draft.Redirect(step.Writes, step.Reads[0]);
            }
        }
    }
}
