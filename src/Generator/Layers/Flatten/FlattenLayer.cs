using ShapeGen.Generator.Layers.GlobalPooling;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Layers.Flatten;

/// <summary>(d1, …, dn) → (d1 · … · dn); channels-first data is moved to channels-last order first.</summary>
internal sealed record FlattenLayer(DataFormat DataFormat) : Layer
{
    public static LayerDefinition Definition { get; } =
        new("Flatten", arguments => new FlattenLayer(arguments.Enumeration<DataFormat>("DataFormat")));

    public override TensorShape InferShape(LayerInput input, LayerProblems problems) =>
        new((int)Math.Min(input.Shape.ElementCount, int.MaxValue));

    public override void Lower(Lowering lowering)
    {
        TensorShape input = lowering.Input;
        if (DataFormat == DataFormat.ChannelsFirst && input.Rank >= 2)
        {
            int[] order = [.. Enumerable.Range(1, input.Rank - 1), 0];
            lowering.Add(new TransposeStep(input.Dimensions, order.ToEquatableArray()));
        }

        lowering.Add(new ViewStep());
    }

    public override IEnumerable<Alternative> Alternatives(TensorShape input)
    {
        if (GlobalPoolingLayer.AverageFor(input.Rank) is { } pooling)
        {
            yield return new Alternative(pooling, new TensorShape(DataFormat == DataFormat.ChannelsFirst ? input[0] : input.Last));
        }
    }
}
