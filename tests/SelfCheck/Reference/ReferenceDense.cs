namespace ShapeGen.SelfCheck.Reference;

/// <summary>y = x · kernel + bias along the last axis; the activation is a layer of its own here.</summary>
/// <param name="Kernel">The place of the kernel (inputs, units) among the weights.</param>
internal sealed record ReferenceDense(int Units, bool UseBias, int Kernel) : IReferenceLayer
{
    public ReferenceTensor Run(ReferenceTensor input, ReferenceContext context)
    {
        int inputs = input.Last;
        double[] kernel = context.Weights[Kernel];
        double[]? bias = UseBias ? context.Weights[Kernel + 1] : null;
        var output = new ReferenceTensor([.. input.Shape[..^1], Units]);
        for (int row = 0; row < input.Length / inputs; row++)
        {
            for (int unit = 0; unit < Units; unit++)
            {
                Dot(input, row * inputs, inputs, kernel, unit, bias, output, (row * Units) + unit, context.Rounding);
            }
        }

        return output;
    }

    private void Dot(ReferenceTensor input, int start, int inputs, double[] kernel, int unit, double[]? bias, ReferenceTensor output, int target, Rounding rounding)
    {
        double sum = bias?[unit] ?? 0;
        double magnitude = Math.Abs(sum);
        double carried = 0;
        for (int i = 0; i < inputs; i++)
        {
            double product = input.Values[start + i] * kernel[(i * Units) + unit];
            sum += product;
            magnitude += Math.Abs(product);
            carried += input.Bounds[start + i] * Math.Abs(kernel[(i * Units) + unit]);
        }

        output.Values[target] = sum;
        if (rounding.NeedsCompensation && double.IsFinite(sum))
        {
            CompensatedSum exact = default;
            exact.Add(bias?[unit] ?? 0);
            for (int i = 0; i < inputs; i++)
            {
                exact.AddProduct(input.Values[start + i], kernel[(i * Units) + unit]);
                exact.Add(input.Tails[start + i] * kernel[(i * Units) + unit]);
            }

            (output.Values[target], output.Tails[target]) = (exact.High, exact.Low);
        }

        output.Magnitudes[target] = magnitude + carried;
        int terms = inputs + (bias is null ? 0 : 1);
        output.Bounds[target] = (rounding.Gamma(terms) * (magnitude + carried)) + carried + (inputs * rounding.Smallest);
    }
}
