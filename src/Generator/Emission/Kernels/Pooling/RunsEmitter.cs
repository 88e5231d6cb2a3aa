using ShapeGen.Generator.Emission.Steps;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Kernels;
using ShapeGen.Generator.Planning.Kernels.Pooling;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Kernels.Pooling;

/// <summary>Writes <see cref="RunsKernel"/>.</summary>
internal sealed class RunsEmitter : PoolKernelEmitter<RunsKernel>
{
    public override string Method(StepContext<PoolStep> context, RegisterFile file, bool isUniform) => context.Kernel.Name + "Runs";

    protected override void WriteKernel(StepContext<PoolStep> context, RunsKernel kernel, string method)
    {
        PoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        using (context.Kernel.Generic(method, context.Parameters, comment: Comment(context, kernel)))
        {
            WriteQuads(context, kernel);
            if (kernel.FirstSingle < step.Channels)
            {
                using (writer.Block($"for (nuint c = {CSharpLiteral.Of(kernel.FirstSingle)}; c < {CSharpLiteral.Of(step.Channels)}; c++)"))
                {
                    WriteOne(context, kernel);
                }
            }
        }
    }

    private static string Comment(StepContext<PoolStep> context, RunsKernel kernel)
    {
        int phases = context.Step.Choice!.Order.Phases;
        string quads = kernel.FirstSingle == 0 ? "" : " Four runs at a time share the steps across lanes.";
        string halves = kernel.PairedChannels == 0 ? "" : " Four of the first half of the channels (run) and four of the second (far) are read in turn: two streams, each prefetched.";
        string tail = kernel.Tail switch
        {
            Tail.Overlap => " The last block steps back over values that it has seen, which changes no maximum.",
            Tail.ClearedOverlap => " The last block steps back, and what it has counted before is cleared.",
            Tail.Single => " One value is left of each run.",
            _ => "",
        };
        string names = kernel.FirstSingle == 0 ? $"s<phase>: results so far{(phases > 1 ? $", of {phases} blocks in turn" : "")}." : "s0_<channel>: results so far.";
        return $"Each channel is a run of {context.Step.Positions} values, reduced block by block and then across the lanes of a block.{quads}{halves}{tail} {names}";
    }

    /// <summary>
    /// Four channels of each half at a time, read in turn, statement by statement: one stream after the other takes 7 % longer
    /// from the second-level cache. Then perhaps four more.
    /// </summary>
    private static void WriteQuads(StepContext<PoolStep> context, RunsKernel kernel)
    {
        SourceWriter writer = context.Writer;
        int half = kernel.PairedChannels;
        if (half > 0)
        {
            using (writer.Block($"for (nuint c = 0; c < {CSharpLiteral.Of(half)}; c += {CSharpLiteral.Of(RunsKernel.Quad)})"))
            {
                WriteReference(context);
                writer.Line($"ref {context.Source} far = {KernelWriter.At("run", CSharpLiteral.Of(half * context.Step.Positions))};");
                foreach ((string near, string far) in ReadQuad(context, kernel, "run", 0).Zip(ReadQuad(context, kernel, "far", RunsKernel.Quad), (near, far) => (near, far)))
                {
                    writer.Line(near);
                    writer.Line(far);
                }

                StoreQuad(context, 0, "c");
                StoreQuad(context, RunsKernel.Quad, $"c + {CSharpLiteral.Of(half)}");
            }
        }

        if (kernel.FollowingChannels == 0)
        {
            return;
        }

        using (writer.Block())
        {
            writer.Line($"nuint c = {CSharpLiteral.Of(2 * half)};");
            WriteReference(context);
            WriteLines(context, ReadQuad(context, kernel, "run", 0));
            StoreQuad(context, 0, "c");
        }
    }

