using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Layers.Activation;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers;

/// <summary>A kernel's window over the spatial axes: what the convolution layers have in common.</summary>
internal sealed record SpatialWindow(EquatableArray<int> KernelSize, EquatableArray<int> Strides, EquatableArray<int> DilationRate, Padding Padding, DataFormat DataFormat)
{
    public const string KernelArgument = "kernelSize";
    private const string StridesArgument = "Strides";
    private const string DilationArgument = "DilationRate";
    private const string PaddingArgument = "Padding";
    private static readonly string[] Axes = ["steps, channels", "height, width, channels", "depth, height, width, channels"];
    private static readonly string[] AxesChannelsFirst = ["channels, steps", "channels, height, width", "channels, depth, height, width"];

    /// <summary>Taps along the last axis of a padded kernel at most.</summary>
    public const int MostPaddedTaps = ConvPart.MostPaddedTaps;

    public int Rank => KernelSize.Count;

    /// <summary>Reads the arguments that all convolutions have.</summary>
    /// <param name="arguments">The attribute's arguments.</param>
    /// <param name="rank">Spatial axes.</param>
    /// <param name="dilatesStrides">Strides and dilation may go together.</param>
    /// <param name="takesCausal">Padding may be causal.</param>
    public static SpatialWindow Bind(LayerArguments arguments, int rank, bool dilatesStrides = false, bool takesCausal = false)
    {
        var window = new SpatialWindow(
            arguments.PerAxis(KernelArgument, rank),
            arguments.PerAxis(StridesArgument, rank, absent: 1),
            arguments.PerAxis(DilationArgument, rank, absent: 1),
            arguments.Enumeration<Padding>(PaddingArgument),
            arguments.Enumeration<DataFormat>("DataFormat"));
        if (window.Padding == Padding.Causal && !takesCausal)
        {
            arguments.Problems.Add(RuleIds.ArgumentOutOfRange, "cannot be padded causally, which only Conv1D can: use Padding.Valid or Padding.Same", PaddingArgument, repairs: Repair.Set(PaddingArgument, "Padding.Same"));
            window = window with { Padding = Padding.Same };
        }

        if (!dilatesStrides && window.Strides.Max() > 1 && window.DilationRate.Max() > 1)
        {
            arguments.Problems.Add(
                RuleIds.ArgumentOutOfRange,
                $"has Strides of {new TensorShape(window.Strides)} and a DilationRate of {new TensorShape(window.DilationRate)}: only one of them may be more than 1",
                DilationArgument,
                repairs: [Repair.Set(DilationArgument, "[1]"), Repair.Set(StridesArgument, "[1]")]);
        }

        return window;
    }

    /// <summary>The spatial dimensions of an input, as many as there should be.</summary>
    public int[] Spatial(TensorShape input)
    {
        IEnumerable<int> axes = DataFormat == DataFormat.ChannelsFirst ? input.Dimensions.Skip(1) : input.Dimensions.Take(Math.Max(0, input.Rank - 1));
        return [.. axes.Concat(Enumerable.Repeat(1, Rank)).Take(Rank)];
    }

    public int Channels(TensorShape input) => input.Rank == 0 ? 1 : DataFormat == DataFormat.ChannelsFirst ? input[0] : input.Last;

    /// <summary>The shape of some channels at the window's outputs.</summary>
    public TensorShape Output(TensorShape input, int channels) => Join(Spatial(input).Select((size, axis) => Math.Max(1, Outputs(size, axis))), channels);

    /// <summary>The shape of some channels at spatial positions.</summary>
    public TensorShape Join(IEnumerable<int> spatial, int channels) =>
        new(DataFormat == DataFormat.ChannelsFirst ? [channels, .. spatial] : [.. spatial, channels]);

    /// <summary>Reports an input of another rank, and a kernel that is larger than the input.</summary>
    /// <param name="input">The input.</param>
    /// <param name="problems">Where to report.</param>
    /// <param name="nameOf">The layer's name for a number of spatial axes, or null where there is none.</param>
    /// <returns>Whether the input fits.</returns>
    public bool Check(LayerInput input, LayerProblems problems, Func<int, string?> nameOf) =>
        CheckRank(input, problems, nameOf) && CheckSize(input, problems);

    /// <summary>Reports an input of another rank.</summary>
    /// <returns>Whether the rank fits.</returns>
    public bool CheckRank(LayerInput input, LayerProblems problems, Func<int, string?> nameOf)
    {
        TensorShape shape = input.Shape;
        if (shape.Rank != Rank + 1)
        {
            string axes = (DataFormat == DataFormat.ChannelsFirst ? AxesChannelsFirst : Axes)[Rank - 1];
            string? other = nameOf(shape.Rank - 1);
            string wayOut = other is not null ? $"{other} takes this rank" : shape.Rank < 2 ? "reshape it before" : "no such layer takes this rank, so reshape first";
            (wayOut, Repair[] repairs) = DeclaredAxes.Explain(input, Rank + 1, DataFormat, wayOut, other is null ? [] : [Repair.Exchange(other)]);
            problems.Add(RuleIds.RankMismatch, $"expects ({axes}), receives {shape} from {input.Origin}: {wayOut}", repairs: repairs);
            return false;
        }

        return true;
    }

