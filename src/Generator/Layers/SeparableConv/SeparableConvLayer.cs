using ShapeGen.Generator.Core;
using ShapeGen.Generator.Layers.Activation;
using ShapeGen.Generator.Layers.DepthwiseConv;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.SeparableConv;

/// <summary>A depthwise convolution and a 1x1 convolution of its channels, with a bias at the end, over 1 or 2 spatial axes.</summary>
internal sealed record SeparableConvLayer(SpatialWindow Window, int Filters, int DepthMultiplier, ActivationFunction Activation, bool UseBias) : Layer
{
    public static IEnumerable<LayerDefinition> Definitions { get; } = from rank in new[] { 1, 2 } select Define(rank);

    public override bool KeepsAxes => true;

    public override bool JoinsPositions => true;

    public override DataFormat? FormatOf(TensorShape input) => Window.DataFormat;

    public override TensorShape InferShape(LayerInput input, LayerProblems problems)
    {
        Window.Check(input, problems, NameOf);
        return ActivationLayer.OutputShape(Activation, Window.Output(input.Shape, Filters), problems, "Activation");
    }

    public override EquatableArray<WeightSpec> Weights(TensorShape input)
    {
        int channels = Window.Channels(input);
        int depth = Depth(channels);
        var depthwise = new WeightSpec("depthwise_kernel", new TensorShape([.. Window.KernelSize, channels, DepthMultiplier]));
        var pointwise = new WeightSpec("pointwise_kernel", new TensorShape([.. Enumerable.Repeat(1, Window.Rank), depth, Filters]));
        WeightSpec[] weights = UseBias ? [depthwise, pointwise, new WeightSpec("bias", new TensorShape(Filters))] : [depthwise, pointwise];
        return weights.ToEquatableArray();
    }

    public override ValueId Lower(Lowering lowering)
    {
        TensorShape output = Window.Output(lowering.Input, Filters);
        return Window.Lower(lowering, output, Activation, input =>
        {
            ValueId depthwise = DepthwiseConvLayer.LowerDepthwise(lowering, input, Window, DepthMultiplier, lowering.Weight(0), -1);
            int positions = (int)(output.ElementCount / Filters);
            var part = new ConvPart(ConvAxis.One, ConvAxis.One, new ConvAxis(positions, positions, 1));
            return lowering.Add(new ConvStep(part, Depth(Window.Channels(lowering.Input)), Filters, 1, lowering.Weight(1), UseBias ? lowering.Weight(2) : -1), depthwise);
        });
    }

    private int Depth(int channels) => (int)Math.Min(TensorShape.SaturatingMultiply(channels, DepthMultiplier), int.MaxValue);

    private static string? NameOf(int rank) => rank is 1 or 2 ? $"SeparableConv{rank}D" : null;

    private static LayerDefinition Define(int rank) => new(NameOf(rank)!, arguments => new SeparableConvLayer(
        SpatialWindow.Bind(arguments, rank, dilatesStrides: true),
        arguments.Positive("filters"),
        arguments.PositiveOr("DepthMultiplier", 1),
        arguments.Enumeration<ActivationFunction>("Activation"),
        arguments.Boolean("UseBias", absent: true)));
}
