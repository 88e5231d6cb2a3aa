using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Planning.Passes;

/// <summary>
/// Widens the caller's halves before a first step that would otherwise do so for every use of each element. What later
/// steps read is float anyway.
/// </summary>
internal sealed class WidenHalves : IPass
{
    public void Run(PlanDraft draft)
    {
        if (draft.Model.ElementType == ElementType.Half && draft.Steps.Count > 0 && draft.Steps[0].ReadsSingleElements)
        {
            Step first = draft.Steps[0];
            draft.Steps.Insert(0, new WidenStep(first.InputLength) { Comment = $"Half to float, for {first.Comment}" });
        }
    }
}
