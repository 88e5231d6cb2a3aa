namespace ShapeGen.SelfCheck.Reference;

/// <summary>A recurrent layer by Keras' formulas, gate by gate and step by step.</summary>
/// <param name="Layer">The attribute.</param>
/// <param name="Kernel">The place of the kernel among the weights; the recurrent kernel and the bias follow.</param>
internal sealed record ReferenceRecurrent(RecurrentAttribute Layer, int Kernel) : IReferenceLayer
{
    /// <summary>It is the second direction of two: read and written from the other end.</summary>
    public bool IsReversed { get; init; }

    /// <summary>A step that does not count gives zeros, and not the output before it.</summary>
    public bool ZeroesMasked { get; init; } = Layer.ZeroOutputForMask;

    private int Units => Layer.Units;

    private int Gates => Layer switch { LSTMAttribute => 4, GRUAttribute => 3, _ => 1 };

    private bool IsResetAfter => Layer is GRUAttribute { ResetAfter: true };

    private Activation Recurrent => Layer switch { LSTMAttribute lstm => lstm.RecurrentActivation, GRUAttribute gru => gru.RecurrentActivation, _ => Activation.Linear };

    /// <summary>The shapes of the weights in Keras' order.</summary>
    public IEnumerable<int[]> WeightShapes(int features)
    {
        yield return [features, Gates * Units];
        yield return [Units, Gates * Units];
        if (Layer.UseBias)
        {
            yield return IsResetAfter ? [2, Gates * Units] : [Gates * Units];
        }
    }

    public ReferenceTensor Run(ReferenceTensor input, ReferenceContext context)
    {
        int steps = input.Shape[0];
        var output = new ReferenceTensor(Layer.ReturnSequences ? [steps, Units] : [Units]);
        var h = new ReferenceTensor([Units]);
        var c = new ReferenceTensor([Units]);
        for (int step = 0; step < steps; step++)
        {
            int row = Layer.GoBackwards != IsReversed ? steps - 1 - step : step;
            bool counts = Counts(context.Mask, row, steps);
            if (counts)
            {
                ReferenceTensor x = Row(input, row);
                h = Layer switch
                {
                    LSTMAttribute => Lstm(x, h, ref c, context),
                    GRUAttribute => Gru(x, h, context),
                    _ => Apply(Layer.Activation, Gate(0, x, h, context), context),
                };
            }

            int place = !Layer.ReturnSequences ? 0 : IsReversed ? steps - 1 - step : step;
            ReferenceTensor given = counts || !ZeroesMasked ? h : new ReferenceTensor([Units]);
            for (int unit = 0; unit < Units; unit++)
            {
                output.Copy(given, unit, (place * Units) + unit);
            }
        }

        return output;
    }

    /// <summary>Where a step has several places in the mask, it counts if one of them does.</summary>
    private static bool Counts(bool[]? mask, int step, int steps)
    {
        int width = (mask?.Length ?? 0) / steps;
        return mask is null || mask.AsSpan(step * width, width).Contains(true);
    }

    private ReferenceTensor Lstm(ReferenceTensor x, ReferenceTensor h, ref ReferenceTensor c, ReferenceContext context)
    {
        ReferenceTensor[] gates = [.. Enumerable.Range(0, 4).Select(gate => Apply(gate == 2 ? Layer.Activation : Recurrent, Gate(gate, x, h, context), context))];
        c = Sum(Product(gates[1], c, context), Product(gates[0], gates[2], context), context);
        return Product(gates[3], Apply(Layer.Activation, c, context), context);
    }

