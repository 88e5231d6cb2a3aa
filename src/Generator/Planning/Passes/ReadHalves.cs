using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Planning.Passes;

/// <summary>Lets the first step of a Half model read the caller's halves in its own way; what later steps read is float.</summary>
internal sealed class ReadHalves : IPass
{
    public PlanFacts Establishes => PlanFacts.None;

    public void Run(PlanDraft draft)
    {
        if (draft.Model.ElementType == ElementType.Half && draft.Steps.Count > 0)
        {
            Step first = draft.Steps[0];
            draft.Steps.RemoveAt(0);
            draft.Steps.InsertRange(0, first.ReadHalves());
        }
    }
}
