using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Planning.Verification;

/// <summary>
/// Every step finds its values where they lie, inside their buffers, and no two values that live at the same time share
/// memory, except that a step that works in place writes over an input of which it is the last reader.
/// </summary>
internal static class BufferVerifier
{
    public static IEnumerable<string> Faults(PlanDraft draft)
    {
        for (int i = 0; i < draft.Steps.Count; i++)
        {
            foreach (string fault in StepFaults(draft, draft.Steps[i]))
            {
                yield return $"step {i + 1} {fault}";
            }
        }

        for (int i = 0; i < draft.Outputs.Count; i++)
        {
            bool isView = draft.Steps.Count == 0;
            if (!isView && draft.Values[draft.Outputs[i].Index].Place != new BufferRef(BufferKind.Output, 0, i))
            {
                yield return $"output {i + 1} is not written to its destination";
            }
        }

        foreach (string fault in OverlapFaults(draft))
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> StepFaults(PlanDraft draft, Step step)
    {
        if (!step.Sources.SequenceEqual(step.Reads.Select(PlaceOf))
            || !step.WorkspacePlaces.SequenceEqual(step.Workspaces.Select(PlaceOf))
            || step.Destination != PlaceOf(step.Writes))
        {
            yield return "looks for its values where they do not lie";
        }

        if (step.Destination.Kind is BufferKind.Input or BufferKind.Indices)
        {
            yield return "writes to the input";
        }

        // The caller's Half destination is written once: what lies between the steps is of the compute type.
        if (draft.Model.ElementType == ElementType.Half && step.Sources.Any(source => source.Kind == BufferKind.Output))
        {
            yield return "reads what has been rounded to Half";
        }

        if (Enumerable.Range(0, step.Sources.Count).Any(i => step.Sources[i].Kind == BufferKind.Indices != step.ReadsIndices(i)))
        {
            yield return "takes integers for numbers, or numbers for integers";
        }

        HashSet<ValueId> parts = PartsOf(draft);
        bool fits = LiesInside(draft, step.Destination, step.OutputLength, parts.Contains(step.Writes))
            && Enumerable.Range(0, step.Sources.Count).All(i => LiesInside(draft, step.Sources[i], step.InputLengths[i], parts.Contains(step.Reads[i])))
            && step.WorkspacePlaces.Zip(step.WorkspaceLengths, (place, length) => (place, length)).Select((workspace, i) => workspace.place.Kind == (i < step.KeptWorkspaces ? BufferKind.State : BufferKind.Scratch) && LiesInside(draft, workspace.place, workspace.length, isPart: false)).All(inside => inside);
        if (!fits)
        {
            yield return $"leaves the {draft.ScratchLength} elements of scratch, their alignment, or the caller's buffers";
        }

        if (step.BatchRows > 0 && step.Reads.Append(step.Writes).Any(value => draft.Values[value.Index].Pitch != draft.Values[value.Index].Length))
        {
            yield return "takes rows together that lie apart, as parts of another value";
        }

        for (int i = 0; i < step.Sources.Count; i++)
        {
            if (step.PartOffset(i) is >= 0 and int offset && step.Sources[i] != step.Destination with { Offset = step.Destination.Offset + offset })
            {
                yield return $"does not find input {i + 1} in its part of the output";
            }
        }

        BufferRef PlaceOf(ValueId value) => draft.Values[value.Index].Place;
    }

    /// <summary>The values that are written as a part of another one, or in place of such.</summary>
    private static HashSet<ValueId> PartsOf(PlanDraft draft)
    {
        var parts = new HashSet<ValueId>();
        for (int i = draft.Steps.Count - 1; i >= 0; i--)
        {
            Step step = draft.Steps[i];
            bool isPart = parts.Contains(step.Writes);
            parts.UnionWith(step.Reads.Where((read, input) => step.PartOffset(input) >= 0 || (isPart && step.WorksInPlace && step.Sources.Count > input && step.Sources[input] == step.Destination)));
        }

        return parts;
    }

    private static IEnumerable<string> OverlapFaults(PlanDraft draft)
    {
        // Beyond that the places are saturated, and ScratchRule refuses the model.
        if (draft.ScratchLength > TensorShape.MaximumLength)
        {
            yield break;
        }

        var lifetimes = new Lifetimes(draft);
        ValueId[] written = [.. draft.Steps.SelectMany(step => step.Workspaces.Append(step.Writes))];
        for (int i = 0; i < written.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                (ValueId earlier, ValueId later) = (written[j], written[i]);
                if (lifetimes[earlier].Overlaps(lifetimes[later]) && Overlap(draft, earlier, later) && !IsInPlace(draft, lifetimes, earlier, later))
                {
                    yield return $"{later} of step {lifetimes[later].First + 1} overwrites {earlier} of step {lifetimes[earlier].First + 1}, which is still read";
                }
            }
        }
    }

    private static bool Overlap(PlanDraft draft, ValueId left, ValueId right)
    {
        (PlanValue a, PlanValue b) = (draft.Values[left.Index], draft.Values[right.Index]);
        return a.Place.Kind == b.Place.Kind && a.Place.Index == b.Place.Index
            && a.Place.Offset < (long)b.Place.Offset + b.Length
            && b.Place.Offset < (long)a.Place.Offset + a.Length;
    }

    private static bool IsInPlace(PlanDraft draft, Lifetimes lifetimes, ValueId earlier, ValueId later)
    {
        Step step = draft.Steps[lifetimes[later].First];
        bool isLastReader = step.Writes == later && step.Reads.Contains(earlier) && lifetimes[earlier].Last == lifetimes[later].First;
        bool isOver = step.WorksInPlace && draft.Values[earlier.Index] == draft.Values[later.Index];
        return isLastReader && (isOver || Enumerable.Range(0, step.Reads.Count).Any(i => step.Reads[i] == earlier && step.PartOffset(i) >= 0));
    }

    private static bool LiesInside(PlanDraft draft, BufferRef buffer, int length, bool isPart)
    {
        switch (buffer.Kind)
        {
            case BufferKind.Input or BufferKind.Indices:
                return buffer.Offset == 0 && buffer.Index < draft.Model.Inputs.Count && length == draft.Model.Inputs[buffer.Index].Shape.ElementCount;
            case BufferKind.Output:
                return (buffer.Offset == 0 || (isPart && buffer.Offset > 0)) && buffer.Index < draft.Outputs.Count && (long)buffer.Offset + length <= draft.Model.Outputs[buffer.Index].Shape.ElementCount;
            case BufferKind.State:
                return buffer.Offset >= 0 && buffer.Offset % draft.Model.ElementType.BlockLanes() == 0 && (long)buffer.Offset + length <= draft.StateLength;
            default:
                // ScratchRule refuses a model with more; its length is saturated.
                return buffer.Offset >= 0
                    && (isPart || buffer.Offset % draft.Model.ElementType.BlockLanes() == 0)
                    && ((long)buffer.Offset + length <= draft.ScratchLength || draft.ScratchLength > TensorShape.MaximumLength);
        }
    }
}