    private ReferenceTensor Gru(ReferenceTensor x, ReferenceTensor h, ReferenceContext context)
    {
        ReferenceTensor z = Apply(Recurrent, Gate(0, x, h, context), context);
        ReferenceTensor r = Apply(Recurrent, Gate(1, x, h, context), context);
        ReferenceTensor value = IsResetAfter
            ? Sum(Dot(2, x, Kernel, 0, context), Product(r, Dot(2, h, Kernel + 1, 1, context), context), context)
            : Gate(2, x, Product(r, h, context), context);
        var rest = new ReferenceTensor([Units]);
        for (int unit = 0; unit < Units; unit++)
        {
            rest.Values[unit] = 1 - z.Values[unit];
            rest.Bounds[unit] = z.Bounds[unit] + (context.Rounding.Unit * Math.Abs(rest.Values[unit]));
        }

        return Sum(Product(z, h, context), Product(rest, Apply(Layer.Activation, value, context), context), context);
    }

    /// <summary>A gate's sum: of the input, of the state, and of the bias.</summary>
    private ReferenceTensor Gate(int gate, ReferenceTensor x, ReferenceTensor h, ReferenceContext context) =>
        Sum(Dot(gate, x, Kernel, 0, context), Dot(gate, h, Kernel + 1, 1, context), context);

    /// <summary>The product of a vector and a gate's columns of a kernel, with a row of the bias.</summary>
    private ReferenceTensor Dot(int gate, ReferenceTensor x, int kernel, int biasRow, ReferenceContext context)
    {
        int width = Gates * Units;
        double[] weights = context.Weights[kernel];
        bool hasBias = Layer.UseBias && (biasRow == 0 || IsResetAfter);
        var output = new ReferenceTensor([Units]);
        for (int unit = 0; unit < Units; unit++)
        {
            int column = (gate * Units) + unit;
            double sum = hasBias ? context.Weights[Kernel + 2][(biasRow * width) + column] : 0;
            double magnitude = Math.Abs(sum);
            double carried = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double product = x.Values[i] * weights[(i * width) + column];
                sum += product;
                magnitude += Math.Abs(product);
                carried += x.Bounds[i] * Math.Abs(weights[(i * width) + column]);
            }

            // The sums of input and state are one sum in a model, which adds no more roundings than its terms.
            output.Values[unit] = sum;
            output.Bounds[unit] = double.IsFinite(output.Values[unit]) ? (context.Rounding.Gamma(x.Length + Units + 2) * (magnitude + carried)) + carried + (x.Length * context.Rounding.Smallest) : 0;
        }

        return output;
    }

    public static ReferenceTensor Apply(Activation function, ReferenceTensor x, ReferenceContext context) =>
        function == Activation.Linear ? x : new ReferenceElementwise(function).Run(x, context);

    public static ReferenceTensor Product(ReferenceTensor left, ReferenceTensor right, ReferenceContext context)
    {
        var output = new ReferenceTensor(left.Shape);
        for (int i = 0; i < output.Length; i++)
        {
            (double a, double b) = (left.Values[i], right.Values[i]);
            (double da, double db) = (left.Bounds[i], right.Bounds[i]);
            output.Values[i] = a * b;
            output.Bounds[i] = double.IsFinite(output.Values[i]) ? (Math.Abs(a) * db) + (Math.Abs(b) * da) + (da * db) + (context.Rounding.Unit * (Math.Abs(a) + da) * (Math.Abs(b) + db)) + context.Rounding.Smallest : 0;
        }

        return output;
    }

    public static ReferenceTensor Sum(ReferenceTensor left, ReferenceTensor right, ReferenceContext context)
    {
        var output = new ReferenceTensor(left.Shape);
        for (int i = 0; i < output.Length; i++)
        {
            output.Values[i] = left.Values[i] + right.Values[i];
            output.Bounds[i] = double.IsFinite(output.Values[i]) ? left.Bounds[i] + right.Bounds[i] + (context.Rounding.Unit * (Math.Abs(output.Values[i]) + left.Bounds[i] + right.Bounds[i])) : 0;
        }

        return output;
    }

    private static ReferenceTensor Row(ReferenceTensor input, int row)
    {
        var result = new ReferenceTensor([input.Last]);
        for (int i = 0; i < input.Last; i++)
        {
            result.Copy(input, (row * input.Last) + i, i);
        }

        return result;
    }
}
