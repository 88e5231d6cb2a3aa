using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>
/// Channels-last pooling of many channels: row after row of both halves of the input is added to what the destination
/// holds, so that it is read as two streams, far enough from each other for each to be prefetched.
/// </summary>
internal sealed class PoolStreamEmitter
{
    /// <summary>Blocks in the body of a loop along a row.</summary>
    private const int Unroll = 4;

    /// <summary>What a maximum of numbers starts from.</summary>
    private const string LeastNumber = "V.Constant(double.NegativeInfinity)";

    public void Write(StepContext<PoolStep> context)
    {
        PoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        string stream = context.Kernel.Name + "Stream";
        using (context.Method())
        {
            context.Kernel.Ladder(stream, stream, KernelWriter.Pass(context.Parameters));
        }

        using (context.Kernel.Generic(stream, context.Parameters))
        {
            int half = step.Positions / 2;
            bool isOdd = step.Positions % 2 > 0;
            MaximumWitness witness = new(step, 2 * Unroll);
            writer.Line($"ref {context.Source} row = {KernelWriter.At("x", isOdd ? CSharpLiteral.Of(step.Channels) : "0")};");
            writer.Line($"ref {context.Source} far = {KernelWriter.At("row", CSharpLiteral.Of(half * step.Channels))};");
            witness.Start(writer, [.. Enumerable.Repeat("V.Zero", Unroll)]);
            WriteRow(context, witness, isOdd ? "x" : null, isLast: false);
            using (writer.Block($"for (nuint i = 2; i < {CSharpLiteral.Of(half)}; i++)"))
            {
                WriteNext(context);
                WriteRow(context, witness, "y", isLast: false);
            }

            WriteNext(context);
            WriteRow(context, witness, "y", isLast: true);
            witness.End(context, "y", step.Positions, step.Channels, step.Channels);
        }
    }

    private static void WriteNext(StepContext<PoolStep> context)
    {
        string stride = CSharpLiteral.Of(context.Step.Channels);
        context.Writer.Line($"row = {KernelWriter.At("row", stride)};");
        context.Writer.Line($"far = {KernelWriter.At("far", stride)};");
    }

    /// <summary>Stores to all lanes of <c>y</c> a row of each half combined with what there was before, if anything.</summary>
    private static void WriteRow(StepContext<PoolStep> context, MaximumWitness witness, string? before, bool isLast)
    {
        SourceWriter writer = context.Writer;
        PoolStep step = context.Step;
        bool divides = isLast && step.Reduction == Reduction.Mean;
        int block = context.Element.BlockLanes();
        int blocks = step.Channels / block;
        int rest = step.Channels % block;
        int looped = blocks / Unroll * Unroll;
        if (divides)
        {
            writer.Line($"V count = V.Constant({CSharpLiteral.Of(step.Positions)});");
        }

        using (writer.Block($"for (nuint lane = 0; lane < {CSharpLiteral.Of(looped * block)}; lane += {CSharpLiteral.Of(Unroll * block)})"))
        {
            for (int i = 0; i < Unroll; i++)
            {
                WriteBlock(i == 0 ? "lane" : $"lane + {CSharpLiteral.Of(i * block)}");
            }
        }

        for (int i = looped; i < blocks; i++)
        {
            WriteBlock(CSharpLiteral.Of(i * block));
        }

        if (rest > 0)
        {
            string at = CSharpLiteral.Of(blocks * block);
            string lanes = CSharpLiteral.Of(rest);
            string result = Combined(reference => $"V.LoadFirst(ref {reference}, {at}, {lanes}, 0)");
            writer.Line($"V.StoreFirst({Finished(result)}, ref y, {at}, {lanes});");
        }

        void WriteBlock(string at)
        {
            string result = step.Reduction == Reduction.Mean ? Combined(reference => $"V.Load(ref {reference}, {at})") : Witnessed(at);
            writer.Line($"V.Store({Finished(result)}, ref y, {at});");
        }

        string Combined(Func<string, string> load)
        {
            string rows = PoolEmitter.Combine(step.Reduction, load("row"), load("far"));
            return before is null ? rows : PoolEmitter.Combine(step.Reduction, load(before), step.Reduction == Reduction.Mean ? $"({rows})" : rows);
        }

        string Witnessed(string at)
        {
            string start = before switch
            {
                null => LeastNumber,
                "x" => witness.CombineAt(LeastNumber, "x", at),
                _ => $"V.Load(ref {before}, {at})",
            };
            return witness.CombineAt(witness.CombineAt(start, "row", at), "far", at);
        }

        string Finished(string value) => divides ? $"({value}) / count" : value;
    }
}
