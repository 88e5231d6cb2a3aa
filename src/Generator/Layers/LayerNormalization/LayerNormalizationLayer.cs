using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.LayerNormalization;

/// <summary>Each sample normalised along some of its axes: by mean and variance, or by the root of its mean square.</summary>
/// <param name="Statistic">What it is normalised by.</param>
/// <param name="Axis">As declared: counted from 1, or from the end.</param>
/// <param name="Epsilon">Keeps the divisor from zero.</param>
/// <param name="Scale">The name of the weight that multiplies, or null.</param>
/// <param name="Shift">The name of the weight that is added, or null.</param>
internal sealed record LayerNormalizationLayer(RowStatistic Statistic, EquatableArray<int> Axis, double Epsilon, string? Scale, string? Shift) : Layer
{
    private const string AxisArgument = "Axis";
    private const string EpsilonArgument = "Epsilon";

    public static IEnumerable<LayerDefinition> Definitions { get; } =
    [
        new("LayerNormalization", arguments => new LayerNormalizationLayer(
            RowStatistic.Deviation,
            Axes(arguments),
            arguments.Finite(EpsilonArgument, 1e-3, 0),
            arguments.Boolean("Scale", absent: true) ? "gamma" : null,
            arguments.Boolean("Center", absent: true) ? "beta" : null)),
        new("RMSNormalization", arguments => new LayerNormalizationLayer(
            RowStatistic.RootMeanSquare, Axes(arguments), arguments.Finite(EpsilonArgument, 1e-6, 0), "scale", null)),
    ];

    public override bool KeepsAxes => true;

    public override bool KeepsElements => true;

    /// <summary>As in Keras: of the two layers LayerNormalization alone hands a mask on.</summary>
    public override int MaskAfter(IReadOnlyList<int> masks) => Statistic == RowStatistic.Deviation ? masks[0] : -1;

    public override TensorShape InferShape(LayerInput input, LayerProblems problems)
    {
        if (AxisArguments.Resolve(Axis, input, problems, AxisArgument) is { } axes
            && Statistic == RowStatistic.RootMeanSquare
            && axes[0] + axes.Length != input.Shape.Rank)
        {
            problems.Add(RuleIds.ArgumentOutOfRange, $"works along axes of {input.Shape} from {input.Origin} that are not the last ones, where Keras applies its scale along others: name the last axes, with [Permute] before it", AxisArgument);
        }

        return input.Shape;
    }

    public override EquatableArray<WeightSpec> Weights(TensorShape input)
    {
        int[] axes = AxisArguments.Resolve(Axis, input);
        var shape = new TensorShape(axes.Select(axis => axis < 0 || axis >= input.Rank ? 1 : input[axis]).ToEquatableArray());
        return new[] { Scale, Shift }.Where(name => name is not null).Select(name => new WeightSpec(name!, shape)).ToEquatableArray();
    }

    public override ValueId Lower(Lowering lowering) => SpatialInput.LowerAlong(
        lowering,
        AxisArguments.Resolve(Axis, lowering.Input),
        (rows, length) => new NormalizeStep(Statistic, rows, length, Epsilon)
        {
            Scale = Scale is null ? -1 : lowering.Weight(0),
            Shift = Shift is null ? -1 : lowering.Weight(Scale is null ? 0 : 1),
        });

    private static EquatableArray<int> Axes(LayerArguments arguments)
    {
        EquatableArray<int> axes = arguments.Integers(AxisArgument);
        if (axes.Count == 0 && arguments.IsGiven(AxisArgument))
        {
            arguments.Problems.Add(RuleIds.ArgumentOutOfRange, $"needs an {AxisArgument} to work along: use [-1] for the last one", AxisArgument);
        }

        return axes.Count == 0 ? new EquatableArray<int>([-1]) : axes;
    }
}
