using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>
/// Channels-last pooling of many channels: the input is read as streams of rows, far enough from each other for each to
/// be prefetched. A row of each stream at a time is combined with what the destination holds.
/// </summary>
internal sealed class PoolStreamEmitter
{
    /// <summary>Blocks in the body of a loop along a row, but the first and the last: the JIT inlines only so much in a method.</summary>
    private const int Unroll = 4;

    public void Write(StepContext<PoolStep> context)
    {
        PoolStep step = context.Step;
        string stream = context.Kernel.Name + "Stream";
        bool isUniform = step.Reduction == Reduction.Mean;
        string narrow = isUniform ? stream : stream + KernelWriter.NarrowSuffix;
        using (context.Method())
        {
            context.Kernel.Ladder(stream, narrow, KernelWriter.Pass(context.Parameters));
        }

        WriteKernel(context, stream, Unroll, 2 * Unroll);
        if (!isUniform)
        {
            // In narrow registers a maximum's blocks are so many statements that one at a time is all the JIT inlines.
            WriteKernel(context, narrow, 1, 2 * step.Streams);
        }
    }

    private static void WriteKernel(StepContext<PoolStep> context, string method, int unroll, int accumulators)
    {
        PoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        using (context.Kernel.Generic(method, context.Parameters))
        {
            var witness = new MaximumWitness(step, accumulators);
            string[] single = [.. Enumerable.Range(0, step.Positions % step.Streams).Select(i => $"single{CSharpLiteral.Of(i)}")];
            string[] rows = [.. Enumerable.Range(0, step.Streams).Select(i => $"row{CSharpLiteral.Of(i)}")];
            WriteReferences(context, single, 0, 1);
            WriteReferences(context, rows, single.Length, step.StreamRows);
            witness.Start(writer, []);

            WriteRow(context, witness, [.. single, .. rows], StreamPart.First, 1);
            using (writer.Block($"for (nuint i = 2; i < {CSharpLiteral.Of(step.StreamRows)}; i++)"))
            {
                WriteNext(context, rows);
                WriteRow(context, witness, rows, StreamPart.Middle, unroll);
            }

            WriteNext(context, rows);
            WriteRow(context, witness, rows, StreamPart.Last, 1);
            witness.End(context, "y", step.Positions, step.Channels, step.Channels);
        }
    }

    private static void WriteReferences(StepContext<PoolStep> context, IReadOnlyList<string> names, int firstRow, int distance)
    {
        for (int i = 0; i < names.Count; i++)
        {
            string start = CSharpLiteral.Of((firstRow + (i * distance)) * context.Step.Channels);
            context.Writer.Line($"ref {context.Source} {names[i]} = {KernelWriter.At("x", start)};");
        }
    }

    private static void WriteNext(StepContext<PoolStep> context, IReadOnlyList<string> rows)
    {
        foreach (string row in rows)
        {
            context.Writer.Line($"{row} = {KernelWriter.At(row, CSharpLiteral.Of(context.Step.Channels))};");
        }
    }

    /// <summary>Stores to all lanes of <c>y</c> the given rows combined with what it held.</summary>
    private static void WriteRow(StepContext<PoolStep> context, MaximumWitness witness, IReadOnlyList<string> rows, StreamPart part, int unroll)
    {
        SourceWriter writer = context.Writer;
        int block = context.Element.BlockLanes();
        int blocks = context.Step.Channels / block;
        int looped = blocks / unroll * unroll;
        if (part == StreamPart.Last && PoolEmitter.Divides(context.Step))
        {
            writer.Line($"V count = V.Constant({CSharpLiteral.Of(context.Step.Divisor)});");
        }

        using (writer.Block($"for (nuint lane = 0; lane < {CSharpLiteral.Of(looped * block)}; lane += {CSharpLiteral.Of(unroll * block)})"))
        {
            for (int i = 0; i < unroll; i++)
            {
                WriteBlock(context, witness, rows, part, i == 0 ? "lane" : $"lane + {CSharpLiteral.Of(i * block)}");
            }
        }

        for (int i = looped; i < blocks; i++)
        {
            WriteBlock(context, witness, rows, part, CSharpLiteral.Of(i * block));
        }

        if (blocks * block < context.Step.Channels)
        {
            WritePartialBlock(context, rows, part, CSharpLiteral.Of(blocks * block), CSharpLiteral.Of(context.Step.Channels % block));
        }
    }

    private static void WriteBlock(StepContext<PoolStep> context, MaximumWitness witness, IReadOnlyList<string> rows, StreamPart part, string at)
    {
        if (context.Step.Reduction == Reduction.Mean)
        {
            string sum = Combine(context.Step, rows, part, row => $"V.Load(ref {row}, {at})");
            context.Writer.Line($"V.Store({sum}, ref y, {at});");
            return;
        }

        string maximum = witness.Name(context.Writer, part == StreamPart.First ? $"V.Constant({PoolEmitter.Nothing(context)})" : $"V.Load(ref y, {at})");
        foreach (string row in rows)
        {
            context.Writer.Line($"{maximum} = {witness.CombineAt(maximum, row, at)};");
        }

        if (part == StreamPart.Last)
        {
            witness.Finish(context.Writer, maximum);
        }

        context.Writer.Line($"V.Store({maximum}, ref y, {at});");
    }

    private static void WritePartialBlock(StepContext<PoolStep> context, IReadOnlyList<string> rows, StreamPart part, string at, string lanes)
    {
        string result = Combine(context.Step, rows, part, row => $"V.LoadFirst(ref {row}, {at}, {lanes}, 0)");
        context.Writer.Line($"V.StoreFirst({result}, ref y, {at}, {lanes});");
    }

    private static string Combine(PoolStep step, IReadOnlyList<string> rows, StreamPart part, Func<string, string> load)
    {
        string all = PoolEmitter.Tree([.. rows.Select(load)], (left, right) => PoolEmitter.Combine(step.Reduction, left, right));
        bool isMean = step.Reduction == Reduction.Mean;
        string sum = part == StreamPart.First ? all : PoolEmitter.Combine(step.Reduction, load("y"), isMean ? $"({all})" : all);
        return part == StreamPart.Last && PoolEmitter.Divides(step) ? $"({sum}) / count" : sum;
    }

    /// <summary>Which rows of the streams: the first ones start the results, the last ones finish them.</summary>
    private enum StreamPart
    {
        First,
        Middle,
        Last,
    }
}
