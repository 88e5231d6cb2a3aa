using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Planning.Verification;

/// <summary>
/// Static single assignment: each value is written once, before anything reads it, with as many elements as its readers
/// expect; the model's outputs are written, and with the elements that the model promises.
/// </summary>
internal static class ValueVerifier
{
    public static IEnumerable<string> Faults(PlanDraft draft, PlanFacts facts) =>
    [
        .. StepFaults(draft, step => step, facts),
        .. draft.Steps.Any(s => s.Mask() is not null) ? StepFaults(draft, step => step.Mask() ?? step, facts).Select(fault => $"{fault}, with a mask") : [],
        .. (facts & PlanFacts.OutputsSeparated) != 0 ? OutputFaults(draft) : [],
    ];

    private static IEnumerable<string> StepFaults(PlanDraft draft, Func<Step, Step> variant, PlanFacts facts)
    {
        // Elements that have been written of each value, or −1.
        long[] lengths = [.. Enumerable.Repeat(-1L, draft.Values.Count)];
        for (int i = 0; i < draft.Model.Inputs.Count; i++)
        {
            lengths[i] = draft.Model.Inputs[i].Shape.ElementCount;
        }

        for (int i = 0; i < draft.Steps.Count; i++)
        {
            Step step = variant(draft.Steps[i]);
            foreach (string fault in ReadFaults(step, lengths, facts))
            {
                yield return $"step {i + 1} {fault}";
            }

            if (!Exists(step.Writes) || lengths[step.Writes.Index] >= 0 || !step.Workspaces.All(own => Exists(own) && lengths[own.Index] < 0))
            {
                yield return $"step {i + 1} writes what is written already, or is no value";
                continue;
            }

            for (int own = 0; own < step.Workspaces.Count && own < step.WorkspaceLengths.Count; own++)
            {
                int length = draft.Values[step.Workspaces[own].Index].Length;
                if (length != step.WorkspaceLengths[own])
                {
                    yield return $"step {i + 1} keeps {step.WorkspaceLengths[own]} elements of its own where there are {length}";
                }
            }

            lengths[step.Writes.Index] = step.IsView && step.Reads.All(Exists) ? lengths[step.Reads[0].Index] : step.OutputLength;
        }

        for (int i = 0; i < draft.Outputs.Count; i++)
        {
            long written = Exists(draft.Outputs[i]) ? lengths[draft.Outputs[i].Index] : -1;
            long promised = draft.Model.Outputs[i].Shape.ElementCount;
            if (written != promised)
            {
                yield return written < 0 ? $"nothing writes output {i + 1}" : $"the steps make {written} elements of output {i + 1}, the model {promised}";
            }
        }

        bool Exists(ValueId value) => value.Index >= 0 && value.Index < lengths.Length;
    }

    private static IEnumerable<string> ReadFaults(Step step, long[] lengths, PlanFacts facts)
    {
        if (step.IsView && (facts & PlanFacts.ViewsElided) != 0)
        {
            yield return "does nothing and is still there";
        }

        if (step.Reads.Count == 0 || (!step.IsView && step.Reads.Count != step.InputLengths.Count) || step.Workspaces.Count != step.WorkspaceLengths.Count)
        {
            yield return $"reads {step.Reads.Count} values and keeps {step.Workspaces.Count} of its own";
            yield break;
        }

        for (int i = 0; i < step.Reads.Count; i++)
        {
            int index = step.Reads[i].Index;
            long written = index >= 0 && index < lengths.Length ? lengths[index] : -1;
            if (written < 0)
            {
                yield return $"reads {step.Reads[i]}, which is not written yet";
            }
            else if (!step.IsView && step.InputLengths[i] != written)
            {
                yield return $"reads {step.InputLengths[i]} elements where there are {written}";
            }
        }
    }

    private static IEnumerable<string> OutputFaults(PlanDraft draft)
    {
        bool isView = draft.Steps.Count == 0 && draft.Model.IsSingle;
        if (draft.Outputs.Distinct().Count() != draft.Outputs.Count || (!isView && draft.Outputs.Any(draft.IsInput)))
        {
            yield return "an output is an input or another output and has no memory of its own";
        }
    }
}
