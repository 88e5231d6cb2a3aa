using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Layers.Activation;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.Rectifier;

/// <summary>ReLU, LeakyReLU and ELU: a function of each element, with numbers of its own.</summary>
/// <param name="Function">The function.</param>
/// <param name="Constants">Its numbers.</param>
internal sealed record RectifierLayer(ActivationFunction Function, EquatableArray<double> Constants) : Layer
{
    private const string Slope = "NegativeSlope";

    public static IEnumerable<LayerDefinition> Definitions { get; } =
    [
        new("ReLU", arguments => new RectifierLayer(ActivationFunction.Relu, Numbers(arguments.Finite(Slope, 0, 0), arguments.Finite("Threshold", 0, 0), Maximum(arguments)))),
        new("LeakyReLU", arguments => new RectifierLayer(ActivationFunction.LeakyRelu, Numbers(arguments.Finite(Slope, 0.3, 0)))),
        new("ELU", arguments => new RectifierLayer(ActivationFunction.Elu, Numbers(arguments.Finite("Alpha", 1)))),
        PReLULayer.Definition,
    ];

    public override bool PassesMask => true;

    public override TimeRule Time => TimeRule.EachStep;

    public override bool KeepsAxes => true;

    public override bool KeepsElements => true;

    public override TensorShape InferShape(LayerInput input, LayerProblems problems) => input.Shape;

    public override ValueId Lower(Lowering lowering) => ActivationLayer.Lower(Function, Constants, lowering);

    /// <summary>The largest output, which may be infinite.</summary>
    private static double Maximum(LayerArguments arguments)
    {
        const string Name = "MaxValue";
        double value = arguments.Number(Name, double.PositiveInfinity);
        if (value >= 0)
        {
            return value;
        }

        arguments.Problems.Add(RuleIds.ArgumentOutOfRange, $"needs a number of at least 0 as {Name}, but {InvariantText.Of(value)} is declared", Name);
        return double.PositiveInfinity;
    }

    private static EquatableArray<double> Numbers(params double[] numbers) => numbers.ToEquatableArray();
}
