using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.Normalization;

/// <summary>(x − mean) / √variance with declared numbers, or the way back.</summary>
/// <param name="Axis">As declared: counted from 1, or from the end; none for one mean of all.</param>
/// <param name="Mean">One number, or one for each element of the axes.</param>
/// <param name="Variance">As many.</param>
/// <param name="Invert">x · √variance + mean.</param>
internal sealed record NormalizationLayer(EquatableArray<int> Axis, EquatableArray<double> Mean, EquatableArray<double> Variance, bool Invert) : Layer
{
    private const string AxisArgument = "Axis";
    private const string MeanArgument = "Mean";
    private const string VarianceArgument = "Variance";

    /// <summary>Keras' least deviation, so that constant features are not divided by zero.</summary>
    private const double LeastDeviation = 1e-7;

    public static LayerDefinition Definition { get; } = new("Normalization", Bind);

    public override bool PassesMask => true;

    public override bool KeepsAxes => true;

    public override bool KeepsElements => true;

    public override TensorShape InferShape(LayerInput input, LayerProblems problems)
    {
        if (problems.HasErrors || (Axis.Count == 0 && Mean.Count == 1) || AxisArguments.Resolve(Axis, input, problems, AxisArgument) is not { } axes)
        {
            return input.Shape;
        }

        long count = axes.Aggregate(1L, (product, axis) => TensorShape.SaturatingMultiply(product, input.Shape[axis]));
        if (Mean.Count != 1 && Mean.Count != count)
        {
            problems.Add(RuleIds.ArgumentOutOfRange, $"has {InvariantText.Of(Mean.Count)} numbers as Mean for {InvariantText.Of(count)} elements of its axes in {input.Shape} from {input.Origin}: use one number, or one for each of them", MeanArgument);
        }
        else if (axes.Length > 0 && axes[axes.Length - 1] - axes[0] != axes.Length - 1)
        {
            problems.Add(RuleIds.ArgumentOutOfRange, $"works along axes of {input.Shape} that are not next to each other: use [Permute] before it", AxisArgument);
        }

        return input.Shape;
    }

    public override ValueId Lower(Lowering lowering)
    {
        TensorShape shape = lowering.Input;
        (int outer, int channels, int inner) = ((int)shape.ElementCount, 1, 1);
        if (Mean.Count > 1)
        {
            int[] axes = AxisArguments.Resolve(Axis, shape);
            channels = Mean.Count;
            inner = shape.Dimensions.Skip(axes[axes.Length - 1] + 1).Aggregate(1, (product, d) => product * d);
            outer = (int)(shape.ElementCount / channels / inner);
        }

        EquatableArray<double> deviation = Variance.Select(v => Math.Max(Math.Sqrt(v), LeastDeviation)).ToEquatableArray();
        ChannelOperand[] operands = Invert
            ? [ChannelOperand.OfConstants(ChannelRole.Scale, deviation), ChannelOperand.OfConstants(ChannelRole.Shift, Mean)]
            : [ChannelOperand.OfConstants(ChannelRole.Center, Mean), ChannelOperand.OfConstants(ChannelRole.Scale, deviation.Select(d => 1 / d).ToEquatableArray())];
        return lowering.Add(new PerChannelStep(ChannelFunction.Affine, outer, channels, inner) { Operands = operands.ToEquatableArray() }, lowering.Value);
    }

    private static NormalizationLayer Bind(LayerArguments arguments)
    {
        EquatableArray<double> mean = arguments.Numbers(MeanArgument);
        EquatableArray<double> variance = arguments.Numbers(VarianceArgument);
        if (mean.Count == 0 || variance.Count == 0)
        {
            string missing = mean.Count == 0 ? MeanArgument : VarianceArgument;
            arguments.Problems.Add(RuleIds.ArgumentOutOfRange, $"needs a {missing}: declare the numbers that adapt() found in Keras", arguments.IsGiven(missing) ? missing : null);
        }
        else if (mean.Count != variance.Count)
        {
            arguments.Problems.Add(RuleIds.ArgumentOutOfRange, $"has {InvariantText.Of(mean.Count)} numbers as Mean and {InvariantText.Of(variance.Count)} as Variance: declare as many of both", VarianceArgument);
        }
        else if (variance.Any(v => !(v >= 0)))
        {
            arguments.Problems.Add(RuleIds.ArgumentOutOfRange, $"has the Variance {InvariantText.Of(variance.First(v => !(v >= 0)))}, which must be at least 0", VarianceArgument);
        }

        EquatableArray<int> axis = arguments.IsGiven(AxisArgument) ? arguments.Integers(AxisArgument) : new EquatableArray<int>([-1]);
        return new NormalizationLayer(axis, mean, variance, arguments.Boolean("Invert", absent: false));
    }
}
