using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Planning.Passes;

/// <summary>
/// Cuts long sums into sums of sums: the rounding error of a sum grows with the number of values that are added one after
/// the other. Runs after <see cref="ChooseTiles"/>, which decides how many sums go side by side.
/// </summary>
internal sealed class SplitSums : IPass
{
    public PlanFacts Establishes => PlanFacts.None;

    public void Run(PlanDraft draft)
    {
        for (int i = 0; i < draft.Steps.Count; i++)
        {
            // What adds the sums up may be long itself, and comes next.
            Step[] parts = [.. draft.Steps[i].SplitSums(draft.Model.ElementType)];
            if (parts.Length > 1)
            {
                draft.Replace(i, parts);
            }
        }
    }
}
