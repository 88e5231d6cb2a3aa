using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Planning.Passes;

/// <summary>
/// Gives every output of the model memory of its own: one that is an input, or another output, is copied, and so is a Half
/// output that other steps or outputs read as float. A model that only shows its one input in another shape stays without a step.
/// </summary>
internal sealed class SeparateOutputs : IPass
{
    public PlanFacts Establishes => PlanFacts.OutputsSeparated;

    public void Run(PlanDraft draft)
    {
        if (draft.Steps.Count == 0 && draft.Model.IsSingle)
        {
            return;
        }

        var written = new HashSet<ValueId>();
        for (int i = 0; i < draft.Outputs.Count; i++)
        {
            ValueId output = draft.Outputs[i];
            bool isRead = draft.Model.ElementType == ElementType.Half
                && (draft.Outputs.Count(other => other == output) > 1 || draft.Steps.Any(step => step.Reads.Contains(output)));
            if (draft.IsInput(output) || isRead || !written.Add(output))
            {
                var copy = new DuplicateStep(draft.Values[output.Index].Length) { Comment = $"Copy to the output \"{draft.Model.Outputs[i].ShownName}\"" };
                draft.Outputs[i] = draft.Add(copy, output);
                written.Add(draft.Outputs[i]);
            }
        }
    }
}
