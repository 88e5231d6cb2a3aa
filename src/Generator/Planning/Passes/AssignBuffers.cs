using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Planning.Passes;

/// <summary>
/// Chooses where each step reads and writes: two halves of the scratch in turn, the same place again where a step works
/// in place, and the destination itself from the last step on that others only rework in place.
/// </summary>
internal sealed class AssignBuffers : IPass
{
    public PlanFacts Establishes => PlanFacts.BuffersAssigned;

    public void Run(PlanDraft draft)
    {
        List<Step> steps = draft.Steps;
        int alignment = draft.Model.ElementType.BlockLanes();
        int firstToOutput = FirstToOutput(draft);
        int half = steps.Take(firstToOutput).Select(s => RoundUp(s.OutputLength, alignment)).DefaultIfEmpty(0).Max();
        var source = new BufferRef(BufferKind.Input);
        bool usesSecondHalf = false;
        for (int i = 0; i < steps.Count; i++)
        {
            BufferRef destination = i >= firstToOutput
                ? new BufferRef(BufferKind.Output)
                : steps[i].WorksInPlace && source.Kind == BufferKind.Scratch
                    ? source
                    : new BufferRef(BufferKind.Scratch, source is { Kind: BufferKind.Scratch, Offset: 0 } ? half : 0);
            usesSecondHalf |= destination.Offset > 0;
            steps[i] = steps[i] with { Source = source, Destination = destination };
            source = destination;
        }

        // Saturated: models beyond it are refused (ScratchRule).
        draft.ScratchLength = (int)Math.Min(usesSecondHalf ? 2L * half : half, int.MaxValue);
    }

    /// <summary>
    /// The step from which on all write to the destination. Half destinations are written once, by the last step: what
    /// is between stays float.
    /// </summary>
    private static int FirstToOutput(PlanDraft draft)
    {
        int first = draft.Steps.Count - 1;
        while (draft.Model.ElementType != ElementType.Half && first > 0 && draft.Steps[first].WorksInPlace)
        {
            first--;
        }

        return first;
    }

    private static int RoundUp(int length, int alignment) => (length + alignment - 1) / alignment * alignment;
}
