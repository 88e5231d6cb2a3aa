using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>Pooling without vectors: tiny tensors as one expression a channel, and masks over strided channels.</summary>
internal sealed class PoolScalarEmitter
{
    public void Write(StepContext<PoolStep> context)
    {
        PoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        using (context.Method())
        {
            using (writer.Block($"for (nuint c = 0; c < {CSharpLiteral.Of(step.Channels)}; c++)"))
            {
                writer.Line($"ref {context.Source} run = {KernelWriter.At("x", First(step))};");
                string[] values = [.. Enumerable.Range(0, step.Positions).Select(p => Load(context, CSharpLiteral.Of(p * Stride(step))))];
                string total = PoolEmitter.Tree(values, (left, right) => PoolEmitter.CombineScalars(step, context.Compute, left, right));
                writer.Line(context.StoreScalar("c", PoolEmitter.Finish(step, values.Length > 1 ? $"({total})" : total)));
            }
        }
    }

    public void WriteMasked(StepContext<PoolStep> context)
    {
        PoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        using (context.Method())
        {
            using (writer.Block($"for (nuint c = 0; c < {CSharpLiteral.Of(step.Channels)}; c++)"))
            {
                writer.Line($"ref {context.Source} run = {KernelWriter.At("x", First(step))};");
                writer.Line($"{context.Compute} total = 0;");
                writer.Line("int kept = 0;");
                using (writer.Block($"for (nuint step = 0; step < {CSharpLiteral.Of(step.Positions)}; step++)"))
                {
                    using (writer.Block($"if (At(ref mask, step))"))
                    {
                        writer.Line($"total += {Load(context, Stride(step) == 1 ? "step" : $"step * {CSharpLiteral.Of(Stride(step))}")};");
                        writer.Line("kept++;");
                    }
                }

                writer.Line(context.StoreScalar("c", "total / kept"));
            }
        }
    }

    private static string First(PoolStep step) => step.ChannelsFirst ? $"c * {CSharpLiteral.Of(step.Positions)}" : "c";

    private static int Stride(PoolStep step) => step.ChannelsFirst ? 1 : step.Channels;

    private static string Load(StepContext<PoolStep> context, string index) =>
        StepContext<PoolStep>.Cast(context.Compute, context.Source, index == "0" ? "run" : $"At(ref run, {index})");
}
