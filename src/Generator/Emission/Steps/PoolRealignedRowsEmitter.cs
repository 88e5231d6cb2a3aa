using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>
/// <see cref="PoolRowsEmitter"/> for rows of whole blocks and one lane, for registers of 512 bits. Nearly every block of
/// such rows lies across two cache lines, and one more would be loaded for the one lane. Here the input is loaded as
/// blocks that follow on each other from its start, each once, and two neighbours give a block of a row: how many lanes
/// apart is known, because the rows are written out until one starts at the first lane again. The last lanes of four rows
/// lie side by side in four registers (each row starts one lane further on), and are one diagonal, a lane a phase. So
/// every channel is summed in the same order as in the other registers.
/// </summary>
internal sealed class PoolRealignedRowsEmitter
{
    public string Method(StepContext<PoolStep> context) => context.Kernel.Name + "Realigned";

    public void Write(StepContext<PoolStep> context)
    {
        PoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        int block = context.Element.BlockLanes();
        int[] offsets = [.. Enumerable.Range(0, step.Channels / block).Select(index => index * block)];
        var witness = new MaximumWitness(step, step.Phases * offsets.Length);
        using (context.Kernel.Generic(Method(context), context.Parameters, block: "IRegisterVector"))
        {
            WriteRows(context, witness);
            PoolRowsEmitter.WriteStores(context, offsets, witness, (value, at) => writer.Line($"V.Store({value}, ref y, {CSharpLiteral.Of(offsets[at])});"));
            WriteLastStore(context, witness);
            witness.End(context, "y", step.Positions, step.Channels, step.Channels);
        }
    }

    private static void WriteRows(StepContext<PoolStep> context, MaximumWitness witness)
    {
        PoolStep step = context.Step;
        int block = context.Element.BlockLanes();
        int groups = step.RealignedGroups;
        var rows = new RealignedRows(context, witness);
        rows.WriteFirst();
        if (step.IsRealignedInLoop(block))
        {
            WriteLoop(context, witness, groups);
        }
        else
        {
            rows.Write(step.Phases, (groups + 1) * step.Phases);
        }

        int last = step.Positions - 1;
        rows.Write((groups + 1) * step.Phases, last);
        rows.WriteLast(last);
    }

    /// <summary>A loop over as many rows as a block has lanes, which the groups that make no whole turn leave in its midst.</summary>
    private static void WriteLoop(StepContext<PoolStep> context, MaximumWitness witness, int groups)
    {
        PoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        int block = context.Element.BlockLanes();
        int turn = block / step.Phases;
        int start = step.Phases * step.Channels / block;
        int stride = block * step.Channels;
        string end = CSharpLiteral.Of((start * block) + (groups / turn * stride));
        bool endsWithin = groups % turn > 0;
        var rows = new RealignedRows(context, witness, start);
        using (writer.Block($"for (nuint i = {CSharpLiteral.Of(start * block)};{(endsWithin ? "" : $" i < {end}")}; i += {CSharpLiteral.Of(stride)})"))
        {
            int within = step.Phases + (groups % turn * step.Phases);
            rows.Write(step.Phases, within);
            if (endsWithin)
            {
                using (writer.Block($"if (i == {end})"))
                {
                    writer.Line("break;");
                }

                writer.Line();
            }

            rows.Write(within, step.Phases + block);
        }
    }

    /// <summary>Joins the phases of the last channel, which are the first four lanes, in the same order as other channels'.</summary>
    private static void WriteLastStore(StepContext<PoolStep> context, MaximumWitness witness)
    {
        PoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        writer.Line($"V pairs = {PoolEmitter.CombineNumbers(step.Reduction, RealignedRows.Last, $"V.TurnFours({RealignedRows.Last}, 2)")};");
        writer.Line($"V all = {PoolEmitter.CombineNumbers(step.Reduction, "pairs", "V.TurnFours(pairs, 1)")};");
        if (step.Reduction == Reduction.Maximum)
        {
            witness.Finish(writer, "all");
        }

        writer.Line(context.StoreScalar(CSharpLiteral.Of(step.Channels - 1), PoolEmitter.Finish(step, "V.First(all)")));
    }
}
