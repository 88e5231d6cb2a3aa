namespace ShapeGen.Generator.Planning.Passes;

/// <summary>Drops the steps that leave memory as it is: the next step reads the same buffer.</summary>
internal sealed class ElideViews : IPass
{
    public PlanFacts Establishes => PlanFacts.ViewsElided;

    public void Run(PlanDraft draft) => draft.Steps.RemoveAll(step => step.IsView);
}
