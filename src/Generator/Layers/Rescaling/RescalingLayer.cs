using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.Rescaling;

/// <summary>x · scale + offset, with numbers for all elements or for each of the last axis.</summary>
internal sealed record RescalingLayer(EquatableArray<double> Scale, EquatableArray<double> Offset) : Layer
{
    private const string ScaleArgument = "scale";
    private const string OffsetArgument = "Offset";

    public static LayerDefinition Definition { get; } = new("Rescaling", Bind);

    public override bool PassesMask => true;

    public override bool KeepsAxes => true;

    public override bool KeepsElements => true;

    public override TensorShape InferShape(LayerInput input, LayerProblems problems)
    {
        if (!problems.HasErrors)
        {
            Check(Scale, ScaleArgument);
            Check(Offset, OffsetArgument);
            if (!problems.HasErrors && Scale.All(s => s == 1) && Offset.All(o => o == 0))
            {
                problems.Add(RuleIds.ChangesNothing, $"changes nothing: {input.Shape} from {input.Origin} is multiplied by 1", repairs: Repair.Remove());
            }
        }

        return input.Shape;

        void Check(EquatableArray<double> numbers, string argument)
        {
            if (numbers.Count > 1 && (input.Shape.Rank == 0 || numbers.Count != input.Shape.Last))
            {
                problems.Add(RuleIds.ArgumentOutOfRange, $"has {InvariantText.Of(numbers.Count)} numbers as {argument}, but the last axis of {input.Shape} from {input.Origin} is another: use one number, or one for each of its elements", argument);
            }
        }
    }

    public override ValueId Lower(Lowering lowering)
    {
        TensorShape shape = lowering.Input;
        int channels = Scale.Count > 1 || Offset.Count > 1 ? shape.Last : 1;
        List<ChannelOperand> operands = [ChannelOperand.OfConstants(ChannelRole.Scale, Scale)];
        if (Offset.Any(o => o != 0))
        {
            operands.Add(ChannelOperand.OfConstants(ChannelRole.Shift, Offset));
        }

        return lowering.Add(new PerChannelStep(ChannelFunction.Affine, (int)(shape.ElementCount / channels), channels, 1) { Operands = operands.ToEquatableArray() }, lowering.Value);
    }

    private static RescalingLayer Bind(LayerArguments arguments)
    {
        EquatableArray<double> scale = arguments.Numbers(ScaleArgument);
        EquatableArray<double> offset = arguments.Numbers(OffsetArgument);
        if (scale.Count == 0)
        {
            arguments.Problems.Add(RuleIds.ArgumentOutOfRange, "needs a scale: one number, or one for each element of the last axis", ScaleArgument);
            scale = new EquatableArray<double>([1]);
        }

        return new RescalingLayer(scale, offset.Count == 0 ? new EquatableArray<double>([0]) : offset);
    }
}