    private bool CheckSize(LayerInput input, LayerProblems problems)
    {
        TensorShape shape = input.Shape;
        int[] spatial = Spatial(shape);
        if (Padding != Padding.Valid && !problems.HasErrors)
        {
            return CheckPadding(input, spatial, problems);
        }

        if (Padding != Padding.Valid || !spatial.Where((size, axis) => Extent(axis) > size).Any() || problems.HasErrors)
        {
            return true;
        }

        string extent = DilationRate.Max() > 1 ? $", {new TensorShape([.. Enumerable.Range(0, Rank).Select(axis => (int)Math.Min(Extent(axis), int.MaxValue))])} with its dilation," : "";
        problems.Add(
            RuleIds.ArgumentOutOfRange,
            $"has a kernel of {new TensorShape(KernelSize)}{extent} that is larger than the {new TensorShape(spatial)} of {shape} from {input.Origin}: make it smaller, or pad with Padding = Padding.Same",
            KernelArgument,
            repairs: Repair.Set(PaddingArgument, "Padding.Same"));
        return false;
    }

    /// <summary>
    /// Where rows are padded, each tap of theirs may need a kernel of its own; and between a kernel's first and last tap lie no more
    /// elements than an index counts.
    /// </summary>
    private bool CheckPadding(LayerInput input, int[] spatial, LayerProblems problems)
    {
        if (KernelSize[Rank - 1] > MostPaddedTaps)
        {
            problems.Add(RuleIds.ArgumentOutOfRange, $"pads a kernel of {new TensorShape(KernelSize)}: along the last axis at most {InvariantText.Of(MostPaddedTaps)} taps can be padded", KernelArgument);
            return false;
        }

        long pitch = Channels(input.Shape);
        for (int axis = Rank - 1; axis >= 0; axis--)
        {
            if (TensorShape.SaturatingMultiply(Extent(axis), pitch) > int.MaxValue)
            {
                problems.Add(RuleIds.TooLarge, $"reaches over {InvariantText.Grouped(Extent(axis))} inputs of {input.Shape} from {input.Origin}, padding and all: too far apart for the index of an array", KernelArgument);
                return false;
            }

            pitch = TensorShape.SaturatingMultiply(pitch, spatial[axis]);
        }

        return true;
    }

    /// <summary>The axes of a convolution over an input.</summary>
    public ConvPart Part(TensorShape input)
    {
        ConvAxis[] axes = [.. Spatial(input).Select((size, axis) => new ConvAxis(size, Outputs(size, axis), KernelSize[axis], Strides[axis], DilationRate[axis], Before(size, axis)))];
        ConvAxis[] three = [.. Enumerable.Repeat(ConvAxis.One, 3 - Rank), .. axes];
        return new ConvPart(three[0], three[1], three[2]);
    }

    /// <summary>
    /// Lowers a layer that works channels last, with the channels of a channels-first model moved to the end and back. A
    /// function along rows takes the last axis, whatever that is.
    /// </summary>
    /// <param name="lowering">The layer.</param>
    /// <param name="output">The shape of its output before the activation.</param>
    /// <param name="activation">Its activation.</param>
    /// <param name="lower">Adds the steps that work channels last on a value.</param>
    /// <returns>The value of the layer's output.</returns>
    public ValueId Lower(Lowering lowering, TensorShape output, ActivationFunction activation, Func<ValueId, ValueId> lower)
    {
        bool isFirst = DataFormat == DataFormat.ChannelsFirst;
        int rank = output.Rank;
        if (!isFirst)
        {
            return ActivationLayer.Lower(activation, output, lowering, lower(lowering.Value));
        }

        ValueId value = lower(lowering.Add(new TransposeStep(lowering.Input.Dimensions, new EquatableArray<int>([.. Enumerable.Range(1, rank - 1), 0])), lowering.Value));
        if (!activation.IsAlongRow())
        {
            value = ActivationLayer.Lower(activation, output, lowering, value);
        }

        int[] last = [.. output.Dimensions.Skip(1), output[0]];
        value = lowering.Add(new TransposeStep(last.ToEquatableArray(), new EquatableArray<int>([rank - 1, .. Enumerable.Range(0, rank - 1)])), value);
        return activation.IsAlongRow() ? ActivationLayer.Lower(activation, output, lowering, value) : value;
    }

    /// <summary>Inputs from the first to the last tap.</summary>
    public long Extent(int axis) => ((KernelSize[axis] - 1L) * DilationRate[axis]) + 1;

    private int Outputs(int size, int axis) => Padding == Padding.Valid
        ? (int)Math.Max(0, ((size - Extent(axis)) / Strides[axis]) + 1)
        : ((size - 1) / Strides[axis]) + 1;

    /// <summary>Zeros before the first input: half of them, the smaller half where they are odd.</summary>
    private int Before(int size, int axis) => Padding switch
    {
        Padding.Same => (int)(Math.Max(((Outputs(size, axis) - 1L) * Strides[axis]) + Extent(axis) - size, 0) / 2),
        Padding.Causal => (int)(Extent(axis) - 1),
        _ => 0,
    };
}
