using ShapeGen.Generator.Emission.Kernels.Dense;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>Matrix times vector or rows of vectors, by the kernel that the step has chosen.</summary>
internal sealed class DenseEmitter : StepEmitter<DenseStep>
{
    protected override IEnumerable<KernelParameter> ExtraParameters(DenseStep step, ElementType element)
    {
        KernelParameter weights = new(element.StorageName(), "weights") { Role = ParameterRole.Weights };
        return step.BatchRows == 0 ? [weights] : [weights, new KernelParameter("nuint", KernelsWriter.Rows, IsValue: true) { Role = ParameterRole.RowCount }];
    }

    protected override void Write(StepContext<DenseStep> context) =>
        DenseKernelEmitter.For(context.Step.Choice!.Kernel).WriteStep(context, context.Step.Choice.Kernel);
}
