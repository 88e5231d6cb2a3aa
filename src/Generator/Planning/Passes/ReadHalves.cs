using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Planning.Passes;

/// <summary>Lets the steps that read the caller's halves do so in their own way; all other values are float.</summary>
internal sealed class ReadHalves : IPass
{
    public PlanFacts Establishes => PlanFacts.None;

    public void Run(PlanDraft draft)
    {
        if (draft.Model.ElementType != ElementType.Half)
        {
            return;
        }

        for (int i = draft.Steps.Count - 1; i >= 0; i--)
        {
            if (draft.Steps[i].Reads.Any(value => draft.IsInput(value) && !draft.Model.Inputs[value.Index].IsInteger))
            {
                draft.Replace(i, [.. draft.Steps[i].ReadHalves()]);
            }
        }
    }
}
