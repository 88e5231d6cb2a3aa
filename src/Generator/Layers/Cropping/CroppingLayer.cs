using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.Cropping;

/// <summary>Cuts the edges of 1, 2 or 3 spatial axes away.</summary>
/// <param name="Edges">What is cut at the start and the end of each spatial axis in turn.</param>
/// <param name="DataFormat">Where the channels stand.</param>
internal sealed record CroppingLayer(EquatableArray<int> Edges, DataFormat DataFormat) : Layer
{
    private const string Family = "Cropping";
    private const string Argument = "cropping";
    private static readonly string[] AxisNames = ["depth", "height", "width"];

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

        int[] spatial = SpatialInput.Spatial(input.Shape, DataFormat);
        int tooFew = Array.FindIndex([.. spatial.Select((_, axis) => Left(spatial, axis))], left => left < 1);
        if (tooFew >= 0)
        {
            string axis = SpatialRank == 1 ? "steps" : AxisNames[3 - SpatialRank + tooFew];
            problems.Add(
                RuleIds.ArgumentOutOfRange,
                $"cuts {InvariantText.Of(Edges[2 * tooFew])} and {InvariantText.Of(Edges[(2 * tooFew) + 1])} from the {axis} of {input.Shape} from {input.Origin}, which leaves nothing of {InvariantText.Of(spatial[tooFew])}: cut at most {InvariantText.Of(spatial[tooFew] - 1)} in all",
                Argument);
        }
        else if (Edges.All(edge => edge == 0))
        {
            problems.Add(RuleIds.ChangesNothing, $"changes nothing: nothing is cut from {input.Shape} from {input.Origin}", repairs: Repair.Remove());
        }

        return SpatialInput.Shape(spatial.Select((_, axis) => (int)Math.Max(1, Left(spatial, axis))), SpatialInput.Channels(input.Shape, DataFormat), DataFormat);
    }

    public override ValueId Lower(Lowering lowering)
    {
        int[] spatial = SpatialInput.Spatial(lowering.Input, DataFormat);
        CopyAxis[] axes = [.. spatial.Select((size, axis) => new CopyAxis(size, -Edges[2 * axis], (int)Left(spatial, axis)))];
        return lowering.Add(CopyStep.Of(axes, SpatialInput.Channels(lowering.Input, DataFormat), DataFormat == DataFormat.ChannelsFirst), lowering.Value);
    }

    private long Left(int[] spatial, int axis) => (long)spatial[axis] - Edges[2 * axis] - Edges[(2 * axis) + 1];

    /// <summary>Keras' defaults: one at each end, but nothing in two dimensions.</summary>
    private static LayerDefinition Define(int axes) => new($"{Family}{axes}D", arguments => new CroppingLayer(
        arguments.Edges(Argument, axes, absent: axes == 2 ? 0 : 1, $"use ZeroPadding{axes}D to make the input larger"),
        arguments.Enumeration<DataFormat>("DataFormat")));
}
