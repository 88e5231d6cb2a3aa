using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Planning.Passes;

/// <summary>
/// Drops transpositions that undo each other: between layers that work channels last inside of a channels-first model, nothing is
/// moved. Element-wise steps, and those that work by the channels of one axis, change places with a transposition that only they
/// read, which also brings them next to what they fuse with.
/// </summary>
internal sealed class CancelTransposes : IPass
{
    public PlanFacts Establishes => PlanFacts.None;

    public void Run(PlanDraft draft)
    {
        for (int i = 0; i < draft.Steps.Count; i++)
        {
            int producer = draft.Steps[i].Reads.Count == 1 ? draft.FindProducer(draft.Steps[i].Reads[0]) : -1;
            if (producer < 0 || draft.Steps[producer] is not TransposeStep first)
            {
                continue;
            }

            bool isOnlyReader = new Lifetimes(draft).Readers(first.Writes) == 1;
            if (isOnlyReader && Before(first, draft.Steps[i]) is { } moved)
            {
                draft.Steps[producer] = moved with { Reads = first.Reads, Writes = first.Writes };
                draft.Steps[i] = first with { Reads = new([first.Writes]), Writes = draft.Steps[i].Writes };
            }
            else if (draft.Steps[i] is TransposeStep second && Undoes(second, first))
            {
                draft.Steps.RemoveAt(i--);
                draft.Redirect(second.Writes, first.Reads[0]);
                if (isOnlyReader)
                {
                    draft.Steps.RemoveAt(producer);
                    i--;
                }
            }
        }
    }

    /// <summary>What does the same before a transposition as a step does after it, or null.</summary>
    private static Step? Before(TransposeStep transpose, Step step)
    {
        if (step is ElementwiseStep or PerChannelStep { IsUniform: true })
        {
            return step;
        }

        if (step is not PerChannelStep channels)
        {
            return null;
        }

        int outer = 1;
        foreach (int axis in transpose.Order)
        {
            int size = transpose.Dimensions[axis];
            if (outer == channels.Outer && size == channels.Channels)
            {
                return channels with { Outer = Product(transpose.Dimensions.Take(axis)), Inner = Product(transpose.Dimensions.Skip(axis + 1)) };
            }

            outer *= size;
        }

        return null;

        static int Product(IEnumerable<int> sizes) => sizes.Aggregate(1, (product, size) => product * size);
    }

    private static bool Undoes(TransposeStep second, TransposeStep first) =>
        second.Order.Count == first.Order.Count
        && second.Dimensions.SequenceEqual(first.Order.Select(axis => first.Dimensions[axis]))
        && second.Order.Select(axis => first.Order[axis]).SequenceEqual(Enumerable.Range(0, first.Order.Count));
}
