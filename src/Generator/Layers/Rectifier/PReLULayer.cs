using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.Rectifier;

/// <summary>x, or alpha · x below zero, with an alpha for each element or shared along some axes.</summary>
/// <param name="SharedAxes">As declared: counted from 1, or from the end.</param>
internal sealed record PReLULayer(EquatableArray<int> SharedAxes) : Layer
{
    private const string Argument = "SharedAxes";

    public static LayerDefinition Definition { get; } = new("PReLU", arguments => new PReLULayer(arguments.Integers(Argument)));

    public override bool PassesMask => true;

    public override bool KeepsAxes => true;

    public override bool KeepsElements => true;

    public override TensorShape InferShape(LayerInput input, LayerProblems problems)
    {
        AxisArguments.Resolve(SharedAxes, input, problems, Argument);
        return input.Shape;
    }

    public override EquatableArray<WeightSpec> Weights(TensorShape input)
    {
        int[] shared = AxisArguments.Resolve(SharedAxes, input);
        var alpha = new TensorShape(input.Dimensions.Select((d, axis) => shared.Contains(axis) ? 1 : d).ToEquatableArray());
        return new EquatableArray<WeightSpec>([new WeightSpec("alpha", alpha)]);
    }

    public override ValueId Lower(Lowering lowering)
    {
        TensorShape shape = lowering.Input;
        int[] shared = AxisArguments.Resolve(SharedAxes, shape);
        int[] own = [.. Enumerable.Range(0, shape.Rank).Except(shared)];

        // Shared axes before and after the others need no movement; else the others go to the end.
        bool isRun = own.Length == 0 || own[own.Length - 1] - own[0] == own.Length - 1;
        if (isRun)
        {
            int first = own.Length == 0 ? shape.Rank : own[0];
            return lowering.Add(Step(Count(0, first), Count(first, first + own.Length), Count(first + own.Length, shape.Rank)), lowering.Value);
        }

        return SpatialInput.LowerAlong(lowering, own, (rows, length) => Step(rows, length, 1));

        int Count(int from, int to) => shape.Dimensions.Skip(from).Take(to - from).Aggregate(1, (product, d) => product * d);

        Step Step(int outer, int channels, int inner) => new PerChannelStep(ChannelFunction.Rectify, outer, channels, inner)
        {
            Operands = new EquatableArray<ChannelOperand>([ChannelOperand.OfWeight(ChannelRole.Slope, lowering.Weight(0))]),
        };
    }
}
