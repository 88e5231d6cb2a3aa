using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Layers.Activation;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Layers.Dense;

/// <summary>y = activation(x · kernel + bias) along the last axis.</summary>
internal sealed record DenseLayer(int Units, ActivationFunction Activation, bool UseBias, int InputFeatures) : Layer
{
    private const string Declared = "InputFeatures";

    public static LayerDefinition Definition { get; } = new("Dense", Bind);

    public override bool PassesMask => true;

    public override TensorShape InferShape(LayerInput input, LayerProblems problems)
    {
        TensorShape shape = input.Shape;
        TensorShape linear = shape.Rank == 0 ? new TensorShape(Units) : shape.WithLast(Units);
        TensorShape output = ActivationLayer.OutputShape(Activation, linear, problems, "Activation");
        if (shape.Rank == 0)
        {
            problems.Add(RuleIds.RankMismatch, $"expects (…, features), receives the scalar () from {input.Origin}: insert [Flatten] before it to make it (1)");
        }
        else if (InputFeatures > 0 && InputFeatures != shape.Last)
        {
            problems.Add(RuleIds.FeatureMismatch, $"is declared for {LayerArguments.Text(InputFeatures)} features but receives {shape} from {input.Origin}{Hint(input)}", Declared);
        }

        return output;
    }

    public override EquatableArray<WeightSpec> Weights(TensorShape input)
    {
        var kernel = new WeightSpec("kernel", new TensorShape(input.Rank == 0 ? 1 : input.Last, Units));
        WeightSpec[] weights = UseBias ? [kernel, new WeightSpec("bias", new TensorShape(Units))] : [kernel];
        return weights.ToEquatableArray();
    }

    public override void Lower(Lowering lowering)
    {
        TensorShape input = lowering.Input;
        lowering.Add(new DenseStep((int)(input.ElementCount / input.Last), input.Last, Units, lowering.Weight(0), UseBias ? lowering.Weight(1) : -1));
        ActivationLayer.Lower(Activation, input.WithLast(Units), lowering);
    }

    private string Hint(LayerInput input)
    {
        Alternative? exchange = input.Alternatives.FirstOrDefault(a => a.Output.Rank > 0 && a.Output.Last == InputFeatures);
        if (exchange is not null)
        {
            return $"; with {exchange.LayerName} in its place it would receive {exchange.Output}";
        }

        return input.Shape.ElementCount == InputFeatures
            ? $"; with [Flatten] before it, it would receive ({LayerArguments.Text(InputFeatures)})"
            : $"; declare {LayerArguments.Text(input.Shape.Last)}, or mend the layers before it";
    }

    private static DenseLayer Bind(LayerArguments arguments)
    {
        int features = arguments.Integer(Declared);
        if (features < 0)
        {
            arguments.Problems.Add(RuleIds.ArgumentOutOfRange, $"needs a positive number of {Declared}, but {LayerArguments.Text(features)} is declared", Declared);
        }

        return new DenseLayer(
            arguments.Positive("units"),
            arguments.Enumeration<ActivationFunction>("Activation"),
            arguments.Boolean("UseBias", absent: true),
            features);
    }
}
