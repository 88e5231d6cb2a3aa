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
            int quads = WriteQuads(context);
            if (quads < step.Channels)
            {
                using (writer.Block($"for (nuint c = {CSharpLiteral.Of(quads)}; c < {CSharpLiteral.Of(step.Channels)}; c++)"))
                {
                    WriteOne(context);
                }
            }
        }
    }

    /// <summary>
    /// Short runs go four at a time, so that the steps across the lanes serve four channels at once: four of the first
    /// half and four of the second, two streams far enough from each other for both to be prefetched. They are read in
    /// turn, statement by statement: one stream after the other takes 7 % longer from the second-level cache.
    /// </summary>
    /// <returns>The channels that are done.</returns>
    private static int WriteQuads(StepContext<PoolStep> context)
    {
        PoolStep step = context.Step;
        if (step.Phases > 1 || step.RunLoop(context.Element.BlockLanes()).Looped > 0)
        {
            return 0;
        }

        int half = step.Channels / (2 * Quad) * Quad;
        if (half > 0)
        {
            using (context.Writer.Block($"for (nuint c = 0; c < {CSharpLiteral.Of(half)}; c += {CSharpLiteral.Of(Quad)})"))
            {
                WriteReference(context);
                context.Writer.Line($"ref {context.Source} far = {KernelWriter.At("run", CSharpLiteral.Of(half * step.Positions))};");
                foreach ((string near, string far) in ReadQuad(context, "run", 0).Zip(ReadQuad(context, "far", Quad), (near, far) => (near, far)))
                {
                    context.Writer.Line(near);
                    context.Writer.Line(far);
                }

                StoreQuad(context, 0, "c");
                StoreQuad(context, Quad, $"c + {CSharpLiteral.Of(half)}");
            }
        }

        if (step.Channels - (2 * half) < Quad)
        {
            return 2 * half;
        }

        using (context.Writer.Block())
        {
            context.Writer.Line($"nuint c = {CSharpLiteral.Of(2 * half)};");
            WriteReference(context);
            foreach (string line in ReadQuad(context, "run", 0))
            {
                context.Writer.Line(line);
            }

            StoreQuad(context, 0, "c");
        }

        return (2 * half) + Quad;
    }

    /// <summary>The statements that reduce four channels behind a reference lane by lane.</summary>
    private static IEnumerable<string> ReadQuad(StepContext<PoolStep> context, string reference, int first) =>
        Enumerable.Range(0, Quad).SelectMany(channel =>
        {
            (string suffix, int start) = (Suffix(first + channel), channel * context.Step.Positions);
            return StartRun(context, reference, suffix, start).Concat(FinishRun(context, reference, suffix, start));
        });

    private static void StoreQuad(StepContext<PoolStep> context, int first, string destination)
    {
        PoolStep step = context.Step;
        string sums = string.Join(", ", Enumerable.Range(first, Quad).Select(channel => Sum(0) + Suffix(channel)));
        string across = step.Reduction == Reduction.Mean ? $"V.SumsAcross({sums})" : $"V.MaximaAcross({sums})";
        string result = PoolEmitter.Divides(step) ? $"{across} / V.Constant({CSharpLiteral.Of(step.Divisor)})" : across;
        context.Writer.Line($"V.StoreFirst({result}, ref y, {destination}, {CSharpLiteral.Of(Quad)});");
    }

    private static void WriteOne(StepContext<PoolStep> context)
    {
        PoolStep step = context.Step;
        WriteReference(context);
        foreach (string line in StartRun(context, "run", "", 0))
        {
            context.Writer.Line(line);
        }

        WriteLoop(context);
        foreach (string line in FinishRun(context, "run", "", 0))
        {
            context.Writer.Line(line);
        }

        string total = PoolEmitter.Tree([.. Enumerable.Range(0, step.Phases).Select(Sum)], (left, right) => PoolEmitter.Combine(step.Reduction, left, right));
        string across = step.Reduction == Reduction.Mean ? $"V.SumAcross({total})" : $"V.MaximumAcross({total})";
        context.Writer.Line(context.StoreScalar("c", PoolEmitter.Finish(step, across)));
    }

    private static void WriteReference(StepContext<PoolStep> context) =>
        context.Writer.Line($"ref {context.Source} run = {KernelWriter.At("x", $"c * {CSharpLiteral.Of(context.Step.Positions)}")};");

    /// <summary>The statements that load the first block of each phase of a channel's run, which starts some elements behind a reference.</summary>
    private static IEnumerable<string> StartRun(StepContext<PoolStep> context, string reference, string suffix, int start) =>
        Enumerable.Range(0, context.Step.Phases).Select(phase =>
            $"V {Sum(phase)}{suffix} = V.Load(ref {reference}, {CSharpLiteral.Of(start + (phase * context.Element.BlockLanes()))});");

    private static void WriteLoop(StepContext<PoolStep> context)
    {
        PoolStep step = context.Step;
        int block = context.Element.BlockLanes();
        LoopShape loop = step.RunLoop(block);
        int group = step.Phases * block;
        if (loop.Looped == 0)
        {
            return;
        }

        string end = CSharpLiteral.Of((loop.Looped + 1) * group);
        using (context.Writer.Block($"for (nuint i = {CSharpLiteral.Of(group)}; i < {end}; i += {CSharpLiteral.Of(loop.Unroll * group)})"))
        {
            for (int part = 0; part < loop.Unroll * step.Phases; part++)
            {
                string sum = Sum(part % step.Phases);
                context.Writer.Line($"{sum} = {PoolEmitter.CombineAt(step.Reduction, sum, "run", KernelWriter.Plus("i", part * block))};");
            }
        }
    }

    /// <summary>The statements for the blocks that the loop leaves, and for what is no whole block.</summary>
    private static IEnumerable<string> FinishRun(StepContext<PoolStep> context, string reference, string suffix, int start)
    {
        PoolStep step = context.Step;
        int block = context.Element.BlockLanes();
        int blocks = step.Positions / block;
        for (int next = (step.RunLoop(block).Looped + 1) * step.Phases; next < blocks; next++)
        {
            string sum = Sum(next % step.Phases) + suffix;
            yield return $"{sum} = {PoolEmitter.CombineAt(step.Reduction, sum, reference, CSharpLiteral.Of(start + (next * block)))};";
        }

        int rest = step.Positions % block;
        if (rest > 0)
        {
            string sum = Sum(0) + suffix;
            yield return $"{sum} = {WithRest(step, reference, sum, start + step.Positions - block, block, rest)};";
        }
    }

    /// <summary>The last block overlaps: a maximum does not mind, a sum leaves out what it has counted.</summary>
    private static string WithRest(PoolStep step, string reference, string sum, int last, int block, int rest)
    {
        string at = CSharpLiteral.Of(last);
        if (step.Reduction == Reduction.Maximum)
        {
            return PoolEmitter.CombineAt(step.Reduction, sum, reference, at);
        }

        // One value by itself cannot lie across two cache lines as a block does.
        return rest == 1
            ? $"{sum} + V.LoadOne(ref {reference}, {CSharpLiteral.Of(last + block - 1)})"
            : $"{sum} + V.KeepLast(V.Load(ref {reference}, {at}), {CSharpLiteral.Of(rest)})";
    }

    private static string Sum(int phase) => $"s{CSharpLiteral.Of(phase)}";

    private static string Suffix(int channel) => $"_{CSharpLiteral.Of(channel)}";
}
