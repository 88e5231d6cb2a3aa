using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.ZeroPadding;

/// <summary>Zeros around 1, 2 or 3 spatial axes.</summary>
/// <param name="Edges">Zeros at the start and the end of each spatial axis in turn.</param>
/// <param name="DataFormat">Where the channels stand.</param>
internal sealed record ZeroPaddingLayer(EquatableArray<int> Edges, DataFormat DataFormat) : Layer
{
    private const string Family = "ZeroPadding";
    private const string Argument = "padding";

    public static IEnumerable<LayerDefinition> Definitions { get; } = new[] { 1, 2, 3 }.Select(Define).ToArray();

    public override bool KeepsAxes => true;

    private int SpatialRank => Edges.Count / 2;

    public override DataFormat? FormatOf(TensorShape input) => DataFormat;

    public override TensorShape InferShape(LayerInput input, LayerProblems problems)
    {
        if (!SpatialInput.HasRank(input, problems, Family, SpatialRank, DataFormat))
        {
            return input.Shape;
        }

        if (Edges.All(edge => edge == 0))
        {
            problems.Add(RuleIds.ChangesNothing, $"changes nothing: no zeros are put around {input.Shape} from {input.Origin}", repairs: Repair.Remove());
        }

        IEnumerable<int> padded = SpatialInput.Spatial(input.Shape, DataFormat).Select((size, axis) => (int)Math.Min((long)size + Edges[2 * axis] + Edges[(2 * axis) + 1], int.MaxValue));
        return SpatialInput.Shape(padded, SpatialInput.Channels(input.Shape, DataFormat), DataFormat);
    }

    public override ValueId Lower(Lowering lowering)
    {
        CopyAxis[] axes = [.. SpatialInput.Spatial(lowering.Input, DataFormat).Select((size, axis) => new CopyAxis(size, Edges[2 * axis], size + Edges[2 * axis] + Edges[(2 * axis) + 1]))];
        return lowering.Add(CopyStep.Of(axes, SpatialInput.Channels(lowering.Input, DataFormat), DataFormat == DataFormat.ChannelsFirst), lowering.Value);
    }

    private static LayerDefinition Define(int axes) => new($"{Family}{axes}D", arguments => new ZeroPaddingLayer(
        arguments.Edges(Argument, axes, absent: 1, $"use Cropping{axes}D to make the input smaller"),
        arguments.Enumeration<DataFormat>("DataFormat")));
}
