using ShapeGen.Generator.Core;
using ShapeGen.Generator.Layers.Activation;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.DepthwiseConv;

/// <summary>Each channel convolved with kernels of its own, as many as the depth multiplier says, over 1 or 2 spatial axes.</summary>
internal sealed record DepthwiseConvLayer(SpatialWindow Window, int DepthMultiplier, ActivationFunction Activation, bool UseBias) : Layer
{
    private const int MostTaps = 32;

    public static IEnumerable<LayerDefinition> Definitions { get; } = from rank in new[] { 1, 2 } select Define(rank);

    public override bool KeepsAxes => true;

    public override bool JoinsPositions => true;

    public override DataFormat? FormatOf(TensorShape input) => Window.DataFormat;

    public override TensorShape InferShape(LayerInput input, LayerProblems problems)
    {
        Window.Check(input, problems, NameOf);
        return ActivationLayer.OutputShape(Activation, Linear(input.Shape), problems, "Activation");
    }

    public override EquatableArray<WeightSpec> Weights(TensorShape input)
    {
        int channels = Window.Channels(input);
        var kernel = new WeightSpec("kernel", new TensorShape([.. Window.KernelSize, channels, DepthMultiplier])) { IsDepthwise = true };
        WeightSpec[] weights = UseBias ? [kernel, new WeightSpec("bias", new TensorShape(Linear(input)[Window.DataFormat == DataFormat.ChannelsFirst ? 0 : Window.Rank]))] : [kernel];
        return weights.ToEquatableArray();
    }

    public override ValueId Lower(Lowering lowering) => Window.Lower(lowering, Linear(lowering.Input), Activation, input =>
        LowerDepthwise(lowering, input, Window, DepthMultiplier, lowering.Weight(0), UseBias ? lowering.Weight(1) : -1));

    /// <summary>
    /// Adds the step of a depthwise convolution, channels last: several kernels a channel are groups of one channel, and so are
    /// kernels too long to be written out.
    /// </summary>
    public static ValueId LowerDepthwise(Lowering lowering, ValueId input, SpatialWindow window, int multiplier, int kernel, int bias)
    {
        ConvPart part = window.Part(lowering.Input).Simplify();
        int channels = window.Channels(lowering.Input);
        Step step = multiplier == 1 && part.Column.Taps <= MostTaps
            ? new DepthwiseStep(part, channels, kernel, bias)
            : new ConvStep(part, channels, channels * multiplier, channels, kernel, bias);
        return lowering.Add(step, input);
    }

    private TensorShape Linear(TensorShape input) =>
        Window.Output(input, (int)Math.Min(TensorShape.SaturatingMultiply(Window.Channels(input), DepthMultiplier), int.MaxValue));

    private static string? NameOf(int rank) => rank is 1 or 2 ? $"DepthwiseConv{rank}D" : null;

    private static LayerDefinition Define(int rank) => new(NameOf(rank)!, arguments => new DepthwiseConvLayer(
        SpatialWindow.Bind(arguments, rank, dilatesStrides: true),
        arguments.PositiveOr("DepthMultiplier", 1),
        arguments.Enumeration<ActivationFunction>("Activation"),
        arguments.Boolean("UseBias", absent: true)));
}
