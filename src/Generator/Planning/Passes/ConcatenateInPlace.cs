using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Planning.Passes;

/// <summary>
/// Lets the inputs of a concatenation be written where they end up. That takes inputs that lie in one piece there, that a
/// step writes, and that nothing reads afterwards, since a step in place may then write over all of it. What is written or
/// read in the rows of several samples together stays whole: the copy costs less than rows one by one.
/// </summary>
internal sealed class ConcatenateInPlace : IPass
{
    public PlanFacts Establishes => PlanFacts.None;

    public void Run(PlanDraft draft)
    {
        var lifetimes = new Lifetimes(draft);
        var taken = new HashSet<ValueId>(draft.Outputs);
        for (int i = draft.Steps.Count - 1; i >= 0; i--)
        {
            // Halves are stored once, by the concatenation.
            bool isOutput = draft.Outputs.Contains(draft.Steps[i].Writes);
            if (draft.Steps[i] is not ConcatenateStep { Rows: 1 } step || (isOutput && draft.Model.ElementType == ElementType.Half))
            {
                continue;
            }

            int index = i;
            draft.Steps[i] = step with { IsInPlace = step.Reads.Select(input => !draft.IsInput(input) && lifetimes[input].Last == index && !draft.IsInRowsTogether(input) && taken.Add(input)).ToEquatableArray() };
        }
    }
}
