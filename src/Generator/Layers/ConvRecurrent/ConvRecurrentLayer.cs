using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Steps.Recurrent;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.ConvRecurrent;

/// <summary>Long short-term memory whose products are convolutions over 1, 2 or 3 spatial axes: (time, …, channels) → (…, filters), or one for each time step.</summary>
internal sealed record ConvRecurrentLayer(SpatialWindow Window, int Filters, LstmCell Cell, bool UseBias, bool ReturnSequences, bool GoBackwards) : Layer
{
    private const string ReturnsAll = "ReturnSequences";
    private static readonly string[] Axes = ["time, steps, channels", "time, height, width, channels", "time, depth, height, width, channels"];
    private static readonly string[] AxesChannelsFirst = ["time, channels, steps", "time, channels, height, width", "time, channels, depth, height, width"];

    public static IEnumerable<LayerDefinition> Definitions { get; } = from rank in new[] { 1, 2, 3 } select Define(rank);

    public override bool JoinsPositions => true;

    /// <summary>The outputs are turned round: those of the other direction then stand beside them in time.</summary>
    public bool ReversesOutput { get; init; }

    public override Layer? InReverse() => this with { GoBackwards = !GoBackwards, ReversesOutput = !ReversesOutput };

    /// <summary>The recurrent convolution: over the outputs, which it keeps the grid of.</summary>
    private SpatialWindow Recurrent => Window with { Strides = Ones, DilationRate = Ones, Padding = Padding.Same, DataFormat = DataFormat.ChannelsLast };

    private EquatableArray<int> Ones => Enumerable.Repeat(1, Window.Rank).ToEquatableArray();

    /// <summary>Keras compares such a mask with the axes of an image, which is an error for most sizes of a batch.</summary>
    public override string? FindMaskFault(IReadOnlyList<int> masks) => masks[0] < 0 ? null
        : "goes through all time steps, and takes no mask: set MaskZero = false, and give it sequences without padding";

    public override TensorShape InferShape(LayerInput input, LayerProblems problems)
    {
        TensorShape shape = input.Shape;
        if (shape.Rank != Window.Rank + 2)
        {
            ReportRank(input, problems);
            return Output(shape.Rank == 0 ? 1 : shape[0], new TensorShape([.. Enumerable.Repeat(1, Window.Rank + 1)]));
        }

        TensorShape frame = DeclaredAxes.WithoutFirst(shape);
        Window.Check(input with { Shape = frame, Origin = $"the time steps of {shape} from {input.Origin}" }, problems, _ => null);
        if (Window.KernelSize[Window.Rank - 1] > SpatialWindow.MostPaddedTaps && !problems.HasErrors)
        {
            problems.Add(RuleIds.ArgumentOutOfRange, $"pads a kernel of {new TensorShape(Window.KernelSize)} for its state: along the last axis at most {InvariantText.Of(SpatialWindow.MostPaddedTaps)} taps can be padded", SpatialWindow.KernelArgument);
        }

        long positions = Window.Spatial(Window.Output(frame, 1)).Aggregate(1L, (product, size) => TensorShape.SaturatingMultiply(product, size));
        RecurrentFunctions.CheckSize(positions, Cell.Gates, Filters, input, problems);
        return Output(shape[0], frame);
    }

    public override EquatableArray<WeightSpec> Weights(TensorShape input)
    {
        int channels = input.Rank == 0 ? 1 : Math.Max(1, Window.Channels(DeclaredAxes.WithoutFirst(input)));
        int width = Cell.Gates * Filters;
        WeightSpec[] kernels =
        [
            new("kernel", new TensorShape([.. Window.KernelSize, channels, width])),
            new("recurrent_kernel", new TensorShape([.. Window.KernelSize, Filters, width])),
        ];
        return (UseBias ? [.. kernels, new WeightSpec("bias", new TensorShape(width))] : kernels).ToEquatableArray();
    }

    public override IEnumerable<Alternative> Alternatives(TensorShape input) => ReturnSequences || input.Rank != Window.Rank + 2 ? [] :
        [new Alternative((this with { ReturnSequences = true }).Output(input[0], DeclaredAxes.WithoutFirst(input)), $"with {ReturnsAll} = true there", Repair.Set(ReturnsAll, "true") with { IsOfOrigin = true })];

