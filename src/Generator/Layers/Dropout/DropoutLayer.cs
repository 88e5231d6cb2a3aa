using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.Dropout;

/// <summary>The identity at inference.</summary>
internal sealed record DropoutLayer : Layer
{
    public static LayerDefinition Definition { get; } = new("Dropout", Bind);

    public override bool PassesMask => true;

    public override TimeRule Time => TimeRule.EachStep;

    public override bool KeepsAxes => true;

    public override bool KeepsElements => true;

    public override TensorShape InferShape(LayerInput input, LayerProblems problems) => input.Shape;

    public override ValueId Lower(Lowering lowering) => lowering.Value;

    private static DropoutLayer Bind(LayerArguments arguments)
    {
        double rate = arguments.Number("rate");
        if (!(rate >= 0 && rate <= 1))
        {
            arguments.Problems.Add(RuleIds.ArgumentOutOfRange, $"needs a rate between 0 and 1, but {InvariantText.Of(rate)} is declared", "rate");
        }

        arguments.Problems.Add(RuleIds.ChangesNothing, "changes nothing at inference, where every value passes as it is", repairs: Repair.Remove());

        return new DropoutLayer();
    }
}
