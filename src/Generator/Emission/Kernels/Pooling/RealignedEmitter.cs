using ShapeGen.Generator.Emission.Steps;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Kernels;
using ShapeGen.Generator.Planning.Kernels.Pooling;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Kernels.Pooling;

/// <summary>
/// Writes <see cref="RealignedKernel"/>. How many lanes apart two neighbouring blocks are is known, because rows are written
/// out. The last lanes of four rows lie side by side in four registers (each row starts one lane further on), and are one
/// diagonal, a lane a phase. So every channel is summed in the same order as in the other registers.
/// </summary>
internal sealed class RealignedEmitter : FoldedRowsEmitter<RealignedKernel>
{
    public override string Method(StepContext<PoolStep> context, RegisterFile file, bool isUniform) => context.Kernel.Name + "Realigned";

    protected override void WriteKernel(StepContext<PoolStep> context, RealignedKernel kernel, string method)
    {
        PoolStep step = context.Step;
        int block = context.Element.BlockLanes();
        int[] offsets = [.. Enumerable.Range(0, step.Channels / block).Select(index => index * block)];
        var witness = new MaximumWitness(step.Reduction, kernel.Witnesses);
        var sums = new RowSums(context, offsets, witness);
        using (context.Kernel.Generic(method, context.Parameters, block: "IRegisterVector", comment: Comment(context, kernel, witness)))
        {
            WriteRows(context, kernel, witness);
            sums.WriteStores((value, at) => context.Writer.Line($"V.Store({value}, ref y, {CSharpLiteral.Of(offsets[at])});"));
            WriteLastStore(context, witness);
            witness.End(context, "y", step.Positions, step.Channels, step.Channels);
        }
    }

    private static string Comment(StepContext<PoolStep> context, RealignedKernel kernel, MaximumWitness witness) =>
        $"A row is whole blocks and one lane, so nearly every block of it lies across two cache lines. Whole blocks are loaded from the start of x, each once ({(kernel.Loops ? "i<n>, or b<n> before the loop" : "b<n>")}), and two neighbours give a block of a row."
        + $" last: the results of the last channel, a lane a phase, from the last lanes of four rows. {RowSums.Explain(context.Step.Choice!.Order)}{witness.Explanation}";

    private static void WriteRows(StepContext<PoolStep> context, RealignedKernel kernel, MaximumWitness witness)
    {
        int phases = context.Step.Choice!.Order.Phases;
        int groups = RealignedKernel.Groups(context.Step.ToProblem());
        var rows = new RealignedRows(context, witness);
        rows.WriteFirst();
        if (kernel.Loops)
        {
            WriteLoop(context, witness, groups);
        }
        else
        {
            rows.Write(phases, (groups + 1) * phases);
        }

        int last = context.Step.Positions - 1;
        rows.Write((groups + 1) * phases, last);
        rows.WriteLast(last);
    }

    /// <summary>A loop over as many rows as a block has lanes, which the groups that make no whole turn leave midway.</summary>
    private static void WriteLoop(StepContext<PoolStep> context, MaximumWitness witness, int groups)
    {
        PoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        int phases = step.Choice!.Order.Phases;
        int block = context.Element.BlockLanes();
        int turn = block / phases;
        int start = phases * step.Channels / block;
        int stride = block * step.Channels;
        string end = CSharpLiteral.Of((start * block) + (groups / turn * stride));
        bool endsWithin = groups % turn > 0;
        var rows = new RealignedRows(context, witness, start);
        using (writer.Block($"for (nuint i = {CSharpLiteral.Of(start * block)};{(endsWithin ? "" : $" i < {end}")}; i += {CSharpLiteral.Of(stride)})"))
        {
            int within = phases + (groups % turn * phases);
            rows.Write(phases, within);
            if (endsWithin)
            {
                using (writer.Block($"if (i == {end})"))
                {
                    writer.Line("break;");
                }

                writer.Line();
            }

            rows.Write(within, phases + block);
        }
    }

    /// <summary>Joins the phases of the last channel, which are the first four lanes, in the same order as other channels'.</summary>
    private static void WriteLastStore(StepContext<PoolStep> context, MaximumWitness witness)
    {
        PoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        writer.Line($"V pairs = {step.Reduction.CombineNumbers(RealignedRows.Last, $"V.TurnFours({RealignedRows.Last}, 2)")};");
        writer.Line($"V all = {step.Reduction.CombineNumbers("pairs", "V.TurnFours(pairs, 1)")};");
        if (step.Reduction == Reduction.Maximum)
        {
            witness.Finish(writer, "all");
        }

        writer.Line(context.StoreScalar(CSharpLiteral.Of(step.Channels - 1), step.Reduction.Finish("V.First(all)", step.Divisor)));
    }
}