    public override ValueId Lower(Lowering lowering)
    {
        TensorShape input = lowering.Input;
        TensorShape frame = DeclaredAxes.WithoutFirst(input);
        int block = lowering.Element.BlockLanes();
        int channels = Window.Channels(frame);
        int taps = Window.KernelSize.Aggregate(1, (product, size) => product * size);
        var columns = new GateColumns(taps * channels, Cell.Gates, Filters, block);
        ConvPart part = Window.Part(frame).Simplify();
        SpatialWindow last = Window with { DataFormat = DataFormat.ChannelsLast };
        TensorShape grid = last.Join(Window.Spatial(Window.Output(frame, Filters)), Filters);
        var step = new ConvRecurrentStep(
            input[0],
            Filters,
            Cell,
            new ConvStep(part, channels, columns.Width, 1, lowering.Weight(0), UseBias ? lowering.Weight(2) : -1) { Columns = columns },
            new ConvStep(Recurrent.Part(grid).Simplify(), Filters, columns.Width, 1, lowering.Weight(1), -1) { Columns = columns with { Rows = taps * Filters }, Accumulates = true },
            block)
        {
            ReturnsSequence = ReturnSequences,
            IsBackward = GoBackwards,
            ReversesOutput = ReversesOutput,
        };
        if (Window.DataFormat == DataFormat.ChannelsLast)
        {
            return lowering.Add(step, lowering.Value);
        }

        ValueId value = lowering.Add(new TransposeStep(input.Dimensions, Moved(input.Rank, 1, input.Rank - 1)), lowering.Value);
        value = lowering.Add(step, value);
        int first = ReturnSequences ? 1 : 0;
        int[] output = [.. Enumerable.Repeat(input[0], first), .. grid.Dimensions];
        return lowering.Add(new TransposeStep(output.ToEquatableArray(), Moved(output.Length, output.Length - 1, first)), value);
    }

    /// <summary>The axes with one of them at another place.</summary>
    private static EquatableArray<int> Moved(int rank, int axis, int place)
    {
        List<int> axes = [.. Enumerable.Range(0, rank).Where(other => other != axis)];
        axes.Insert(place, axis);
        return axes.ToEquatableArray();
    }

    private TensorShape Output(int steps, TensorShape frame)
    {
        TensorShape output = Window.Output(frame, Filters);
        return ReturnSequences ? new TensorShape([steps, .. output.Dimensions]) : output;
    }

    private void ReportRank(LayerInput input, LayerProblems problems)
    {
        TensorShape shape = input.Shape;
        string axes = (Window.DataFormat == DataFormat.ChannelsFirst ? AxesChannelsFirst : Axes)[Window.Rank - 1];
        string start = $"expects ({axes}), receives {shape} from {input.Origin}";
        if (input.Alternatives.FirstOrDefault(a => a.Output.Rank == Window.Rank + 2) is { Repair.IsOfOrigin: true } other)
        {
            problems.Add(RuleIds.RankMismatch, $"{start}: {other.Condition} it receives {other.Output}", repairs: other.Repair);
            return;
        }

        string? fitting = NameOf(shape.Rank - 2);
        string wayOut = shape.Rank == Window.Rank + 1 ? $"the time axis is missing; Conv{InvariantText.Of(Window.Rank)}D takes single frames{(fitting is null ? "" : $", and {fitting} sequences of this rank")}"
            : fitting is not null ? $"{fitting} takes this rank"
            : "no such layer takes this rank, so reshape first";
        (wayOut, Repair[] repairs) = DeclaredAxes.ExplainBatch(input, Window.Rank + 2, Window.DataFormat, wayOut, fitting is null ? [] : [Repair.Exchange(fitting)]);
        problems.Add(RuleIds.RankMismatch, $"{start}: {wayOut}", repairs: repairs);
    }

    private static string? NameOf(int rank) => rank is >= 1 and <= 3 ? $"ConvLSTM{rank}D" : null;

    private static LayerDefinition Define(int rank) => new(NameOf(rank)!, arguments =>
    {
        int filters = arguments.Positive("filters");
        var window = SpatialWindow.Bind(arguments, rank);
        var cell = new LstmCell(RecurrentFunctions.Read(arguments, RecurrentFunctions.Values), RecurrentFunctions.Read(arguments, RecurrentFunctions.Gates));

        // It chooses the bias that training starts with.
        _ = arguments.Boolean("UnitForgetBias", absent: true);
        return new ConvRecurrentLayer(window, filters, cell, arguments.Boolean("UseBias", absent: true), arguments.Boolean(ReturnsAll, absent: false), arguments.Boolean("GoBackwards", absent: false));
    });
}
