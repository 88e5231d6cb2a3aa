using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Planning.Passes;

/// <summary>
/// Drops zeros around an input that only convolutions read: their windows leave out what lies outside of the input, which is the
/// same. Pooling does not: a zero is a value for it, and the largest one may be less.
/// </summary>
internal sealed class AbsorbPadding : IPass
{
    public PlanFacts Establishes => PlanFacts.None;

    public void Run(PlanDraft draft)
    {
        // Backward, so that of two paddings in a row both are absorbed.
        for (int i = draft.Steps.Count - 1; i >= 0; i--)
        {
            if (draft.Steps[i] is not CopyStep padding || draft.Outputs.Contains(padding.Writes))
            {
                continue;
            }

            int[] readers = [.. Enumerable.Range(0, draft.Steps.Count).Where(step => draft.Steps[step].Reads.Contains(padding.Writes))];
            Step?[] padded = [.. readers.Select(reader => draft.Steps[reader].AbsorbPadding(padding))];
            if (readers.Length == 0 || padded.Contains(null))
            {
                continue;
            }

            for (int reader = 0; reader < readers.Length; reader++)
            {
                draft.Steps[readers[reader]] = padded[reader]! with { Reads = padding.Reads };
            }

            draft.Steps.RemoveAt(i);
        }
    }
}
