using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>
/// Channels-last pooling of many channels: row after row is added to what the destination holds, so that the input is
/// read as one stream. Each lane's arithmetic is that of <see cref="PoolRowsEmitter"/>.
/// </summary>
internal sealed class PoolStreamEmitter
{
    /// <summary>Blocks in the body of a loop along a row.</summary>
    private const int Unroll = 4;

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
            // The first two rows start the sums, the last one ends them.
            writer.Line($"ref {context.Source} row = {KernelWriter.At("x", CSharpLiteral.Of(step.Channels))};");
            WriteRow(context, (load, at) => PoolEmitter.Combine(step.Reduction, load("x", at), load("row", at)));
            using (writer.Block($"for (nuint i = 2; i < {CSharpLiteral.Of(step.Positions - 1)}; i++)"))
            {
                writer.Line($"row = {KernelWriter.At("row", CSharpLiteral.Of(step.Channels))};");
                WriteRow(context, (load, at) => PoolEmitter.Combine(step.Reduction, load("y", at), load("row", at)));
            }

            writer.Line($"row = {KernelWriter.At("row", CSharpLiteral.Of(step.Channels))};");
            if (step.Reduction == Reduction.Mean)
            {
                writer.Line($"V count = V.Constant({CSharpLiteral.Of(step.Positions)});");
                WriteRow(context, (load, at) => $"({load("y", at)} + {load("row", at)}) / count");
            }
            else
            {
                WriteRow(context, (load, at) => PoolEmitter.Combine(step.Reduction, load("y", at), load("row", at)));
            }
        }
    }

    /// <summary>Stores to all lanes of <c>y</c> what an expression makes of blocks that it loads.</summary>
    private static void WriteRow(StepContext<PoolStep> context, Func<Func<string, string, string>, string, string> combine)
    {
        SourceWriter writer = context.Writer;
        int block = context.Element.BlockLanes();
        int blocks = context.Step.Channels / block;
        int rest = context.Step.Channels % block;
        int looped = blocks / Unroll * Unroll;
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
            string lanes = CSharpLiteral.Of(rest);
            string result = combine((reference, at) => $"V.LoadFirst(ref {reference}, {at}, {lanes}, 0)", CSharpLiteral.Of(blocks * block));
            writer.Line($"V.StoreFirst({result}, ref y, {CSharpLiteral.Of(blocks * block)}, {lanes});");
        }

        void WriteBlock(string at) =>
            writer.Line($"V.Store({combine((reference, index) => $"V.Load(ref {reference}, {index})", at)}, ref y, {at});");
    }
}
