namespace ShapeGen.SelfCheck.Reference;

/// <summary>What is done with the numbers of a channel.</summary>
internal enum ReferenceChannelFunction
{
    /// <summary>x · scale + shift.</summary>
    Affine,

    /// <summary>(x − mean) / deviation.</summary>
    Center,

    /// <summary>x, or alpha · x below zero.</summary>
    Rectify,

    /// <summary>(x − mean) / √(variance + epsilon) · gamma + beta.</summary>
    Batch,
}

/// <summary>A function of each element and of numbers that belong to its place along some axes.</summary>
/// <param name="Axes">The axes, from 0 and in order; numbers are the same along the others.</param>
internal sealed record ReferencePerChannel(int[] Axes, ReferenceChannelFunction Function) : IReferenceLayer
{
    /// <summary>The places of the numbers among the weights, −1 for those left out.</summary>
    public int[] Weights { get; init; } = [];

    /// <summary>The numbers themselves, one for all or as many as the axes have elements.</summary>
    public double[][] Constants { get; init; } = [];

    public double Epsilon { get; init; }

    public ReferenceTensor Run(ReferenceTensor input, ReferenceContext context)
    {
        var output = new ReferenceTensor(input.Shape);
        double[][] numbers = Constants.Length > 0 ? Constants : [.. Weights.Select(w => w < 0 ? [double.NaN] : context.Weights[w])];
        for (int i = 0; i < input.Length; i++)
        {
            int channel = Channel(input.Shape, i);
            (double y, double magnitude, double slope) = Of(input.Values[i], [.. numbers.Select(n => n[n.Length == 1 ? 0 : channel])]);
            double error = input.Bounds[i] + Math.Abs(input.Tails[i]);
            output.Values[i] = y;
            output.Bounds[i] = double.IsFinite(y) ? (context.Rounding.Gamma(4) * (magnitude + (slope * error))) + (slope * error) + (2 * context.Rounding.Smallest * Math.Max(1, slope)) : 0;
        }

        return output;
    }

    /// <summary>The result, the sum of the sizes of what it is made of, and its slope. A number that is left out is NaN here.</summary>
    private (double Y, double Magnitude, double Slope) Of(double x, double[] numbers)
    {
        switch (Function)
        {
            case ReferenceChannelFunction.Rectify:
                return x < 0 ? (numbers[0] * x, Math.Abs(numbers[0] * x), Math.Max(1, Math.Abs(numbers[0]))) : (x, 0, Math.Max(1, Math.Abs(numbers[0])));
            case ReferenceChannelFunction.Center:
                return ((x - numbers[0]) / numbers[1], (Math.Abs(x - numbers[0]) + Math.Abs(numbers[0])) / numbers[1], 1 / numbers[1]);
            case ReferenceChannelFunction.Affine:
                return Affine(x, Left(numbers[0], 1), numbers.Length > 1 ? Left(numbers[1], 0) : 0);
            default:
                double scale = Left(numbers[0], 1) / Math.Sqrt(numbers[3] + Epsilon);
                double shift = Left(numbers[1], 0) - (numbers[2] * scale);
                return Affine(x, scale, shift);
        }
    }

    private static (double Y, double Magnitude, double Slope) Affine(double x, double scale, double shift) =>
        ((x * scale) + shift, Math.Abs(x * scale) + Math.Abs(shift), Math.Abs(scale));

    private static double Left(double number, double absent) => double.IsNaN(number) ? absent : number;

    private int Channel(int[] shape, int element)
    {
        int channel = 0;
        int stride = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            int index = element % shape[axis];
            element /= shape[axis];
            if (Axes.Contains(axis))
            {
                channel += index * stride;
                stride *= shape[axis];
            }
        }

        return channel;
    }
}
