using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Planning.Verification;

/// <summary>The first step reads the input, each reads what the one before it wrote and overwrites nothing of it, the last writes the output.</summary>
internal static class BufferVerifier
{
    public static IEnumerable<string> Faults(PlanDraft draft)
    {
        var expected = new BufferRef(BufferKind.Input);
        for (int i = 0; i < draft.Steps.Count; i++)
        {
            Step step = draft.Steps[i];
            if (step.Source != expected)
            {
                yield return $"step {i + 1} does not read what the one before it wrote";
            }

            foreach (string fault in Faults(draft, step))
            {
                yield return $"step {i + 1} {fault}";
            }

            expected = step.Destination;
        }

        if (draft.Steps.Count > 0 && expected != new BufferRef(BufferKind.Output))
        {
            yield return "the last step does not write the output";
        }
    }

    private static IEnumerable<string> Faults(PlanDraft draft, Step step)
    {
        if (step.Destination.Kind == BufferKind.Input)
        {
            yield return "writes to the input";
        }

        if (step.Destination.Kind == BufferKind.Output && step.OutputLength > draft.Model.Output.ElementCount)
        {
            yield return $"writes {step.OutputLength} elements to the output";
        }

        // The caller's Half destination is written once: what lies between the steps is of the compute type.
        if (step.Source.Kind == BufferKind.Output && draft.Model.ElementType == ElementType.Half)
        {
            yield return "reads what has been rounded to Half";
        }

        if (!LiesInside(draft, step.Source, step.InputLength) || !LiesInside(draft, step.Destination, step.OutputLength))
        {
            yield return $"leaves the {draft.ScratchLength} elements of scratch, or their alignment";
        }

        bool overlaps = step.Source.Kind == step.Destination.Kind
            && step.Source.Offset < (long)step.Destination.Offset + step.OutputLength
            && step.Destination.Offset < (long)step.Source.Offset + step.InputLength;
        if (overlaps && !(step.WorksInPlace && step.Source == step.Destination))
        {
            yield return "overwrites what it reads";
        }
    }

    private static bool LiesInside(PlanDraft draft, BufferRef buffer, int length)
    {
        if (buffer.Kind != BufferKind.Scratch)
        {
            return buffer.Offset == 0;
        }

        // ScratchRule refuses a model with more; its length is saturated.
        return buffer.Offset >= 0
            && buffer.Offset % draft.Model.ElementType.BlockLanes() == 0
            && ((long)buffer.Offset + length <= draft.ScratchLength || draft.ScratchLength > ShapeInference.MaximumLength);
    }
}
