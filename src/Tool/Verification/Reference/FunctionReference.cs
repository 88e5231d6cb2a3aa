using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Verification.Reference;

/// <summary>Activation functions, alone and as layers.</summary>
internal sealed class FunctionReference : ReferenceLayer
{
    private const double SeluAlpha = 1.6732632423543772;
    private const double SeluScale = 1.0507009873554805;

    public override IReadOnlyList<string> Kinds { get; } = ["Activation", "ReLU", "LeakyReLU", "PReLU", "ELU", "Softmax"];

    public override bool CoversMask(Node node) => node.Kind != "Softmax";

    public override Tensor Run(Node node, IReadOnlyList<Tensor> inputs)
    {
        Tensor input = inputs[0];
        switch (node.Kind)
        {
            case "Activation" when node.Options.Count > 0:
                double slope = node.Option("Slope", double.NaN);
                double offset = node.Option("Offset", 0.5);
                double alpha = node.Option("Alpha", 1.0);
                return (Activation)node.Arguments[0] switch
                {
                    Activation.LeakyRelu => Map(input, x => x < 0 ? slope * x : x),
                    Activation.HardSigmoid => Map(input, x => Math.Clamp((x * (double.IsNaN(slope) ? 1 / 6.0 : slope)) + offset, 0, 1)),
                    Activation.HardTanh => Map(input, x => Math.Clamp(x, node.Option("Lower", -1.0), node.Option("Upper", 1.0))),
                    Activation.Elu => Map(input, x => x < 0 ? alpha * (Math.Exp(x) - 1) : x),
                    Activation.Celu => Map(input, x => x < 0 ? alpha * (Math.Exp(x / alpha) - 1) : x),
                    var other => throw new NotSupportedException($"{other} with numbers of its own"),
                };
            case "Activation":
                return Apply((Activation)node.Arguments[0], input);
            case "ReLU":
                double threshold = node.Option("Threshold", 0.0);
                double negative = node.Option("NegativeSlope", 0.0);
                double maximum = node.Option("MaxValue", double.PositiveInfinity);
                return Map(input, x => Math.Min(x >= threshold ? x : negative * (x - threshold), maximum));
            case "LeakyReLU":
                double leak = node.Option("NegativeSlope", 0.3);
                return Map(input, x => x < 0 ? leak * x : x);
            case "ELU":
                double factor = node.Option("Alpha", 1.0);
                return Map(input, x => x < 0 ? factor * (Math.Exp(x) - 1) : x);
            case "Softmax":
                return NormalizationReference.AlongAxes(input, Axes(node.Option<int[]>("Axis", [-1]), input.Rank), row => Softmax(row, isLog: false));
            default:
                int[] shared = [.. node.Option<int[]>("SharedAxes", []).Select(axis => axis - 1)];
                int[] shape = [.. input.Shape.Select((dimension, axis) => shared.Contains(axis) ? 1 : dimension)];
                return MergeReference.Combine(input, new Tensor(shape, Weight(node, 0)), (x, a) => x < 0 ? a * x : x);
        }
    }

    public static Tensor Map(Tensor input, Func<double, double> function) => new(input.Shape, Array.ConvertAll(input.Values, x => function(x)));

    public static Tensor Apply(Activation activation, Tensor input) => activation switch
    {
        Activation.Linear => input,
        Activation.Softmax => Rows(input, row => Softmax(row, isLog: false)),
        Activation.LogSoftmax => Rows(input, row => Softmax(row, isLog: true)),
        Activation.Sparsemax => Rows(input, Sparsemax),
        Activation.Glu => Gated(input),
        _ => Map(input, ElementWise(activation)),
    };

