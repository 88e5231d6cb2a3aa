namespace ShapeGen.Generator.Planning.Passes;

/// <summary>Lets every step choose its kernel, phases and register tiles from its shape.</summary>
internal sealed class ChooseTiles : IPass
{
    public PlanFacts Establishes => PlanFacts.TilesChosen;

    public void Run(PlanDraft draft)
    {
        for (int i = 0; i < draft.Steps.Count; i++)
        {
            draft.Steps[i] = draft.Steps[i].ChooseTiles(draft.Model.ElementType);
        }
    }
}
