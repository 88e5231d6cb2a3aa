using ShapeGen.Generator.Emission.Steps;
using ShapeGen.Generator.Planning.Kernels.Pooling;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Kernels.Pooling;

/// <summary>What kernels without vectors have in common: the step's method is the kernel.</summary>
internal abstract class ScalarPoolEmitter<TKernel> : PoolKernelEmitter<TKernel>
    where TKernel : PoolKernel
{
    public sealed override void WriteStep(StepContext<PoolStep> context) =>
        WriteKernel(context, context.Step.Choice!.Kernels.Wide, context.Kernel.Name);

    protected static string First(PoolStep step) => KernelWriter.At("x", step.ChannelsFirst ? $"c * {CSharpLiteral.Of(step.Positions)}" : "c");

    protected static int Stride(PoolStep step) => step.ChannelsFirst ? 1 : step.Channels;

    protected static string Load(StepContext<PoolStep> context, string index) =>
        StepContext<PoolStep>.Cast(context.Compute, context.Source, index == "0" ? "run" : $"At(ref run, {index})");
}

/// <summary>Writes <see cref="ScalarKernel"/>.</summary>
internal sealed class ScalarEmitter : ScalarPoolEmitter<ScalarKernel>
{
    protected override void WriteKernel(StepContext<PoolStep> context, ScalarKernel kernel, string method)
    {
        PoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        using (context.Method(step.Positions == 1 ? "One value of each channel: it is passed on." : "Fewer values than a block has lanes: one expression for each channel, a tree of pairs."))
        {
            using (writer.Block($"for (nuint c = 0; c < {CSharpLiteral.Of(step.Channels)}; c++)"))
            {
                writer.Line($"ref {context.Source} run = {First(step)};");
                string[] values = [.. Enumerable.Range(0, step.Positions).Select(p => Load(context, CSharpLiteral.Of(p * Stride(step))))];
                string total = Reductions.Tree(values, (left, right) => step.Reduction.CombineScalars(context.Compute, left, right));
                writer.Line(context.StoreScalar("c", step.Reduction.Finish(values.Length > 1 ? $"({total})" : total, step.Divisor)));
            }
        }
    }
}

/// <summary>Writes <see cref="MaskedScalarKernel"/>.</summary>
internal sealed class MaskedScalarEmitter : ScalarPoolEmitter<MaskedScalarKernel>
{
    protected override void WriteKernel(StepContext<PoolStep> context, MaskedScalarKernel kernel, string method)
    {
        PoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        using (context.Method("The kept positions of each channel, one after the other: channels are not neighbours in memory, or are too few to fill a block."))
        {
            using (writer.Block($"for (nuint c = 0; c < {CSharpLiteral.Of(step.Channels)}; c++)"))
            {
                writer.Line($"ref {context.Source} run = {First(step)};");
                writer.Line($"{context.Compute} total = 0;");
                writer.Line("int kept = 0;");
                using (writer.Block($"for (nuint step = 0; step < {CSharpLiteral.Of(step.Positions)}; step++)"))
                {
                    using (writer.Block($"if ({PoolEmitter.Keeps(step)})"))
                    {
                        writer.Line($"total += {Load(context, Stride(step) == 1 ? "step" : $"step * {CSharpLiteral.Of(Stride(step))}")};");
                        writer.Line("kept++;");
                    }
                }

                writer.Line(context.StoreScalar("c", "total / kept"));
            }
        }
    }
}
