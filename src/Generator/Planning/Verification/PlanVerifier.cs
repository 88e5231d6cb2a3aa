using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Planning.Verification;

/// <summary>
/// Holds a draft to its invariants before the first pass and after each: a broken one is an error of the generator, not
/// of the user. Generated code checks lengths once and then trusts the plan, so a wrong plan would read or write memory
/// that is not the model's. Hence the verifier runs in every planning, in release builds and in the editor too: at some 10
/// microseconds a model it costs about a tenth of what generating the model does.
/// </summary>
internal static class PlanVerifier
{
    /// <param name="draft">The draft.</param>
    /// <param name="facts">What the passes so far have settled.</param>
    /// <param name="after">What ran last, for the message.</param>
    /// <exception cref="InvalidOperationException">The draft breaks an invariant; the message says which, and shows the plan.</exception>
    public static void Verify(PlanDraft draft, PlanFacts facts, string after)
    {
        // Each level relies on the one before it: to pack weights for tiles of no width, or to look for a value that is none, makes no sense.
        Throw(StepFaults(draft, facts));
        Throw(ValueVerifier.Faults(draft, facts));
        Throw(PlaceFaults(draft, facts));

        void Throw(IEnumerable<string> faults)
        {
            List<string>? found = null;
            foreach (string fault in faults)
            {
                (found ??= []).Add(fault);
            }

            if (found is not null)
            {
                throw new InvalidOperationException(
                    $"The plan of {draft.Model.Name} is wrong after {after}:\n- {string.Join("\n- ", found)}\n{PlanText.Of(draft.Model, draft.ToPlan())}");
            }
        }
    }

    private static IEnumerable<string> StepFaults(PlanDraft draft, PlanFacts facts)
    {
        for (int i = 0; i < draft.Steps.Count; i++)
        {
            Step step = draft.Steps[i];
            bool isSound = true;
            foreach (string fault in step.Faults(draft.Model.ElementType, facts))
            {
                isSound = false;
                yield return $"step {i + 1} {fault}";
            }

            if (isSound && step.Mask() is { } masked)
            {
                foreach (string fault in masked.Faults(draft.Model.ElementType, facts))
                {
                    yield return $"step {i + 1} with a mask {fault}";
                }
            }
        }
    }

    private static IEnumerable<string> PlaceFaults(PlanDraft draft, PlanFacts facts) =>
    [
        .. (facts & PlanFacts.WeightsPacked) != 0 ? PackingVerifier.Faults(draft) : [],
        .. (facts & PlanFacts.BuffersAssigned) != 0 ? BufferVerifier.Faults(draft) : [],
        .. (facts & PlanFacts.ChunkChosen) != 0 ? ChunkFaults(draft) : [],
    ];

    private static IEnumerable<string> ChunkFaults(PlanDraft draft)
    {
        int rows = draft.Steps.Count == 0 ? 0 : draft.Steps.Max(s => s.BatchRows);
        bool isNeeded = draft.Chunk == 1 || rows > 0;
        bool isWithinBudget = draft.Chunk == 1
            || (draft.Chunk * (long)rows <= Budget.RowsTogether && draft.Chunk * (long)draft.ScratchLength <= Budget.ScratchTogether);
        if (draft.Chunk < 1 || !isNeeded || !isWithinBudget)
        {
            yield return $"{draft.Chunk} samples go together, with {rows} rows and {draft.ScratchLength} elements of scratch each";
        }
    }
}
