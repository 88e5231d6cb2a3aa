using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.Attention;

/// <summary>Attention without projections, by dot products or by sums of tanh.</summary>
/// <param name="Inputs">Where value and key come from.</param>
/// <param name="Score">How a query and a key are scored.</param>
/// <param name="UseScale">There is a weight <c>scale</c>.</param>
/// <param name="IsCausal">A position does not attend to those after it.</param>
internal sealed record AttentionLayer(AttentionInputs Inputs, AttentionScore Score, bool UseScale, bool IsCausal) : Layer
{
    public static IEnumerable<LayerDefinition> Definitions { get; } =
    [
        new LayerDefinition("Attention", arguments => new AttentionLayer(
            AttentionInputs.Read(arguments, "Value", "Key", "Dropout"),
            arguments.Enumeration<ScoreMode>("ScoreMode") == ScoreMode.Concat ? AttentionScore.Tanh : AttentionScore.Product,
            arguments.Boolean("UseScale", absent: false),
            arguments.Boolean("UseCausalMask", absent: false))) { NamedInputs = AttentionInputs.Names },
        new LayerDefinition("AdditiveAttention", arguments => new AttentionLayer(
            AttentionInputs.Read(arguments, "Value", "Key", "Dropout"),
            AttentionScore.WeightedTanh,
            arguments.Boolean("UseScale", absent: true),
            arguments.Boolean("UseCausalMask", absent: false))) { NamedInputs = AttentionInputs.Names },
    ];

    public override int MaskAxes => 1;

    /// <summary>The output has a row for each query.</summary>
    public override int MaskAfter(IReadOnlyList<int> masks) => masks[0];

    public override string? FindMaskFault(IReadOnlyList<int> masks) => masks.Count <= Math.Max(Inputs.Value, Inputs.Key) ? null : Inputs.FindMaskFault(masks);

    /// <summary>Positions and features are what it is about, so that a Dense over the features after it is meant.</summary>
    public override bool WorksOnLastAxis => true;

    /// <summary>Each output sees all positions.</summary>
    public override bool JoinsPositions => true;

    public override TensorShape InferShape(LayerInput input, LayerProblems problems) => InferShape([input], problems);

    public override TensorShape InferShape(IReadOnlyList<LayerInput> inputs, LayerProblems problems)
    {
        TensorShape query = inputs[0].Shape;
        if (inputs.Count <= Math.Max(Inputs.Value, Inputs.Key) || !Inputs.Check(inputs, 2, problems))
        {
            return query;
        }

        TensorShape key = inputs[Inputs.Key].Shape;
        if (key.Last != query.Last)
        {
            string argument = Inputs.HasKey ? AttentionInputs.KeyArgument : AttentionInputs.ValueArgument;
            problems.Add(RuleIds.UnequalShapes, $"scores a query of {query} from {inputs[0].Origin} with a key of {key} from {inputs[Inputs.Key].Origin}, but both must have the same number of features: project one of them with [Dense({InvariantText.Of(query.Last)})]", argument);
        }

        return query.WithLast(inputs[Inputs.Value].Shape.Last);
    }

    public override EquatableArray<WeightSpec> Weights(TensorShape input) => new([
        .. UseScale ? [new WeightSpec("scale", Score == AttentionScore.WeightedTanh ? new TensorShape(input.Rank == 0 ? 1 : input.Last) : new TensorShape())] : Array.Empty<WeightSpec>(),
        .. Score == AttentionScore.Tanh ? [new WeightSpec("concat_score_weight", new TensorShape())] : Array.Empty<WeightSpec>(),
    ]);

    public override ValueId Lower(Lowering lowering)
    {
        (TensorShape query, TensorShape value) = (lowering.Input, lowering.Inputs[Inputs.Value]);
        bool isWeighted = Score == AttentionScore.WeightedTanh;
        var step = new AttentionStep(1, query[0], value[0], 1, query.Last, value.Last)
        {
            Block = lowering.Element.BlockLanes(),
            Score = Score,
            IsCausal = IsCausal,
            ClearsQueries = true,
            ScaleWeight = UseScale && !isWeighted ? lowering.Weight(0) : -1,
            SumWeight = isWeighted ? (UseScale ? lowering.Weight(0) : -1) : Score == AttentionScore.Tanh ? lowering.Weight(UseScale ? 1 : 0) : -1,
        };
        step = Inputs.WithMasks(step, lowering, out IReadOnlyList<ValueId> masks);
        return lowering.Add(step, [lowering.Value, lowering.Values[Inputs.Key], lowering.Values[Inputs.Value], .. masks]);
    }
}
