using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.UpSampling;

/// <summary>Enlarges 1, 2 or 3 spatial axes by whole factors.</summary>
/// <param name="Size">The factors.</param>
/// <param name="DataFormat">Where the channels stand.</param>
/// <param name="Interpolation">How the values in between are made.</param>
internal sealed record UpSamplingLayer(EquatableArray<int> Size, DataFormat DataFormat, Interpolation Interpolation) : Layer
{
    private const string Family = "UpSampling";
    private const string Argument = "size";

    public static IEnumerable<LayerDefinition> Definitions { get; } = new[] { 1, 2, 3 }.Select(Define).ToArray();

    public override bool KeepsAxes => true;

    public override DataFormat? FormatOf(TensorShape input) => DataFormat;

    public override TensorShape InferShape(LayerInput input, LayerProblems problems)
    {
        if (!SpatialInput.HasRank(input, problems, Family, Size.Count, DataFormat))
        {
            return input.Shape;
        }

        if (Size.All(factor => factor == 1))
        {
            problems.Add(RuleIds.ChangesNothing, $"changes nothing: {input.Shape} from {input.Origin} is enlarged by 1", repairs: Repair.Remove());
        }

        IEnumerable<int> enlarged = SpatialInput.Spatial(input.Shape, DataFormat).Select((size, axis) => (int)Math.Min((long)size * Size[axis], int.MaxValue));
        return SpatialInput.Shape(enlarged, SpatialInput.Channels(input.Shape, DataFormat), DataFormat);
    }

    public override ValueId Lower(Lowering lowering)
    {
        TensorShape input = lowering.Input;
        int[] spatial = SpatialInput.Spatial(input, DataFormat);
        int channels = SpatialInput.Channels(input, DataFormat);
        if (Interpolation == Interpolation.Bilinear && Size.Any(factor => factor > 1))
        {
            TensorShape output = SpatialInput.Shape(spatial.Select((size, axis) => size * Size[axis]), channels, DataFormat);
            return SpatialInput.LowerChannelsLast(lowering, output, DataFormat, new BilinearStep(spatial[0], spatial[1], channels, Size[0], Size[1]));
        }

        CopyAxis[] axes = [.. spatial.Select((size, axis) => new CopyAxis(size, 0, size * Size[axis]) { Repeats = Size[axis] })];
        return lowering.Add(CopyStep.Of(axes, channels, DataFormat == DataFormat.ChannelsFirst), lowering.Value);
    }

    private static LayerDefinition Define(int axes) => new($"{Family}{axes}D", arguments => new UpSamplingLayer(
        arguments.PerAxis(Argument, axes, absent: 2),
        arguments.Enumeration<DataFormat>("DataFormat"),
        arguments.Enumeration<Interpolation>("Interpolation")));
}
