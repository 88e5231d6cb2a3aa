using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Planning.Passes;

/// <summary>
/// Lets the product that makes one operand of a sum add the other one before it stores: of the two the later, whose other operand
/// lies ready, and only where the sum alone reads it. Both ways are one addition of the same two numbers, so the bits are the same.
/// </summary>
internal sealed class AddInProducts : IPass
{
    public PlanFacts Establishes => PlanFacts.None;

    public void Run(PlanDraft draft)
    {
        for (int i = 0; i < draft.Steps.Count; i++)
        {
            if (draft.Steps[i] is not MergeStep { Operation: MergeOperation.Add, IsOfEqualShapes: true, Reads.Count: 2 } sum)
            {
                continue;
            }

            int[] producers = [draft.FindProducer(sum.Reads[0]), draft.FindProducer(sum.Reads[1])];
            int own = producers[1] > producers[0] ? 1 : 0;
            if (FindSum(draft, producers[own], sum.Reads[own], sum.Reads[1 - own]) is { } product)
            {
                draft.Steps[producers[own]] = product with { Writes = sum.Writes };
                draft.Steps.RemoveAt(i--);
            }
        }
    }

    /// <summary>The product that adds another value to its own, or null.</summary>
    private static ProductStep? FindSum(PlanDraft draft, int producer, ValueId own, ValueId other)
    {
        // The caller's halves are read by steps of their own.
        bool isHalf = draft.Model.ElementType == ElementType.Half;
        return producer >= 0
            && draft.Steps[producer] is ProductStep product
            && new Lifetimes(draft).Readers(own) == 1
            && !(isHalf && (draft.IsInput(other) || product.Reads.Any(draft.IsInput)))
            ? product.Add(other)
            : null;
    }
}
