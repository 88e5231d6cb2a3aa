using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.GlobalPooling;

/// <summary>The mean or the maximum of each channel over 1, 2 or 3 spatial axes.</summary>
internal sealed record GlobalPoolingLayer(Reduction Reduction, int SpatialRank, DataFormat DataFormat, bool KeepDims) : Layer
{
    private static readonly string[] Axes = ["steps, features", "height, width, channels", "depth, height, width, channels"];
    private static readonly string[] AxesChannelsFirst = ["features, steps", "channels, height, width", "channels, depth, height, width"];

    public static IEnumerable<LayerDefinition> Definitions { get; } =
        from rank in new[] { 1, 2, 3 }
        from reduction in new[] { Reduction.Mean, Reduction.Maximum }
        select Define(reduction, rank);

    public override bool TakesMask => Reduction == Reduction.Mean && SpatialRank == 1;

    public override bool JoinsPositions => true;

    /// <summary>The average pooling that takes samples of a rank, or null where none does.</summary>
    public static string? AverageFor(int rank) => rank is >= 2 and <= 4 ? FullName(Reduction.Mean, rank - 1) : null;

    public override TensorShape InferShape(LayerInput input, LayerProblems problems)
    {
        TensorShape shape = input.Shape;
        if (shape.Rank != SpatialRank + 1)
        {
            ReportRank(input, problems);
        }
        else if (!KeepDims && shape.ElementCount == shape[ChannelAxis(shape)])
        {
            problems.Add(RuleIds.NothingToPool, $"pools {shape} from {input.Origin} over a single position: Flatten gives the same ({InvariantText.Of(shape[ChannelAxis(shape)])}) and copies nothing", repairs: Repair.Exchange("Flatten"));
        }

        int channels = shape.Rank == 0 ? 1 : shape[ChannelAxis(shape)];
        return KeepDims
            ? new TensorShape(Enumerable.Range(0, SpatialRank + 1).Select(axis => axis == (DataFormat == DataFormat.ChannelsFirst ? 0 : SpatialRank) ? channels : 1).ToEquatableArray())
            : new TensorShape(channels);
    }

    public override ValueId Lower(Lowering lowering)
    {
        TensorShape input = lowering.Input;
        int channels = input[ChannelAxis(input)];
        int positions = (int)(input.ElementCount / channels);
        var step = new PoolStep(Reduction, positions, channels, DataFormat == DataFormat.ChannelsFirst);
        return TakesMask && lowering.Mask(0) is { } mask
            ? lowering.Add(step with { IsMasked = true, HasIndices = true }, lowering.Value, mask)
            : lowering.Add(step with { CanMask = TakesMask }, lowering.Value);
    }

    public override IEnumerable<Alternative> Alternatives(TensorShape input) => input.Rank == 0 ? [] :
    [
        new Alternative(new TensorShape((int)Math.Min(input.ElementCount, int.MaxValue)), "with Flatten in its place", Repair.Exchange("Flatten") with { IsOfOrigin = true }),
        new Alternative(new TensorShape(input[input.Rank - 1 - ChannelAxis(input)]), $"with DataFormat = {OtherFormat().Text} there", OtherFormat() with { IsOfOrigin = true }),
    ];

    public override DataFormat? FormatOf(TensorShape input) => DataFormat;

    public override bool KeepsAxes => KeepDims;

    private void ReportRank(LayerInput input, LayerProblems problems)
    {
        TensorShape shape = input.Shape;
        string axes = (DataFormat == DataFormat.ChannelsFirst ? AxesChannelsFirst : Axes)[SpatialRank - 1];
        string wayOut = WayOut(shape.Rank);
        Repair[] repairs = shape.Rank switch
        {
            >= 2 and <= 4 => [Repair.Exchange(FullName(Reduction, shape.Rank - 1))],
            < 2 => [Repair.Remove()],
            _ => [],
        };
        (wayOut, repairs) = DeclaredAxes.Explain(input, SpatialRank + 1, DataFormat, wayOut, repairs);
        problems.Add(RuleIds.RankMismatch, $"expects ({axes}), receives {shape} from {input.Origin}: {wayOut}", repairs: repairs);
    }

    private Repair OtherFormat() =>
        Repair.Set("DataFormat", $"DataFormat.{(DataFormat == DataFormat.ChannelsFirst ? DataFormat.ChannelsLast : DataFormat.ChannelsFirst)}");

    private int ChannelAxis(TensorShape shape) => DataFormat == DataFormat.ChannelsFirst ? 0 : shape.Rank - 1;

    private string WayOut(int rank) => rank switch
    {
        >= 2 and <= 4 => $"{FullName(Reduction, rank - 1)} takes this rank",
        < 2 => "there is no spatial axis left to pool over, so remove the layer",
        _ => "no global pooling takes this rank, so reshape first",
    };

    private static LayerDefinition Define(Reduction reduction, int rank)
    {
        string name = FullName(reduction, rank);
        string alias = $"Global{(reduction == Reduction.Mean ? "Avg" : "Max")}Pool{rank}D";
        return new LayerDefinition(name, [name, alias], arguments => new GlobalPoolingLayer(
            reduction, rank, arguments.Enumeration<DataFormat>("DataFormat"), arguments.Boolean("KeepDims", absent: false)));
    }

    private static string FullName(Reduction reduction, int rank) =>
        $"Global{(reduction == Reduction.Mean ? "Average" : "Max")}Pooling{rank}D";
}
