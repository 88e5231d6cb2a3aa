namespace ShapeGen.Generator.Planning.Passes;

/// <summary>
/// Lets several samples of a batch go through the steps together where a step gains from many rows, as long as what lies
/// between the steps stays small.
/// </summary>
internal sealed class ChooseChunk : IPass
{
    public PlanFacts Establishes => PlanFacts.ChunkChosen;

    public void Run(PlanDraft draft)
    {
        int rows = draft.Steps.Select(s => s.BatchRows).DefaultIfEmpty(0).Max();
        int chunk = rows == 0 ? 1 : Math.Max(1, Budget.RowsTogether / rows);
        while (chunk > 1 && (long)chunk * draft.ScratchLength > Budget.ScratchTogether)
        {
            chunk /= 2;
        }

        draft.Chunk = chunk;
    }
}
