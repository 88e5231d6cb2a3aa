using ShapeGen.Generator.Emission.Steps;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Kernels;
using ShapeGen.Generator.Planning.Kernels.Pooling;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Kernels.Pooling;

/// <summary>
/// What variants share that go row by row: where channels are folded, kernels leave the lanes of a row in a buffer, and the
/// step's method combines the lanes of each channel.
/// </summary>
internal abstract class FoldedRowsEmitter<TKernel> : PoolKernelEmitter<TKernel>
    where TKernel : PoolKernel
{
    public sealed override IReadOnlyList<KernelParameter> Parameters(StepContext<PoolStep> context) =>
    [
        new(context.Source, "x", FollowsLanes: true),
        new(IsFolded(context) ? context.Compute : context.Destination, Target(context), FollowsLanes: true),
    ];

    public override void WriteStep(StepContext<PoolStep> context)
    {
        PerFile<PoolKernel> kernels = context.Step.Choice!.Kernels;
        using (context.Method())
        {
            if (IsFolded(context))
            {
                context.Writer.Line($"global::System.Span<{context.Compute}> sums = stackalloc {context.Compute}[{CSharpLiteral.Of(context.Step.ToProblem().Lanes)}];");
                context.Writer.Line($"ref {context.Compute} {Target(context)} = ref {KernelWriter.Marshal}.GetReference(sums);");
            }

            WriteLadder(context, kernels);
            if (IsFolded(context))
            {
                WriteUnfold(context);
            }
        }

        WriteKernels(context, kernels);
    }

    /// <summary>What a kernel writes its results to.</summary>
    protected static string Target(StepContext<PoolStep> context) => IsFolded(context) ? "lanes" : "y";

    /// <summary>What a kernel's comment says of the rows.</summary>
    protected static string ExplainRows(StepContext<PoolStep> context)
    {
        PoolOrder order = context.Step.Choice!.Order;
        return order.Fold == 1 ? "" : $" {order.Fold} positions of {context.Step.Channels} channels side by side are a row, so that few channels fill whole blocks; {context.Kernel.Name} combines the lanes of each channel.";
    }

    private static bool IsFolded(StepContext<PoolStep> context) => context.Step.Choice!.Order.Fold > 1;

    /// <summary>Combines the rows that lie side by side, then those that made no whole row of lanes.</summary>
    private static void WriteUnfold(StepContext<PoolStep> context)
    {
        PoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        PoolProblem problem = step.ToProblem();
        string channels = CSharpLiteral.Of(step.Channels);
        using (writer.Block($"for (nuint c = 0; c < {channels}; c++)"))
        {
            writer.Line($"{context.Compute} total = At(ref lanes, c);");
            using (writer.Block($"for (nuint i = c + {channels}; i < {CSharpLiteral.Of(problem.Lanes)}; i += {channels})"))
            {
                writer.Line($"total = {step.Reduction.CombineScalars(context.Compute, "total", "At(ref lanes, i)")};");
            }

            if (problem.FoldTail == Tail.Scalar)
            {
                using (writer.Block($"for (nuint i = c + {CSharpLiteral.Of(problem.Rows * problem.Lanes)}; i < {CSharpLiteral.Of(problem.Length)}; i += {channels})"))
                {
                    writer.Line($"total = {step.Reduction.CombineScalars(context.Compute, "total", context.LoadScalar("i"))};");
                }
            }

            writer.Line(context.StoreScalar("c", step.Reduction.Finish("total", step.Divisor)));
        }
    }
}
