using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Layers.Activation;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.ConvTranspose;

/// <summary>The transpose of a convolution: each input adds a kernel's worth to the outputs around its place, over 1, 2 or 3 spatial axes.</summary>
internal sealed record ConvTransposeLayer(SpatialWindow Window, EquatableArray<int> OutputPadding, int Filters, ActivationFunction Activation, bool UseBias) : Layer
{
    /// <summary>Parts of outputs at most, each of which has code of its own.</summary>
    private const int MostParts = 64;

    /// <summary>Taps of the kernel at most.</summary>
    private const int MostTaps = 4096;

    public static IEnumerable<LayerDefinition> Definitions { get; } = from rank in new[] { 1, 2, 3 } select Define(rank);

    public override bool KeepsAxes => true;

    public override bool JoinsPositions => true;

    public override DataFormat? FormatOf(TensorShape input) => Window.DataFormat;

    public override TensorShape InferShape(LayerInput input, LayerProblems problems)
    {
        if (Window.CheckRank(input, problems, NameOf))
        {
            CheckParts(input, problems);
        }

        return ActivationLayer.OutputShape(Activation, Linear(input.Shape), problems, "Activation");
    }

    public override EquatableArray<WeightSpec> Weights(TensorShape input)
    {
        var kernel = new WeightSpec("kernel", new TensorShape([.. Window.KernelSize, Filters, Window.Channels(input)]));
        WeightSpec[] weights = UseBias ? [kernel, new WeightSpec("bias", new TensorShape(Filters))] : [kernel];
        return weights.ToEquatableArray();
    }

    public override ValueId Lower(Lowering lowering) => Window.Lower(lowering, Linear(lowering.Input), Activation, input =>
    {
        TransposedAxis[] axes = [.. Window.Spatial(lowering.Input).Select((size, axis) => Axis(size, axis))];
        TransposedAxis[] three = [.. Enumerable.Repeat(new TransposedAxis(1, 1, 1, 1, 1, 0), 3 - axes.Length), .. axes];
        IEnumerable<ConvPart> parts = from depth in three[0].Parts
                                      from row in three[1].Parts
                                      from column in three[2].Parts
                                      select Join(depth, row, column, three);
        return lowering.Add(new ConvStep(parts.ToEquatableArray(), Window.Channels(lowering.Input), Filters, 1, lowering.Weight(0), UseBias ? lowering.Weight(1) : -1), input);
    });

    private static ConvPart Join(TransposedPart depth, TransposedPart row, TransposedPart column, TransposedAxis[] axes)
    {
        IEnumerable<int> taps = from d in depth.Taps from r in row.Taps from c in column.Taps select (((d * axes[1].Kernel) + r) * axes[2].Kernel) + c;
        return new ConvPart(depth.Axis, row.Axis, column.Axis) { KernelTaps = taps.ToEquatableArray() };
    }

    private TensorShape Linear(TensorShape input) =>
        Window.Join(Window.Spatial(input).Select((size, axis) => Math.Max(1, Axis(size, axis).Output)), Filters);

    /// <summary>There is code for each remainder of an output by the stride, and each tap has its place in it.</summary>
    private void CheckParts(LayerInput input, LayerProblems problems)
    {
        long parts = Window.Strides.Aggregate(1L, (product, s) => TensorShape.SaturatingMultiply(product, s));
        long taps = Window.KernelSize.Aggregate(1L, (product, k) => TensorShape.SaturatingMultiply(product, k));
        if (parts > MostParts)
        {
            problems.Add(RuleIds.ArgumentOutOfRange, $"has Strides of {new TensorShape(Window.Strides)}: of a transposed convolution their product is {InvariantText.Of(MostParts)} at most", "Strides");
        }
        else if (taps > MostTaps || Window.KernelSize[Window.Rank - 1] > SpatialWindow.MostPaddedTaps)
        {
            problems.Add(RuleIds.ArgumentOutOfRange, $"has a kernel of {new TensorShape(Window.KernelSize)}: a transposed convolution takes {InvariantText.Of(MostTaps)} taps at most, and {InvariantText.Of(SpatialWindow.MostPaddedTaps)} along the last axis", SpatialWindow.KernelArgument);
        }
        else if (Window.Spatial(input.Shape).Where((size, axis) => Output(size, axis) + Window.Extent(axis) > int.MaxValue / Math.Max(1, Window.Channels(input.Shape))).Any())
        {
            problems.Add(RuleIds.TooLarge, $"makes more of {input.Shape} from {input.Origin} than the index of an array reaches", SpatialWindow.KernelArgument);
        }
    }

    private TransposedAxis Axis(int size, int axis)
    {
        long extent = Window.Extent(axis);
        long surplus = Output(size, axis) + extent - 2 - ((size - 1L) * Window.Strides[axis]);
        long cut = Window.Padding == Padding.Same ? extent - 1 - Math.Min((surplus + 1) / 2, extent - 1) : 0;
        return new TransposedAxis(size, (int)Math.Min(int.MaxValue, Output(size, axis)), Window.KernelSize[axis], Window.Strides[axis], Window.DilationRate[axis], (int)Math.Min(int.MaxValue, cut));
    }

    private long Output(int size, int axis)
    {
        long extent = Window.Extent(axis);
        int stride = Window.Strides[axis];
        long start = (size - 1L) * stride;
        bool isSame = Window.Padding == Padding.Same;
        return OutputPadding.Count == 0
            ? isSame ? (long)size * stride : start + Math.Max(extent, stride)
            : start + (isSame ? extent % 2 : extent) + OutputPadding[axis];
    }

    private static string? NameOf(int rank) => rank is >= 1 and <= 3 ? $"Conv{rank}DTranspose" : null;

    private static LayerDefinition Define(int rank) => new(NameOf(rank)!, arguments =>
    {
        const string Argument = "OutputPadding";
        SpatialWindow window = SpatialWindow.Bind(arguments, rank);
        EquatableArray<int> padding = arguments.Integers(Argument).Count == 0 ? default : arguments.PerAxis(Argument, rank, least: 0);
        if (padding.Count > 0 && padding.Where((value, axis) => value >= window.Strides[axis]).Any())
        {
            arguments.Problems.Add(
                RuleIds.ArgumentOutOfRange,
                $"has an OutputPadding of {new TensorShape(padding)} for Strides of {new TensorShape(window.Strides)}: along each axis it must be less than the stride",
                Argument);
            padding = default;
        }

        return new ConvTransposeLayer(window, padding, arguments.Positive("filters"), arguments.Enumeration<ActivationFunction>("Activation"), arguments.Boolean("UseBias", absent: true));
    });
}
