using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Layers.GlobalPooling;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.Flatten;

/// <summary>(d1, …, dn) → (d1 · … · dn); channels-first data is moved to channels-last order first.</summary>
internal sealed record FlattenLayer(DataFormat DataFormat) : Layer
{
    public static LayerDefinition Definition { get; } =
        new("Flatten", arguments => new FlattenLayer(arguments.Enumeration<DataFormat>("DataFormat")));

    public override TensorShape InferShape(LayerInput input, LayerProblems problems)
    {
        if (input.Shape.Rank == 1)
        {
            problems.Add(RuleIds.ChangesNothing, $"changes nothing: {input.Shape} from {input.Origin} is flat already", repairs: Repair.Remove());
        }

        return new TensorShape((int)Math.Min(input.Shape.ElementCount, int.MaxValue));
    }

    /// <summary>Values in one line have one order, whatever their axes are called.</summary>
    public override DataFormat? FormatOf(TensorShape input) => input.Dimensions.Count(d => d > 1) > 1 ? DataFormat : null;

    public override ValueId Lower(Lowering lowering)
    {
        TensorShape input = lowering.Input;
        ValueId value = lowering.Value;
        if (DataFormat == DataFormat.ChannelsFirst && input.Rank >= 2)
        {
            int[] order = [.. Enumerable.Range(1, input.Rank - 1), 0];
            value = lowering.Add(new TransposeStep(input.Dimensions, order.ToEquatableArray()), value);
        }

        return value;
    }

    public override IEnumerable<Alternative> Alternatives(TensorShape input)
    {
        if (GlobalPoolingLayer.AverageFor(input.Rank) is not { } pooling)
        {
            yield break;
        }

        int channelAxis = DataFormat == DataFormat.ChannelsFirst ? 0 : input.Rank - 1;
        yield return new Alternative(new TensorShape(input[channelAxis]), $"with {pooling} in its place", Repair.Exchange(pooling) with { IsOfOrigin = true });

        // What a forgotten or surplus border of a convolution makes of the spatial size.
        foreach (int border in new[] { 1, -1, 2, -2, 4, -4 })
        {
            var other = new TensorShape(input.Dimensions.Select((d, axis) => axis == channelAxis ? d : d + border).ToEquatableArray());
            if (other.Dimensions.All(d => d > 0) && other.ElementCount <= int.MaxValue)
            {
                yield return new Alternative(new TensorShape((int)other.ElementCount), $"with {other} in front of Flatten, as a convolution more or less would leave it,");
            }
        }
    }
}
