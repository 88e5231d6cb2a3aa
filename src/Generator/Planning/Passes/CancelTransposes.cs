using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Planning.Passes;

/// <summary>
/// Drops transpositions that undo each other: between layers that work channels last inside of a channels-first model, nothing is
/// moved. Element-wise steps change places with a transposition before them, which also brings them next to what they fuse with.
/// Runs behind <see cref="ElideViews"/>, which brings neighbours together.
/// </summary>
internal sealed class CancelTransposes : IPass
{
    public PlanFacts Establishes => PlanFacts.None;

    public void Run(PlanDraft draft)
    {
        List<Step> steps = draft.Steps;
        for (int i = 1; i < steps.Count; i++)
        {
            if (steps[i - 1] is not TransposeStep first)
            {
                continue;
            }

            if (steps[i] is ElementwiseStep)
            {
                (steps[i - 1], steps[i]) = (steps[i], first);
            }
            else if (steps[i] is TransposeStep second && Undoes(second, first))
            {
                // What stood before both may now stand before what stands behind them.
                steps.RemoveRange(i - 1, 2);
                i = Math.Max(0, i - 2);
            }
        }
    }

    private static bool Undoes(TransposeStep second, TransposeStep first) =>
        second.Order.Count == first.Order.Count
        && second.Dimensions.SequenceEqual(first.Order.Select(axis => first.Dimensions[axis]))
        && second.Order.Select(axis => first.Order[axis]).SequenceEqual(Enumerable.Range(0, first.Order.Count));
}