    private static Func<double, double> ElementWise(Activation activation) => activation switch
    {
        Activation.Relu => x => Math.Max(x, 0),
        Activation.Relu6 => x => Math.Clamp(x, 0, 6),
        Activation.LeakyRelu => x => x < 0 ? 0.2 * x : x,
        Activation.Elu or Activation.Celu => x => x < 0 ? Math.Exp(x) - 1 : x,
        Activation.Selu => x => SeluScale * (x < 0 ? SeluAlpha * (Math.Exp(x) - 1) : x),
        Activation.Gelu => x => 0.5 * x * (1 + Erf(x / Math.Sqrt(2))),
        Activation.GeluApproximate => x => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))),
        Activation.Silu => x => x * Sigmoid(x),
        Activation.Mish => x => x * Math.Tanh(Softplus(x)),
        Activation.Sigmoid => Sigmoid,
        Activation.HardSigmoid => x => Math.Clamp((x / 6) + 0.5, 0, 1),
        Activation.HardSilu => x => x * Math.Clamp((x / 6) + 0.5, 0, 1),
        Activation.HardTanh => x => Math.Clamp(x, -1, 1),
        Activation.Tanh => Math.Tanh,
        Activation.TanhShrink => x => x - Math.Tanh(x),
        Activation.SoftShrink => x => x > 0.5 ? x - 0.5 : x < -0.5 ? x + 0.5 : 0,
        Activation.HardShrink => x => Math.Abs(x) > 0.5 ? x : 0,
        Activation.Softplus => Softplus,
        Activation.Softsign => x => x / (1 + Math.Abs(x)),
        Activation.Squareplus => x => (x + Math.Sqrt((x * x) + 4)) / 2,
        Activation.SparsePlus => x => x <= -1 ? 0 : x >= 1 ? x : (x + 1) * (x + 1) / 4,
        Activation.SparseSigmoid => x => Math.Clamp((x + 1) / 2, 0, 1),
        Activation.Exponential => Math.Exp,
        Activation.LogSigmoid => x => -Softplus(-x),
        _ => throw new NotSupportedException($"{activation} has no reference."),
    };

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    /// <summary>The series of erf where it converges fast, the continued fraction of erfc elsewhere.</summary>
    private static double Erf(double x)
    {
        double size = Math.Abs(x);
        double result;
        if (size < 2.5)
        {
            double term = size;
            result = size;
            for (int n = 1; n < 100 && Math.Abs(term) > 1e-18; n++)
            {
                term *= -size * size / n;
                result += term / ((2 * n) + 1);
            }

            result *= 2 / Math.Sqrt(Math.PI);
        }
        else
        {
            double fraction = 0;
            for (int n = 60; n > 0; n--)
            {
                fraction = n / 2.0 / (size + fraction);
            }

            result = 1 - (Math.Exp(-size * size) / Math.Sqrt(Math.PI) / (size + fraction));
        }

        return Math.Sign(x) * result;
    }

    private static double[] Softmax(double[] row, bool isLog)
    {
        double maximum = row.Max();
        double sum = row.Sum(x => Math.Exp(x - maximum));
        return Array.ConvertAll(row, x => isLog ? x - maximum - Math.Log(sum) : Math.Exp(x - maximum) / sum);
    }

    private static double[] Sparsemax(double[] row)
    {
        double sum = 0;
        double threshold = 0;
        int count = 0;
        foreach (double value in row.OrderDescending())
        {
            sum += value;
            count++;
            if (1 + (count * value) > sum)
            {
                threshold = (sum - 1) / count;
            }
        }

        return Array.ConvertAll(row, x => Math.Max(x - threshold, 0));
    }

    private static Tensor Gated(Tensor input)
    {
        int half = input.Shape[^1] / 2;
        var output = new Tensor([.. input.Shape[..^1], half]);
        for (int i = 0; i < output.Length; i++)
        {
            int start = i / half * 2 * half;
            output.Values[i] = input.Values[start + (i % half)] * Sigmoid(input.Values[start + half + (i % half)]);
        }

        return output;
    }

    private static Tensor Rows(Tensor input, Func<double[], double[]> function) => NormalizationReference.AlongAxes(input, [input.Rank - 1], function);
}
