using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.UnitNormalization;

/// <summary>Each sample brought to length 1 along some of its axes.</summary>
/// <param name="Axis">As declared: counted from 1, or from the end.</param>
internal sealed record UnitNormalizationLayer(EquatableArray<int> Axis) : Layer
{
    private const string Argument = "Axis";

    /// <summary>Keras' least length, 1e-12, squared.</summary>
    private const double LeastSquare = 1e-24;

    public static LayerDefinition Definition { get; } = new("UnitNormalization", Bind);

    public override bool KeepsAxes => true;

    public override bool KeepsElements => true;

    public override TensorShape InferShape(LayerInput input, LayerProblems problems)
    {
        AxisArguments.Resolve(Axis, input, problems, Argument);
        return input.Shape;
    }

    public override ValueId Lower(Lowering lowering) => SpatialInput.LowerAlong(
        lowering,
        AxisArguments.Resolve(Axis, lowering.Input),
        (rows, length) => new NormalizeStep(RowStatistic.Norm, rows, length, LeastSquare));

    private static UnitNormalizationLayer Bind(LayerArguments arguments)
    {
        EquatableArray<int> axes = arguments.Integers(Argument);
        if (axes.Count == 0 && arguments.IsGiven(Argument))
        {
            arguments.Problems.Add(RuleIds.ArgumentOutOfRange, $"needs an {Argument} to work along: use [-1] for the last one", Argument);
        }

        return new UnitNormalizationLayer(axes.Count == 0 ? new EquatableArray<int>([-1]) : axes);
    }
}