    private static void WriteLines(StepContext<PoolStep> context, IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            context.Writer.Line(line);
        }
    }

    /// <summary>The statements that reduce four channels from a reference on lane by lane.</summary>
    private static IEnumerable<string> ReadQuad(StepContext<PoolStep> context, RunsKernel kernel, string reference, int first) =>
        Enumerable.Range(0, RunsKernel.Quad).SelectMany(channel =>
        {
            (string suffix, int start) = (Suffix(first + channel), channel * context.Step.Positions);
            return StartRun(context, reference, suffix, start).Concat(FinishRun(context, kernel, reference, suffix, start));
        });

    private static void StoreQuad(StepContext<PoolStep> context, int first, string destination)
    {
        PoolStep step = context.Step;
        string sums = string.Join(", ", Enumerable.Range(first, RunsKernel.Quad).Select(channel => Sum(0) + Suffix(channel)));
        string across = step.Reduction.FourAcross(sums);
        string result = step.Reduction.Divides(step.Divisor) ? $"{across} / V.Constant({CSharpLiteral.Of(step.Divisor)})" : across;
        context.Writer.Line($"V.StoreFirst({result}, ref y, {destination}, {CSharpLiteral.Of(RunsKernel.Quad)});");
    }

    private static void WriteOne(StepContext<PoolStep> context, RunsKernel kernel)
    {
        PoolStep step = context.Step;
        WriteReference(context);
        WriteLines(context, StartRun(context, "run", "", 0));
        WriteLoop(context, kernel.Loop);
        WriteLines(context, FinishRun(context, kernel, "run", "", 0));
        string total = Reductions.Tree([.. Enumerable.Range(0, Phases(context)).Select(Sum)], (left, right) => step.Reduction.Combine(left, right));
        context.Writer.Line(context.StoreScalar("c", step.Reduction.Finish(step.Reduction.Across(total), step.Divisor)));
    }

    private static void WriteReference(StepContext<PoolStep> context) =>
        context.Writer.Line($"ref {context.Source} run = {KernelWriter.At("x", $"c * {CSharpLiteral.Of(context.Step.Positions)}")};");

    /// <summary>The statements that load the first block of each phase of a channel's run, which starts some elements after a reference.</summary>
    private static IEnumerable<string> StartRun(StepContext<PoolStep> context, string reference, string suffix, int start) =>
        Enumerable.Range(0, Phases(context)).Select(phase =>
            $"V {Sum(phase)}{suffix} = V.Load(ref {reference}, {CSharpLiteral.Of(start + (phase * context.Element.BlockLanes()))});");

    private static int Phases(StepContext<PoolStep> context) => context.Step.Choice!.Order.Phases;

    private static void WriteLoop(StepContext<PoolStep> context, LoopShape loop)
    {
        PoolStep step = context.Step;
        int block = context.Element.BlockLanes();
        int phases = Phases(context);
        int group = phases * block;
        if (loop.Looped == 0)
        {
            return;
        }

        string end = CSharpLiteral.Of((loop.Looped + 1) * group);
        using (context.Writer.Block($"for (nuint i = {CSharpLiteral.Of(group)}; i < {end}; i += {CSharpLiteral.Of(loop.Unroll * group)})"))
        {
            for (int part = 0; part < loop.Unroll * phases; part++)
            {
                string sum = Sum(part % phases);
                context.Writer.Line($"{sum} = {step.Reduction.CombineAt(sum, "run", KernelWriter.Plus("i", part * block))};");
            }
        }
    }

    /// <summary>The statements for the blocks that the loop leaves, and for what is no whole block.</summary>
    private static IEnumerable<string> FinishRun(StepContext<PoolStep> context, RunsKernel kernel, string reference, string suffix, int start)
    {
        PoolStep step = context.Step;
        int block = context.Element.BlockLanes();
        int blocks = step.Positions / block;
        for (int next = (kernel.Loop.Looped + 1) * Phases(context); next < blocks; next++)
        {
            string sum = Sum(next % Phases(context)) + suffix;
            yield return $"{sum} = {step.Reduction.CombineAt(sum, reference, CSharpLiteral.Of(start + (next * block)))};";
        }

        if (kernel.Tail != Tail.None)
        {
            string sum = Sum(0) + suffix;
            yield return $"{sum} = {WithTail(step, kernel.Tail, reference, sum, start + step.Positions - block, block)};";
        }
    }

    /// <summary>A result with what is no whole block, given where the run's last block starts.</summary>
    private static string WithTail(PoolStep step, Tail tail, string reference, string sum, int last, int block)
    {
        string at = CSharpLiteral.Of(last);
        return tail switch
        {
            Tail.Overlap => step.Reduction.CombineAt(sum, reference, at),
            Tail.Single => $"{sum} + V.LoadOne(ref {reference}, {CSharpLiteral.Of(last + block - 1)})",
            _ => $"{sum} + V.KeepLast(V.Load(ref {reference}, {at}), {CSharpLiteral.Of(step.Positions % block)})",
        };
    }

    private static string Sum(int phase) => $"s{CSharpLiteral.Of(phase)}";

    private static string Suffix(int channel) => $"_{CSharpLiteral.Of(channel)}";
}
