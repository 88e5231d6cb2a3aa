using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Layers.Attention;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.MultiHeadAttention;

/// <summary>Projections of query, key and value, attention in each head, and a projection of what the heads give.</summary>
internal sealed record MultiHeadAttentionLayer(AttentionInputs Inputs, int Heads, int KeyDim, int ValueDim, bool UseBias, EquatableArray<int> OutputShape, EquatableArray<int> Axes, bool IsCausal) : Layer
{
    private const string OutputArgument = "OutputShape";
    private const string AxesArgument = "AttentionAxes";

    public static LayerDefinition Definition { get; } = new("MultiHeadAttention", Bind) { NamedInputs = AttentionInputs.Names };

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
        if (inputs.Count <= Math.Max(Inputs.Value, Inputs.Key) || !Inputs.Check(inputs, 0, problems))
        {
            return query;
        }

        TensorShape value = inputs[Inputs.Value].Shape;
        int outer = OuterAxes(query, problems);
        if (!query.Dimensions.Take(outer).SequenceEqual(value.Dimensions.Take(outer)))
        {
            problems.Add(RuleIds.UnequalShapes, $"attends from a query of {query} to a value of {value}, but the axes before those that it attends along must be equal", AttentionInputs.ValueArgument);
        }

        return Output(query);
    }

    public override EquatableArray<WeightSpec> Weights(TensorShape input) => Weights(new EquatableArray<TensorShape>([input]));

    public override EquatableArray<WeightSpec> Weights(EquatableArray<TensorShape> inputs)
    {
        int Features(int input) => inputs[Math.Min(input, inputs.Count - 1)] is { Rank: > 0 } shape ? shape.Last : 1;
        int[] output = OutputShape.Count > 0 ? [.. OutputShape] : [Features(0)];
        return new([
            .. Projection("query", [Features(0)], [Heads, KeyDim]),
            .. Projection("key", [Features(Inputs.Key)], [Heads, KeyDim]),
            .. Projection("value", [Features(Inputs.Value)], [Heads, ValueDim]),
            .. Projection("attention_output", [Heads, ValueDim], output),
        ]);
    }

    public override ValueId Lower(Lowering lowering)
    {
        (TensorShape query, TensorShape value) = (lowering.Input, lowering.Inputs[Inputs.Value]);
        int outer = query.Dimensions.Take(OuterAxes(query, new LayerProblems())).Aggregate(1, (product, d) => product * d);
        int queries = (int)(query.ElementCount / query.Last) / outer;
        int keys = (int)(value.ElementCount / value.Last) / outer;
        int weight = 0;
        ValueId q = Project(0, Heads * KeyDim);
        ValueId k = Project(Inputs.Key, Heads * KeyDim);
        ValueId v = Project(Inputs.Value, Heads * ValueDim);
        var step = new AttentionStep(outer, queries, keys, Heads, KeyDim, ValueDim) { Block = lowering.Element.BlockLanes(), Scale = 1 / Math.Sqrt(KeyDim), IsCausal = IsCausal };
        step = Inputs.WithMasks(step, lowering, out IReadOnlyList<ValueId> masks);
        ValueId attended = lowering.Add(step, [q, k, v, .. masks]);
        return lowering.Add(Product(outer * queries, Heads * ValueDim, (int)(lowering.Output.ElementCount / (outer * queries))), attended);

        ValueId Project(int input, int units)
        {
            TensorShape shape = lowering.Inputs[input];
            return lowering.Add(Product((int)(shape.ElementCount / shape.Last), shape.Last, units), lowering.Values[input]);
        }

        DenseStep Product(int rows, int features, int units)
        {
            int kernel = weight;
            weight += UseBias ? 2 : 1;
            return new DenseStep(rows, features, units, lowering.Weight(kernel), UseBias ? lowering.Weight(kernel + 1) : -1);
        }
    }

    private static MultiHeadAttentionLayer Bind(LayerArguments arguments)
    {
        int keyDim = arguments.Positive("keyDim");
        int valueDim = arguments.Integer("ValueDim");
        EquatableArray<int> output = arguments.Integers(OutputArgument);
        if (valueDim < 0)
        {
            arguments.Problems.Add(RuleIds.ArgumentOutOfRange, $"needs a positive ValueDim, or 0 for that of a key, but {InvariantText.Of(valueDim)} is declared", "ValueDim");
        }

        if (output.Any(size => size < 1))
        {
            arguments.Problems.Add(RuleIds.ArgumentOutOfRange, $"needs positive sizes in {OutputArgument}, but {new TensorShape(output)} is declared", OutputArgument);
            output = default;
        }

        return new MultiHeadAttentionLayer(
            AttentionInputs.Read(arguments, "Value", "Key", "Dropout"),
            arguments.Positive("numHeads"),
            keyDim,
            valueDim > 0 ? valueDim : keyDim,
            arguments.Boolean("UseBias", absent: true),
            output,
            arguments.Integers(AxesArgument),
            arguments.Boolean("UseCausalMask", absent: false));
    }

    private IEnumerable<WeightSpec> Projection(string name, int[] from, int[] to)
    {
        yield return new WeightSpec($"{name}/kernel", new TensorShape([.. from, .. to]));
        if (UseBias)
        {
            yield return new WeightSpec($"{name}/bias", new TensorShape(to));
        }
    }

    private TensorShape Output(TensorShape query) =>
        OutputShape.Count == 0 ? query : new TensorShape([.. query.Dimensions.Take(query.Rank - 1), .. OutputShape]);

    /// <summary>How many axes come before those that the layer attends along.</summary>
    private int OuterAxes(TensorShape query, LayerProblems problems)
    {
        if (Axes.Count == 0)
        {
            return 0;
        }

        int[] axes = [.. Axes.Select(axis => axis < 0 ? axis + query.Rank : axis - 1).OrderBy(axis => axis)];
        int first = query.Rank - 1 - axes.Length;
        if (axes.SequenceEqual(Enumerable.Range(first, axes.Length)) && first >= 0)
        {
            return first;
        }

        string all = query.Rank < 2 ? "none" : string.Join(", ", Enumerable.Range(1, query.Rank - 1).Select(axis => InvariantText.Of(axis)));
        problems.Add(
            RuleIds.ArgumentOutOfRange,
            $"attends along the axes {string.Join(", ", Axes.Select(axis => InvariantText.Of(axis)))} of {query}, but it can only attend along the last ones of {all}, counted from 1 after the batch: bring them there with [Permute(…)]",
            AxesArgument);
        return 0;
    }
}
