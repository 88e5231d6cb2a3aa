using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.Pooling;

/// <summary>The mean or the maximum of each channel in windows over 1, 2 or 3 spatial axes.</summary>
internal sealed record PoolingLayer(Reduction Reduction, EquatableArray<int> PoolSize, EquatableArray<int> Strides, Padding Padding, DataFormat DataFormat) : Layer
{
    private const string PoolSizeArgument = "poolSize";
    private const string StridesArgument = "Strides";
    private const string PaddingArgument = "Padding";

    public static IEnumerable<LayerDefinition> Definitions { get; } =
        (from rank in new[] { 1, 2, 3 }
         from reduction in new[] { Reduction.Mean, Reduction.Maximum }
         select Define(reduction, rank)).ToArray();

    public override bool KeepsAxes => true;

    public override bool JoinsPositions => true;

    public override DataFormat? FormatOf(TensorShape input) => DataFormat;

    private int SpatialRank => PoolSize.Count;

    public override TensorShape InferShape(LayerInput input, LayerProblems problems)
    {
        TensorShape shape = input.Shape;
        if (!SpatialInput.HasRank(input, problems, Family(Reduction), SpatialRank, DataFormat))
        {
            return shape;
        }

        int[] spatial = SpatialInput.Spatial(shape, DataFormat);
        if (Padding == Padding.Valid && spatial.Where((size, axis) => size < PoolSize[axis]).Any())
        {
            if (!problems.HasErrors)
            {
                var largest = new TensorShape(spatial.Select((size, axis) => Math.Min(size, PoolSize[axis])).ToEquatableArray());
                problems.Add(
                    RuleIds.ArgumentOutOfRange,
                    $"pools in windows of {Size(PoolSize)}, larger than {shape} from {input.Origin}: use at most {Size(largest.Dimensions)}, or Padding = Padding.Same",
                    PoolSizeArgument,
                    repairs: Repair.Set(PaddingArgument, "Padding.Same"));
            }
        }
        else if (!problems.HasErrors && PoolSize.All(size => size == 1) && Strides.All(stride => stride == 1))
        {
            problems.Add(RuleIds.ChangesNothing, $"changes nothing: each window holds one value of {shape} from {input.Origin}", repairs: Repair.Remove());
        }

        return SpatialInput.Shape(spatial.Select((size, axis) => Axis(size, axis).Output), SpatialInput.Channels(shape, DataFormat), DataFormat);
    }

    public override ValueId Lower(Lowering lowering)
    {
        int[] spatial = SpatialInput.Spatial(lowering.Input, DataFormat);
        int channels = SpatialInput.Channels(lowering.Input, DataFormat);
        WindowAxis[] axes = [.. spatial.Select(Axis)];
        TensorShape output = SpatialInput.Shape(axes.Select(axis => axis.Output), channels, DataFormat);
        if (PoolSize.All(size => size == 1) && Strides.All(stride => stride == 1))
        {
            return lowering.Value;
        }

        return SpatialInput.LowerChannelsLast(lowering, output, DataFormat, WindowPoolStep.Of(Reduction, axes, channels));
    }

    private static string Family(Reduction reduction) => $"{(reduction == Reduction.Mean ? "Average" : "Max")}Pooling";

    private static string Size(EquatableArray<int> size) => size.Count == 1 ? InvariantText.Of(size[0]) : new TensorShape(size).ToString();

    private WindowAxis Axis(int size, int axis) => WindowAxis.Of(size, PoolSize[axis], Strides[axis], Padding == Padding.Same);

    private static LayerDefinition Define(Reduction reduction, int rank)
    {
        string name = $"{Family(reduction)}{rank}D";
        string alias = $"{(reduction == Reduction.Mean ? "Avg" : "Max")}Pool{rank}D";
        return new LayerDefinition(name, [name, alias], arguments => Bind(arguments, reduction, rank));
    }

    private static PoolingLayer Bind(LayerArguments arguments, Reduction reduction, int rank)
    {
        if (reduction == Reduction.Mean && arguments.Integers(PoolSizeArgument).Count == 0)
        {
            arguments.Problems.Add(RuleIds.ArgumentOutOfRange, "needs the size of its windows, such as 2", repairs: []);
        }

        EquatableArray<int> poolSize = arguments.PerAxis(PoolSizeArgument, rank, absent: 2);
        EquatableArray<int> strides = arguments.Integers(StridesArgument).Count == 0 ? poolSize : arguments.PerAxis(StridesArgument, rank, absent: 1);
        Padding padding = arguments.Enumeration<Padding>(PaddingArgument);
        if (padding == Padding.Causal)
        {
            arguments.Problems.Add(RuleIds.ArgumentOutOfRange, "takes Padding.Valid or Padding.Same, but Padding.Causal is declared, which convolutions over steps have", PaddingArgument, repairs: Repair.Set(PaddingArgument, "Padding.Same"));
            padding = Padding.Same;
        }

        return new PoolingLayer(reduction, poolSize, strides, padding, arguments.Enumeration<DataFormat>("DataFormat"));
    }
}
