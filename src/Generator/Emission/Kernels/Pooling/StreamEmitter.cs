using ShapeGen.Generator.Emission.Steps;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Kernels;
using ShapeGen.Generator.Planning.Kernels.Pooling;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Kernels.Pooling;

/// <summary>Writes <see cref="StreamKernel"/>.</summary>
internal sealed class StreamEmitter : PoolKernelEmitter<StreamKernel>
{
    public override string Method(StepContext<PoolStep> context, RegisterFile file, bool isUniform) =>
        context.Kernel.Name + "Stream" + (isUniform || file == RegisterFile.Wide ? "" : KernelWriter.NarrowSuffix);

    private static string Comment(PoolProblem problem, MaximumWitness witness) =>
        $"More channels than registers hold: tile by tile the input would be read in strides. So {problem.Order.Streams} distant parts of it are read side by side, each in order (row<i>),"
        + $" and a row of each at a time is combined with y, which holds the results so far.{(problem.Positions % problem.Order.Streams > 0 ? " single<i>: the rows before those parts." : "")}{witness.Explanation}";

    protected override void WriteKernel(StepContext<PoolStep> context, StreamKernel kernel, string method)
    {
        PoolStep step = context.Step;
        PoolProblem problem = step.ToProblem();
        int streams = problem.Order.Streams;
        int streamRows = StreamKernel.Rows(problem);
        SourceWriter writer = context.Writer;
        var witness = new MaximumWitness(step.Reduction, kernel.Witnesses);
        using (context.Kernel.Generic(method, context.Parameters, comment: Comment(problem, witness)))
        {
            string[] single = [.. Enumerable.Range(0, step.Positions % streams).Select(i => $"single{CSharpLiteral.Of(i)}")];
            string[] rows = [.. Enumerable.Range(0, streams).Select(i => $"row{CSharpLiteral.Of(i)}")];
            WriteReferences(context, single, 0, 1);
            WriteReferences(context, rows, single.Length, streamRows);
            witness.Start(writer, []);

            WriteRow(context, kernel, witness, [.. single, .. rows], StreamPart.First, 1);
            using (writer.Block($"for (nuint i = 2; i < {CSharpLiteral.Of(streamRows)}; i++)"))
            {
                WriteNext(context, rows);
                WriteRow(context, kernel, witness, rows, StreamPart.Middle, kernel.Unroll);
            }

            WriteNext(context, rows);
            WriteRow(context, kernel, witness, rows, StreamPart.Last, 1);
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
    private static void WriteRow(StepContext<PoolStep> context, StreamKernel kernel, MaximumWitness witness, IReadOnlyList<string> rows, StreamPart part, int unroll)
    {
        SourceWriter writer = context.Writer;
        int block = context.Element.BlockLanes();
        int blocks = context.Step.Channels / block;
        int looped = blocks / unroll * unroll;
        if (part == StreamPart.Last && context.Step.Reduction.Divides(context.Step.Divisor))
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

        if (kernel.Tail == Tail.Partial)
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

        string maximum = witness.Name(context.Writer, part == StreamPart.First ? $"V.Constant({context.Step.Reduction.Neutral(context.Compute)})" : $"V.Load(ref y, {at})");
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
        string all = Reductions.Tree([.. rows.Select(load)], (left, right) => step.Reduction.Combine(left, right));
        bool isMean = step.Reduction == Reduction.Mean;
        string sum = part == StreamPart.First ? all : step.Reduction.Combine(load("y"), isMean ? $"({all})" : all);
        return part == StreamPart.Last && step.Reduction.Divides(step.Divisor) ? $"({sum}) / count" : sum;
    }

    /// <summary>Which rows of the streams: the first ones start the results, the last ones finish them.</summary>
    private enum StreamPart
    {
        First,
        Middle,
        Last,
    }
}
