using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>
/// Channels-first pooling: each channel is a contiguous run of at least a block, reduced lane by lane and then across the
/// lanes in the block's fixed order.
/// </summary>
internal sealed class PoolRunsEmitter
{
    /// <summary>Channels whose lanes are added up together.</summary>
    private const int Quad = 4;

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
            // Short runs go four at a time, so that the steps across the lanes serve four channels at once.
            bool isShort = step.Phases == 1 && step.RunLoop(context.Element.BlockLanes()).Looped == 0;
            int quads = isShort ? step.Channels / Quad * Quad : 0;
            if (quads > 0)
            {
                using (writer.Block($"for (nuint c = 0; c < {CSharpLiteral.Of(quads)}; c += {CSharpLiteral.Of(Quad)})"))
                {
                    WriteQuad(context);
                }
            }

            if (quads < step.Channels)
            {
                using (writer.Block($"for (nuint c = {CSharpLiteral.Of(quads)}; c < {CSharpLiteral.Of(step.Channels)}; c++)"))
                {
                    WriteOne(context);
                }
            }
        }
    }

    private static void WriteQuad(StepContext<PoolStep> context)
    {
        PoolStep step = context.Step;
        WriteReference(context);
        for (int channel = 0; channel < Quad; channel++)
        {
            WriteRun(context, Suffix(channel), channel * step.Positions);
        }

        string sums = string.Join(", ", Enumerable.Range(0, Quad).Select(channel => Sum(0) + Suffix(channel)));
        string across = step.Reduction == Reduction.Mean ? $"V.SumsAcross({sums})" : $"V.MaximaAcross({sums})";
        string result = step.Reduction == Reduction.Mean ? $"{across} / V.Constant({CSharpLiteral.Of(step.Positions)})" : across;
        context.Writer.Line($"V.StoreFirst({result}, ref y, c, {CSharpLiteral.Of(Quad)});");
    }

    private static void WriteOne(StepContext<PoolStep> context)
    {
        PoolStep step = context.Step;
        WriteReference(context);
        WriteRun(context, "", 0);
        string total = PoolEmitter.Tree([.. Enumerable.Range(0, step.Phases).Select(Sum)], (left, right) => PoolEmitter.Combine(step.Reduction, left, right));
        string across = step.Reduction == Reduction.Mean ? $"V.SumAcross({total})" : $"V.MaximumAcross({total})";
        context.Writer.Line(context.StoreScalar("c", PoolEmitter.Finish(step, across)));
    }

    private static void WriteReference(StepContext<PoolStep> context) =>
        context.Writer.Line($"ref {context.Source} run = {KernelWriter.At("x", $"c * {CSharpLiteral.Of(context.Step.Positions)}")};");

    /// <summary>Sums up a channel's run, which starts some elements behind <c>run</c>, lane by lane.</summary>
    private static void WriteRun(StepContext<PoolStep> context, string suffix, int start)
    {
        PoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        int block = context.Element.BlockLanes();
        int blocks = step.Positions / block;
        int rest = step.Positions % block;
        for (int phase = 0; phase < step.Phases; phase++)
        {
            writer.Line($"V {Sum(phase)}{suffix} = V.Load(ref run, {CSharpLiteral.Of(start + (phase * block))});");
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
            string sum = Sum(next % step.Phases) + suffix;
            writer.Line($"{sum} = {PoolEmitter.CombineAt(step.Reduction, sum, "run", CSharpLiteral.Of(start + (next * block)))};");
        }

        if (rest > 0)
        {
            // The last block overlaps: a maximum does not mind, a sum leaves out what it has counted.
            string sum = Sum(0) + suffix;
            string last = CSharpLiteral.Of(start + step.Positions - block);
            writer.Line(step.Reduction == Reduction.Mean
                ? $"{sum} = {sum} + V.KeepLast(V.Load(ref run, {last}), {CSharpLiteral.Of(rest)});"
                : $"{sum} = {PoolEmitter.CombineAt(step.Reduction, sum, "run", last)};");
        }
    }

    private static string Sum(int phase) => $"s{CSharpLiteral.Of(phase)}";

    private static string Suffix(int channel) => $"_{CSharpLiteral.Of(channel)}";
}
