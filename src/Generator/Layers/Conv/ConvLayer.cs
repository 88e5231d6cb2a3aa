using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Layers.Activation;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.Conv;

/// <summary>y = activation(kernel over each window of x + bias), over 1, 2 or 3 spatial axes.</summary>
internal sealed record ConvLayer(SpatialWindow Window, int Filters, int Groups, ActivationFunction Activation, bool UseBias, ConvAlgorithm Algorithm) : Layer
{
    private const string AlgorithmArgument = "Algorithm";

    public static IEnumerable<LayerDefinition> Definitions { get; } = from rank in new[] { 1, 2, 3 } select Define(rank);

    public override bool KeepsAxes => true;

    public override TimeRule Time => Window is { Rank: 1, Padding: Padding.Causal, DataFormat: DataFormat.ChannelsLast } && Window.Strides[0] == 1 ? TimeRule.KeepsState : TimeRule.WholeSequence;

    public override bool JoinsPositions => true;

    public override DataFormat? FormatOf(TensorShape input) => Window.DataFormat;

    public override TensorShape InferShape(LayerInput input, LayerProblems problems)
    {
        TensorShape output = Window.Output(input.Shape, Filters);
        if (Window.Check(input, problems, NameOf) && Window.Channels(input.Shape) % Groups != 0)
        {
            problems.Add(RuleIds.ArgumentOutOfRange, $"cannot part the {InvariantText.Of(Window.Channels(input.Shape))} channels of {input.Shape} from {input.Origin} into {InvariantText.Of(Groups)} equal groups", "Groups");
        }

        if (Algorithm == ConvAlgorithm.Winograd && !problems.HasErrors)
        {
            CheckWinograd(input, output, problems);
        }

        return ActivationLayer.OutputShape(Activation, output, problems, "Activation");
    }

    public override EquatableArray<WeightSpec> Weights(TensorShape input)
    {
        int channels = Math.Max(1, Window.Channels(input) / Groups);
        var kernel = new WeightSpec("kernel", new TensorShape([.. Window.KernelSize, channels, Filters]));
        WeightSpec[] weights = UseBias ? [kernel, new WeightSpec("bias", new TensorShape(Filters))] : [kernel];
        return weights.ToEquatableArray();
    }

    public override ValueId Lower(Lowering lowering) => lowering.Sequence > 0 ? LowerStep(lowering) :
        Window.Lower(lowering, Window.Output(lowering.Input, Filters), Activation, input =>
        {
            int channels = Window.Channels(lowering.Input);
            ConvPart part = Window.Part(lowering.Input).Simplify();
            int bias = UseBias ? lowering.Weight(1) : -1;
            Step step = Algorithm == ConvAlgorithm.Winograd ? WinogradStep.Create(part, channels, Filters, lowering.Weight(0), bias, lowering.Element)
                : Groups == 1 && part.Axes.All(a => a.IsWhole)
                ? new DenseStep(1, part.Taps * channels, Filters, lowering.Weight(0), bias)
                : new ConvStep(part, channels, Filters, Groups, lowering.Weight(0), bias);
            return lowering.Add(step, input);
        });

    /// <summary>The one window that ends with a time step, over the steps before it that are kept.</summary>
    private ValueId LowerStep(Lowering lowering)
    {
        int rows = (int)Window.Extent(0);
        int channels = lowering.Input.Last;
        ValueId window = lowering.Add(new HistoryStep(rows, channels), lowering.Value);
        var part = new ConvPart(ConvAxis.One, ConvAxis.One, new ConvAxis(rows, 1, Window.KernelSize[0], 1, Window.DilationRate[0]));
        var step = new ConvStep(part, channels, Filters, Groups, lowering.Weight(0), UseBias ? lowering.Weight(1) : -1) { PanelOutputs = lowering.Sequence };
        return ActivationLayer.Lower(Activation, lowering.Output.WithLast(Filters), lowering, lowering.Add(step, window));
    }

    /// <summary>Reads the algorithm; reports Winograd's where the other arguments exclude it.</summary>
    private static ConvAlgorithm BindAlgorithm(LayerArguments arguments, SpatialWindow window, int groups)
    {
        ConvAlgorithm algorithm = arguments.Enumeration<ConvAlgorithm>(AlgorithmArgument);
        string? other = algorithm != ConvAlgorithm.Winograd || arguments.Problems.HasErrors ? null
            : window.KernelSize.Any(size => size != 3) ? $"its kernel is {new TensorShape(window.KernelSize)}"
            : window.Strides.Max() > 1 ? $"its Strides are {new TensorShape(window.Strides)}"
            : window.DilationRate.Max() > 1 ? $"its DilationRate is {new TensorShape(window.DilationRate)}"
            : groups > 1 ? $"it has {InvariantText.Of(groups)} Groups"
            : null;
        if (other is null)
        {
            return algorithm;
        }

        ReportWinograd(arguments.Problems, $"which computes kernels of (3, 3) without strides, dilation and groups, but {other}: leave Algorithm out");
        return ConvAlgorithm.Direct;
    }

    private void CheckWinograd(LayerInput input, TensorShape output, LayerProblems problems)
    {
        int[] outputs = Window.Spatial(output);
        if (outputs.Min() < WinogradGrid.Outputs)
        {
            ReportWinograd(problems, $"which computes tiles of (2, 2) outputs, but the output of {input.Shape} from {input.Origin} is {new TensorShape(outputs)}: leave Algorithm out");
        }
        else if (input.Element == ElementType.Half)
        {
            ReportWinograd(problems, "whose transformed weights lose digits as Half: leave Algorithm out, or compute with float");
        }
    }

    private static void ReportWinograd(LayerProblems problems, string message) =>
        problems.Add(RuleIds.ArgumentOutOfRange, $"cannot use ConvAlgorithm.Winograd, {message}", AlgorithmArgument);

    private static string? NameOf(int rank) => rank is >= 1 and <= 3 ? $"Conv{rank}D" : null;

    private static LayerDefinition Define(int rank) => new(NameOf(rank)!, arguments =>
    {
        int filters = arguments.Positive("filters");
        int groups = arguments.Integer("Groups", absent: 1);
        if (groups < 1 || filters % groups != 0)
        {
            arguments.Problems.Add(
                RuleIds.ArgumentOutOfRange,
                groups < 1 ? $"needs a positive number of Groups, but {InvariantText.Of(groups)} is declared" : $"cannot part {InvariantText.Of(filters)} filters into {InvariantText.Of(groups)} equal groups",
                "Groups");
            groups = 1;
        }

        var window = SpatialWindow.Bind(arguments, rank, takesCausal: rank == 1);
        return new ConvLayer(
            window,
            filters,
            groups,
            arguments.Enumeration<ActivationFunction>("Activation"),
            arguments.Boolean("UseBias", absent: true),
            rank == 2 ? BindAlgorithm(arguments, window, groups) : ConvAlgorithm.Direct);
    });
}
