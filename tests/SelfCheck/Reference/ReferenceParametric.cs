namespace ShapeGen.SelfCheck.Reference;

/// <summary>A function of each element with numbers of its own.</summary>
/// <param name="Text">What it is, for messages.</param>
/// <param name="Function">The function.</param>
/// <param name="Slope">The largest slope, which carries errors of x on.</param>
/// <param name="Units">What the computed value may be off by, in units of its last place.</param>
/// <param name="Scale">What a rounding error is relative to beside the result: the largest intermediate value.</param>
internal sealed record ReferenceParametric(string Text, Func<double, double> Function, double Slope, double Units, Func<double, double> Scale) : IReferenceLayer
{
    public ReferenceTensor Run(ReferenceTensor input, ReferenceContext context)
    {
        var output = new ReferenceTensor(input.Shape);
        for (int i = 0; i < input.Length; i++)
        {
            double x = input.Values[i];
            double y = Function(x);
            double error = input.Bounds[i] + Math.Abs(input.Tails[i]);
            bool isExact = Units == 0 || (Units <= 2 && (y == x || y == 0));
            double own = isExact ? 0 : (Units * 2 * context.Rounding.Unit * Math.Max(Math.Abs(y), Scale(x))) + (2 * context.Rounding.Smallest * Math.Max(1, Slope));
            output.Values[i] = y;
            output.Bounds[i] = double.IsFinite(y) ? own + (Slope * error) : 0;
        }

        return output;
    }

    public static ReferenceParametric Relu(double slope, double threshold, double maximum) => new(
        $"relu({slope}, {threshold}, {maximum})",
        x => double.IsNaN(x) ? x : x >= Math.Max(threshold, maximum) ? maximum : x >= threshold ? Math.Min(x, maximum) : slope == 0 ? 0 : slope * (x - threshold),
        Math.Max(1, slope),
        2,
        x => threshold == 0 ? 0 : slope * (Math.Abs(x) + threshold));

    public static ReferenceParametric Elu(double alpha) => new($"elu({alpha})", x => x > 0 ? x : alpha * Expm1(x), Math.Max(1, Math.Abs(alpha)), 32, _ => 0);

    public static ReferenceParametric Celu(double alpha) => new($"celu({alpha})", x => x > 0 ? x : alpha * Expm1(Math.Min(0, x) / alpha), 1, 32, _ => 0);

    public static ReferenceParametric HardSigmoid(double slope, double offset) => new(
        $"hard_sigmoid({slope}, {offset})", x => double.IsNaN(x) ? x : Math.Clamp((slope * x) + offset, 0, 1), Math.Abs(slope), 2, x => Math.Min(2 + Math.Abs(offset), Math.Abs(slope * x) + Math.Abs(offset)));

    public static ReferenceParametric Clip(double lower, double upper) => new($"clip({lower}, {upper})", x => double.IsNaN(x) ? x : Math.Clamp(x, lower, upper), 1, 1, _ => 0);

    public static ReferenceParametric SoftShrink(double threshold) => new(
        $"soft_shrink({threshold})", x => double.IsNaN(x) ? x : x > threshold ? x - threshold : x < -threshold ? x + threshold : 0, 1, 1, x => Math.Min(Math.Abs(x), 1e30));

    public static ReferenceParametric HardShrink(double threshold) => new($"hard_shrink({threshold})", x => Math.Abs(x) <= threshold ? 0 : x, 1, 0, _ => 0);

    /// <summary>e^x − 1 without cancellation, by W. Kahan's quotient.</summary>
    private static double Expm1(double x)
    {
        double power = Math.Exp(x);
        double difference = power - 1;
        return power == 1 ? x : difference == -1 || !double.IsFinite(power) ? difference : difference * x / Math.Log(power);
    }

    public override string ToString() => Text;
}
