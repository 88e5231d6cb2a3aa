using ShapeGen.Generator.Emission.Steps;
using ShapeGen.Generator.Planning.Kernels.Dense;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Kernels.Dense;

/// <summary>Writes one variant of a matrix product; all numbers in it are the variant's record's.</summary>
internal abstract class DenseKernelEmitter
{
    /// <summary>Every variant with its emitter: the one list that a new variant adds a line to.</summary>
    private static readonly Dictionary<Type, DenseKernelEmitter> Emitters = new()
    {
        [typeof(DotsKernel)] = new DotsEmitter(),
        [typeof(HalfPairsKernel)] = new HalfPairsEmitter(),
        [typeof(PaddedRowsKernel)] = new PaddedRowsEmitter(),
        [typeof(PanelsKernel)] = new PanelsEmitter(),
    };

    public static DenseKernelEmitter For(DenseKernel kernel) => Emitters[kernel.GetType()];

    /// <summary>Writes the step's method and all kernels that it calls.</summary>
    public abstract void WriteStep(StepContext<DenseStep> context, DenseKernel kernel);

    /// <summary>Names the kernel matrix <c>w</c> and the bias <c>b</c>.</summary>
    protected static void WriteWeightReferences(StepContext<DenseStep> context)
    {
        DenseStep step = context.Step;
        string storage = context.Element.StorageName();
        context.Writer.Line($"ref {storage} w = {KernelWriter.At("weights", CSharpLiteral.Of(step.KernelOffset))};");
        if (step.HasBias)
        {
            context.Writer.Line($"ref {storage} b = {KernelWriter.At("weights", CSharpLiteral.Of(step.BiasOffset))};");
        }
    }

    /// <summary>Writes what happens to one row, given where it starts in x and y, in a loop where there are several.</summary>
    /// <param name="context">The step.</param>
    /// <param name="firstRow">The first of them, where rows before it have been done; else null.</param>
    /// <param name="writeRow">Writes a row.</param>
    protected static void WriteRows(StepContext<DenseStep> context, string? firstRow, Action<string, string> writeRow)
    {
        DenseStep step = context.Step;
        if (step.Rows == 1 && firstRow is null)
        {
            writeRow("0", "0");
            return;
        }

        string end = firstRow is null ? CSharpLiteral.Of(step.Rows) : KernelsWriter.Rows;
        using (context.Writer.Block($"for (nuint row = {firstRow ?? "0"}; row < {end}; row++)"))
        {
            writeRow($"row * {CSharpLiteral.Of(step.Inputs)}", $"row * {CSharpLiteral.Of(step.Units)}");
        }
    }

    /// <summary>Adds the second input, if any, to a block, and applies the fused function.</summary>
    protected static string Finish(StepContext<DenseStep> context, BlockOperations blocks, string sum, string other, string at, int lanes) =>
        ProductEnd.Of(context.Step, blocks, context.Compute, sum, other, at, lanes);

    /// <summary>The parameter of the kernels for the second input; none where there is no such.</summary>
    protected static IEnumerable<KernelParameter> OtherParameters(StepContext<DenseStep> context) => context.Step.AddsOther
        ? [new KernelParameter(context.Other, StepEmitter.OtherName, FollowsLanes: true) { Role = ParameterRole.Other }]
        : [];
}

/// <summary>An emitter of one variant.</summary>
internal abstract class DenseKernelEmitter<TKernel> : DenseKernelEmitter
    where TKernel : DenseKernel
{
    public sealed override void WriteStep(StepContext<DenseStep> context, DenseKernel kernel) => WriteStep(context, (TKernel)kernel);

    protected abstract void WriteStep(StepContext<DenseStep> context, TKernel kernel);
}
