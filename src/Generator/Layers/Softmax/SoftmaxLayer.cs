using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Layers.Activation;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.Softmax;

/// <summary>Softmax along one or several axes, as a layer of its own.</summary>
/// <param name="Axis">As declared: counted from 1, or from the end.</param>
internal sealed record SoftmaxLayer(EquatableArray<int> Axis) : Layer
{
    private const string Argument = "Axis";

    public static LayerDefinition Definition { get; } = new("Softmax", Bind);

    public override bool KeepsAxes => true;

    public override bool KeepsElements => true;

    public override TensorShape InferShape(LayerInput input, LayerProblems problems)
    {
        if (AxisArguments.Resolve(Axis, input, problems, Argument) is { } axes && axes.All(axis => input.Shape[axis] == 1))
        {
            problems.Add(RuleIds.SoftmaxOfOne, $"takes the softmax of {input.Shape} over a single value, which always gives 1: use [Activation(Activation.Sigmoid)], or another axis", Argument);
        }

        return input.Shape;
    }

    public override ValueId Lower(Lowering lowering) => SpatialInput.LowerAlong(
        lowering,
        AxisArguments.Resolve(Axis, lowering.Input),
        (rows, length) => new RowActivationStep(nameof(ActivationFunction.Softmax), rows, length, length));

    private static SoftmaxLayer Bind(LayerArguments arguments)
    {
        EquatableArray<int> axes = arguments.Integers(Argument);
        if (axes.Count == 0 && arguments.IsGiven(Argument))
        {
            arguments.Problems.Add(RuleIds.ArgumentOutOfRange, $"needs an {Argument} to sum over: use [-1] for the last one", Argument);
        }

        return new SoftmaxLayer(axes.Count == 0 ? new EquatableArray<int>([-1]) : axes);
    }
}
