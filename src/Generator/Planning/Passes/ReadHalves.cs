using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Planning.Passes;

/// <summary>
/// Half models: only the first step reads the caller's halves, later ones read float. Either it has a kernel for them, or
/// they are widened before it where it would widen each element several times.
/// </summary>
internal sealed class ReadHalves : IPass
{
    public void Run(PlanDraft draft)
    {
        if (draft.Model.ElementType != ElementType.Half || draft.Steps.Count == 0)
        {
            return;
        }

        Step first = draft.Steps[0];
        draft.Steps[0] = first.ReadHalves() ?? first;
        if (first.ReadsSingleElements)
        {
            draft.Steps.Insert(0, new WidenStep(first.InputLength) { Comment = $"Half to float, for {first.Comment}" });
        }
    }
}
