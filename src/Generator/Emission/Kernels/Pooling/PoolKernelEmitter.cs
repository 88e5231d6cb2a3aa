using ShapeGen.Generator.Emission.Steps;
using ShapeGen.Generator.Planning.Kernels;
using ShapeGen.Generator.Planning.Kernels.Pooling;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Kernels.Pooling;

/// <summary>Writes one variant of pooling; all numbers in it are the variant's record's.</summary>
internal abstract class PoolKernelEmitter
{
    /// <summary>Every variant with its emitter: the one list that a new variant adds a line to.</summary>
    private static readonly Dictionary<Type, PoolKernelEmitter> Emitters = new()
    {
        [typeof(BandsKernel)] = new BandsEmitter(),
        [typeof(HalfPairsKernel)] = new HalfPairsEmitter(),
        [typeof(MaskedRowsKernel)] = new MaskedRowsEmitter(),
        [typeof(MaskedScalarKernel)] = new MaskedScalarEmitter(),
        [typeof(RealignedKernel)] = new RealignedEmitter(),
        [typeof(RowsKernel)] = new RowsEmitter(),
        [typeof(RunsKernel)] = new RunsEmitter(),
        [typeof(ScalarKernel)] = new ScalarEmitter(),
        [typeof(ShiftedKernel)] = new ShiftedEmitter(),
        [typeof(StreamKernel)] = new StreamEmitter(),
    };

    public static PoolKernelEmitter For(PoolKernel kernel) => Emitters[kernel.GetType()];

    /// <summary>Writes the step's method and all kernels that it calls; asked of the wide kernel's emitter.</summary>
    public virtual void WriteStep(StepContext<PoolStep> context)
    {
        PerFile<PoolKernel> kernels = context.Step.Choice!.Kernels;
        using (context.Method())
        {
            WriteLadder(context, kernels);
        }

        WriteKernels(context, kernels);
    }

    /// <summary>The parameters of a kernel.</summary>
    public virtual IReadOnlyList<KernelParameter> Parameters(StepContext<PoolStep> context) => context.Parameters;

    /// <summary>The name of the kernel's method.</summary>
    public virtual string Method(StepContext<PoolStep> context, RegisterFile file, bool isUniform) => context.Kernel.FileMethod(file, isUniform).Name;

    /// <summary>Writes a kernel under a name.</summary>
    public abstract void WriteKernel(StepContext<PoolStep> context, PoolKernel kernel, string method);

    public void WriteLadder(StepContext<PoolStep> context, PerFile<PoolKernel> kernels) => context.Kernel.LadderOfBlocks(
        Method(context, kernels, RegisterFile.Wide), Method(context, kernels, RegisterFile.Narrow), KernelWriter.Pass(Parameters(context)));

    protected static void WriteKernels(StepContext<PoolStep> context, PerFile<PoolKernel> kernels)
    {
        foreach (RegisterFile file in kernels.IsUniform ? [RegisterFile.Wide] : RegisterFiles.All)
        {
            For(kernels[file]).WriteKernel(context, kernels[file], Method(context, kernels, file));
        }
    }

    private static string Method(StepContext<PoolStep> context, PerFile<PoolKernel> kernels, RegisterFile file) =>
        For(kernels[file]).Method(context, file, kernels.IsUniform);
}

/// <summary>An emitter of one variant.</summary>
internal abstract class PoolKernelEmitter<TKernel> : PoolKernelEmitter
    where TKernel : PoolKernel
{
    public sealed override void WriteKernel(StepContext<PoolStep> context, PoolKernel kernel, string method) =>
        WriteKernel(context, (TKernel)kernel, method);

    protected abstract void WriteKernel(StepContext<PoolStep> context, TKernel kernel, string method);
}
