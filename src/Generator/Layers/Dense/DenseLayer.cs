using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Layers.Activation;
using ShapeGen.Generator.Layers.GlobalPooling;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.Dense;

/// <summary>y = activation(x · kernel + bias) along the last axis.</summary>
internal sealed record DenseLayer(int Units, ActivationFunction Activation, bool UseBias, int InputFeatures) : Layer
{
    private const string Declared = "InputFeatures";

    public static LayerDefinition Definition { get; } = new("Dense", Bind);

    public override bool WorksOnLastAxis => true;

    public override bool PassesMask => true;

    public override TimeRule Time => TimeRule.EachStep;

    public override TensorShape InferShape(LayerInput input, LayerProblems problems)
    {
        TensorShape shape = input.Shape;
        TensorShape linear = shape.WithLast(Units);
        TensorShape output = ActivationLayer.OutputShape(Activation, linear, problems, "Activation");
        if (shape.Rank == 0)
        {
            problems.Add(RuleIds.RankMismatch, $"expects (…, features), receives the scalar () from {input.Origin}: insert [Flatten] before it to make it (1)", repairs: Repair.Insert("Flatten"));
        }
        else if (InputFeatures > 0 && InputFeatures != shape.Last)
        {
            ReportMismatch(input, problems);
        }
        else
        {
            Advise(input, problems);
        }

        return output;
    }

    public override EquatableArray<WeightSpec> Weights(TensorShape input)
    {
        var kernel = new WeightSpec("kernel", new TensorShape(input.Rank == 0 ? 1 : input.Last, Units));
        WeightSpec[] weights = UseBias ? [kernel, new WeightSpec("bias", new TensorShape(Units))] : [kernel];
        return weights.ToEquatableArray();
    }

    public override IEnumerable<Alternative> OwnAlternatives(TensorShape input) => input.Rank < 2 ? [] :
        [new Alternative(new TensorShape((int)Math.Min(input.ElementCount, int.MaxValue)), "with [Flatten] before it", Repair.Insert("Flatten"))];

    public override ValueId Lower(Lowering lowering)
    {
        TensorShape input = lowering.Input;
        var product = new DenseStep((int)(input.ElementCount / input.Last), input.Last, Units, lowering.Weight(0), UseBias ? lowering.Weight(1) : -1);
        return ActivationLayer.Lower(Activation, input.WithLast(Units), lowering, lowering.Add(product, lowering.Value));
    }

    private void ReportMismatch(LayerInput input, LayerProblems problems)
    {
        string message = $"is declared for {InvariantText.Of(InputFeatures)} features but receives {input.Shape} from {input.Origin}";
        Repair inferred = Repair.Set(Declared, InvariantText.Of(input.Shape.Last));
        Alternative? exchange = input.Alternatives.FirstOrDefault(a => a.Output.Last == InputFeatures);
        if (exchange is not null)
        {
            Repair[] repairs = exchange.Repair is null ? [inferred] : [exchange.Repair, inferred];
            problems.Add(RuleIds.FeatureMismatch, $"{message}; {exchange.Condition} it would receive {exchange.Output}", Declared, repairs: repairs);
        }
        else if (input.Shape.ElementCount == InputFeatures)
        {
            problems.Add(RuleIds.FeatureMismatch, $"{message}; with [Flatten] before it, it would receive ({InvariantText.Of(InputFeatures)})", Declared, repairs: [Repair.Insert("Flatten"), inferred]);
        }
        else
        {
            string swapped = input.Shape.Dimensions.Take(input.Shape.Rank - 1).Contains(InputFeatures)
                ? "; that is the size of another axis, as in channels-first data: permute it"
                : $"; declare {inferred.Text}, or fix the layers before it";
            problems.Add(RuleIds.FeatureMismatch, message + swapped, Declared, repairs: inferred);
        }
    }

    /// <summary>What is legal and seldom meant: a spatial input, or far more parameters than pooling would need.</summary>
    private void Advise(LayerInput input, LayerProblems problems)
    {
        TensorShape shape = input.Shape;
        if (shape.Rank >= 2 && input.IsBehindLastAxis)
        {
            return;
        }

        if (shape.Rank >= 2)
        {
            Repair[] pooling = GlobalPoolingLayer.AverageFor(shape.Rank) is { } average ? [Repair.Insert(average)] : [];
            string message = $"receives {shape} from {input.Origin} and works on its last axis only, making {shape.WithLast(Units)}: insert [Flatten]{(pooling.Length > 0 ? $" or [{pooling[0].Text}]" : "")} before it, unless that is meant";
            problems.Add(RuleIds.DenseOnSpatial, message, repairs: [Repair.Insert("Flatten"), .. pooling]);
            return;
        }

        if (input.Alternatives.FirstOrDefault(a => a.Repair?.Kind == RepairKind.ExchangeLayer && a.Output.Last < shape.Last) is { } smaller)
        {
            long parameters = Weights(shape).Sum(w => w.Length);
            string message = $"needs {InvariantText.Grouped(parameters)} parameters for {shape} from {input.Origin}; {smaller.Condition} it would need {InvariantText.Grouped(Weights(smaller.Output).Sum(w => w.Length))}";
            problems.Add(new LayerProblem(RuleIds.ManyParameters, null, -1, message, new EquatableArray<Repair>([smaller.Repair!])) { Magnitude = parameters });
        }
    }

    private static DenseLayer Bind(LayerArguments arguments)
    {
        int features = arguments.Integer(Declared);
        if (features < 0)
        {
            arguments.Problems.Add(RuleIds.ArgumentOutOfRange, $"needs a positive number of {Declared}, but {InvariantText.Of(features)} is declared", Declared);
        }

        return new DenseLayer(
            arguments.Positive("units"),
            arguments.Enumeration<ActivationFunction>("Activation"),
            arguments.Boolean("UseBias", absent: true),
            features);
    }
}
