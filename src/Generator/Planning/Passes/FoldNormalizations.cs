using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Planning.Passes;

/// <summary>
/// Lets the weights of a product be packed with what scales and shifts its channels afterwards, and with a factor of its input,
/// where nothing else reads what lies between. Shifts of an input stay steps: taken through the sums they would leave a small
/// difference of two large numbers, and around the zeros of a padding they would be wrong. So do those of Half, whose
/// weights would lose digits.
/// </summary>
internal sealed class FoldNormalizations : IPass
{
    public PlanFacts Establishes => PlanFacts.None;

    public void Run(PlanDraft draft)
    {
        if (draft.Model.ElementType == ElementType.Half)
        {
            return;
        }

        for (int i = 0; i < draft.Steps.Count; i++)
        {
            if (draft.Steps[i] is PerChannelStep step && (FoldIntoProducer(draft, step) || FoldIntoReader(draft, step)))
            {
                // From the start again: what comes before this one may now stand beside the product.
                draft.Steps.RemoveAt(i);
                i = -1;
            }
        }
    }

    private static bool FoldIntoProducer(PlanDraft draft, PerChannelStep step)
    {
        int producer = draft.FindProducer(step.Reads[0]);
        if (producer < 0 || new Lifetimes(draft).Readers(step.Reads[0]) != 1 || (draft.Steps[producer] as ProductStep)?.FoldNormalization(step) is not { } folded)
        {
            return false;
        }

        draft.Steps[producer] = folded with { Writes = step.Writes };
        return true;
    }

    private static bool FoldIntoReader(PlanDraft draft, PerChannelStep step)
    {
        bool isFactor = step is { Function: ChannelFunction.Affine, Statistics: null, IsUniform: true, Operands.Count: 1 } && step.Operands[0].Role == ChannelRole.Scale;
        int reader = isFactor && new Lifetimes(draft).Readers(step.Writes) == 1 ? draft.Steps.FindIndex(s => s.Reads.Contains(step.Writes)) : -1;
        double factor = isFactor ? step.Operands[0].Constants[0] : 0;
        if (reader < 0 || draft.Steps[reader] is not ProductStep product || factor == 0 || product.FoldFactor(factor) is not { } multiplied)
        {
            return false;
        }

        draft.Steps[reader] = multiplied with { Reads = product.Reads.Select(read => read == step.Writes ? step.Reads[0] : read).ToEquatableArray() };
        return true;
    }
}
