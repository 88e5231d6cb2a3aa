using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>
/// Channels-first pooling: each channel is a contiguous run of at least a block, reduced lane by lane and then across the
/// lanes in the block's fixed order.
/// </summary>
internal sealed class PoolRunsEmitter
{
    public void Write(StepContext<PoolStep> context)
    {
        PoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        string runs = context.Kernel.Name + "Runs";
        using (context.Method())
        {
            context.Kernel.Ladder(runs, runs, KernelWriter.Pass(context.Parameters));
        }

        using (context.Kernel.Generic(runs, context.Parameters))
        {
            using (writer.Block($"for (nuint c = 0; c < {CSharpLiteral.Of(step.Channels)}; c++)"))
            {
                writer.Line($"ref {context.Source} run = {KernelWriter.At("x", $"c * {CSharpLiteral.Of(step.Positions)}")};");
                WriteRun(context);
            }
        }
    }

    private static void WriteRun(StepContext<PoolStep> context)
    {
        PoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        int block = context.Element.BlockLanes();
        int blocks = step.Positions / block;
        int rest = step.Positions % block;
        for (int phase = 0; phase < step.Phases; phase++)
        {
            writer.Line($"V {Sum(phase)} = V.Load(ref run, {CSharpLiteral.Of(phase * block)});");
        }

        LoopShape loop = step.RunLoop(block);
        int group = step.Phases * block;
        if (loop.Looped > 0)
        {
            string end = CSharpLiteral.Of((loop.Looped + 1) * group);
            using (writer.Block($"for (nuint i = {CSharpLiteral.Of(group)}; i < {end}; i += {CSharpLiteral.Of(loop.Unroll * group)})"))
            {
                for (int part = 0; part < loop.Unroll * step.Phases; part++)
                {
                    string sum = Sum(part % step.Phases);
                    string index = part == 0 ? "i" : $"i + {CSharpLiteral.Of(part * block)}";
                    writer.Line($"{sum} = {PoolEmitter.CombineAt(step.Reduction, sum, "run", index)};");
                }
            }
        }

        for (int next = (loop.Looped + 1) * step.Phases; next < blocks; next++)
        {
            string sum = Sum(next % step.Phases);
            writer.Line($"{sum} = {PoolEmitter.CombineAt(step.Reduction, sum, "run", CSharpLiteral.Of(next * block))};");
        }

        if (rest > 0)
        {
            // The last block overlaps: a maximum does not mind, a sum leaves out what it has counted.
            string last = CSharpLiteral.Of(step.Positions - block);
            writer.Line(step.Reduction == Reduction.Mean
                ? $"{Sum(0)} = {Sum(0)} + V.KeepLast(V.Load(ref run, {last}), {CSharpLiteral.Of(rest)});"
                : $"{Sum(0)} = {PoolEmitter.CombineAt(step.Reduction, Sum(0), "run", last)};");
        }

        string total = PoolEmitter.Tree([.. Enumerable.Range(0, step.Phases).Select(Sum)], (left, right) => PoolEmitter.Combine(step.Reduction, left, right));
        string across = step.Reduction == Reduction.Mean ? $"V.SumAcross({total})" : $"V.MaximumAcross({total})";
        writer.Line(context.StoreScalar("c", PoolEmitter.Finish(step, across)));
    }

    private static string Sum(int phase) => $"s{CSharpLiteral.Of(phase)}";
}
