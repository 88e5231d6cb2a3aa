using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.GroupNormalization;

/// <summary>Each sample's groups of channels normalised over all positions.</summary>
/// <param name="Groups">How many groups; −1 for one a channel.</param>
/// <param name="Axis">As declared: counted from 1, or from the end.</param>
internal sealed record GroupNormalizationLayer(int Groups, int Axis, double Epsilon, bool Center, bool Scale) : Layer
{
    private const string GroupsArgument = "Groups";
    private const string AxisArgument = "Axis";
    private const int EachChannel = -1;

    public static LayerDefinition Definition { get; } = new("GroupNormalization", Bind);

    public override bool KeepsAxes => true;

    public override bool KeepsElements => true;

    private EquatableArray<int> Axes => new([Axis]);

    public override TensorShape InferShape(LayerInput input, LayerProblems problems)
    {
        bool areArgumentsValid = !problems.HasErrors;
        if (AxisArguments.Resolve(Axes, input, problems, AxisArgument) is { } axes && areArgumentsValid && Groups != EachChannel)
        {
            int channels = input.Shape[axes[0]];
            if (channels % Groups != 0)
            {
                string groups = string.Join(", ", Enumerable.Range(1, channels).Where(n => channels % n == 0 && n <= 32).Select(n => InvariantText.Of(n)));
                problems.Add(
                    RuleIds.ArgumentOutOfRange,
                    $"makes {InvariantText.Of(Groups)} groups of the {InvariantText.Of(channels)} channels of {input.Shape} from {input.Origin}, which cannot be equal: use {groups}, or -1 for one a channel",
                    GroupsArgument);
            }
        }

        return input.Shape;
    }

    public override EquatableArray<WeightSpec> Weights(TensorShape input)
    {
        int axis = AxisArguments.Resolve(Axes, input)[0];
        var shape = new TensorShape(axis < 0 || axis >= input.Rank ? 1 : input[axis]);
        WeightSpec[] both = [new("gamma", shape), new("beta", shape)];
        return both.Where((_, i) => i == 0 ? Scale : Center).ToEquatableArray();
    }

    /// <summary>A group's channels of all positions are brought together, unless they are already.</summary>
    public override ValueId Lower(Lowering lowering)
    {
        TensorShape shape = lowering.Input;
        int axis = AxisArguments.Resolve(Axes, shape)[0];
        int channels = shape[axis];
        int groups = Groups == EachChannel ? channels : Groups;
        int inner = shape.Dimensions.Skip(axis + 1).Aggregate(1, (product, d) => product * d);
        int outer = (int)(shape.ElementCount / channels / inner);
        int run = channels / groups * inner;
        var swapped = new EquatableArray<int>([1, 0, 2]);
        ValueId value = lowering.Add(new TransposeStep(new EquatableArray<int>([outer, groups, run]), swapped), lowering.Value);
        value = lowering.Add(new NormalizeStep(RowStatistic.Deviation, groups, outer * run, Epsilon), value);
        value = lowering.Add(new TransposeStep(new EquatableArray<int>([groups, outer, run]), swapped), value);
        var operands = new List<ChannelOperand>();
        if (Scale)
        {
            operands.Add(ChannelOperand.OfWeight(ChannelRole.Scale, lowering.Weight(0)));
        }

        if (Center)
        {
            operands.Add(ChannelOperand.OfWeight(ChannelRole.Shift, lowering.Weight(Scale ? 1 : 0)));
        }

        return operands.Count == 0
            ? value
            : lowering.Add(new PerChannelStep(ChannelFunction.Affine, outer, channels, inner) { Operands = operands.ToEquatableArray() }, value);
    }

    private static GroupNormalizationLayer Bind(LayerArguments arguments)
    {
        int groups = arguments.Integer(GroupsArgument, absent: 32);
        if (groups < 1 && groups != EachChannel)
        {
            arguments.Problems.Add(RuleIds.ArgumentOutOfRange, $"needs a positive number of {GroupsArgument}, or -1 for one a channel, but {InvariantText.Of(groups)} is declared", GroupsArgument);
            groups = 1;
        }

        return new GroupNormalizationLayer(
            groups,
            arguments.Integer(AxisArgument, absent: -1),
            arguments.Finite("Epsilon", 1e-3, 0),
            arguments.Boolean("Center", absent: true),
            arguments.Boolean("Scale", absent: true));
    }
}
