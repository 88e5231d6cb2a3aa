using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.BatchNormalization;

/// <summary>A scale and a shift for each channel, which come of the moving mean and variance.</summary>
/// <param name="Axis">As declared: counted from 1, or from the end.</param>
internal sealed record BatchNormalizationLayer(int Axis, double Epsilon, bool Center, bool Scale) : Layer
{
    private const string Argument = "Axis";

    public static LayerDefinition Definition { get; } = new("BatchNormalization", Bind);

    public override bool PassesMask => true;

    public override bool KeepsAxes => true;

    public override bool KeepsElements => true;

    private EquatableArray<int> Axes => new([Axis]);

    public override TensorShape InferShape(LayerInput input, LayerProblems problems)
    {
        AxisArguments.Resolve(Axes, input, problems, Argument);
        return input.Shape;
    }

    public override EquatableArray<WeightSpec> Weights(TensorShape input)
    {
        int axis = AxisArguments.Resolve(Axes, input)[0];
        var shape = new TensorShape(axis < 0 || axis >= input.Rank ? 1 : input[axis]);
        var weights = new List<WeightSpec>();
        if (Scale)
        {
            weights.Add(new WeightSpec("gamma", shape));
        }

        if (Center)
        {
            weights.Add(new WeightSpec("beta", shape));
        }

        weights.Add(new WeightSpec("moving_mean", shape) { IsTrainable = false });
        weights.Add(new WeightSpec("moving_variance", shape) { IsTrainable = false });
        return weights.ToEquatableArray();
    }

    public override ValueId Lower(Lowering lowering)
    {
        TensorShape shape = lowering.Input;
        int axis = AxisArguments.Resolve(Axes, shape)[0];
        int inner = shape.Dimensions.Skip(axis + 1).Aggregate(1, (product, d) => product * d);
        int mean = (Scale ? 1 : 0) + (Center ? 1 : 0);
        return lowering.Add(new PerChannelStep(ChannelFunction.Affine, (int)(shape.ElementCount / shape[axis] / inner), shape[axis], inner)
        {
            Statistics = new ChannelStatistics(
                Scale ? lowering.Weight(0) : -1,
                Center ? lowering.Weight(mean - 1) : -1,
                lowering.Weight(mean),
                lowering.Weight(mean + 1),
                Epsilon),
        }, lowering.Value);
    }

    private static BatchNormalizationLayer Bind(LayerArguments arguments)
    {
        arguments.Finite("Momentum", 0.99);
        return new BatchNormalizationLayer(
            arguments.Integer(Argument, absent: -1),
            arguments.Finite("Epsilon", 1e-3, 0),
            arguments.Boolean("Center", absent: true),
            arguments.Boolean("Scale", absent: true));
    }
}
