namespace ShapeGen.SelfCheck.Reference;

/// <summary>Keras' merging layers, from the first input to the last; a lower rank gains axes after the batch, axes of size 1 are broadcast.</summary>
internal static class ReferenceMerge
{
    public static ReferenceTensor Run(Merge operation, IReadOnlyList<ReferenceTensor> inputs, Rounding rounding)
    {
        int[] shape = [.. Enumerable.Range(0, inputs.Max(input => input.Rank)).Select(axis => inputs.Max(input => At(input, axis, inputs.Max(i => i.Rank))))];
        var output = new ReferenceTensor(shape);
        for (int to = 0; to < output.Length; to++)
        {
            int from = Source(inputs[0], shape, to);
            output.Copy(inputs[0], from, to);
            for (int i = 1; i < inputs.Count; i++)
            {
                Combine(operation, output, to, inputs[i], Source(inputs[i], shape, to), rounding);
            }

            if (operation == Merge.Average)
            {
                Divide(output, to, inputs.Count, rounding);
            }
        }

        return output;
    }

    /// <summary>The axis is counted from 1, or from the end.</summary>
    public static ReferenceTensor Concatenate(int axis, IReadOnlyList<ReferenceTensor> inputs)
    {
        int along = axis < 0 ? inputs[0].Rank + axis : axis - 1;
        int[] shape = [.. inputs[0].Shape];
        shape[along] = inputs.Sum(input => input.Shape[along]);
        var output = new ReferenceTensor(shape);
        int inner = ReferenceTensor.Count(shape.AsSpan(along + 1));
        int outer = ReferenceTensor.Count(shape.AsSpan(0, along));
        int start = 0;
        foreach (ReferenceTensor input in inputs)
        {
            int width = input.Shape[along] * inner;
            for (int i = 0; i < outer * width; i++)
            {
                output.Copy(input, i, (i / width * shape[along] * inner) + start + (i % width));
            }

            start += width;
        }

        return output;
    }

    private static void Combine(Merge operation, ReferenceTensor output, int to, ReferenceTensor input, int from, Rounding rounding)
    {
        (double a, double b) = (output.Values[to], input.Values[from]);
        (double ofA, double ofB) = (output.Bounds[to], input.Bounds[from]);
        if (operation is Merge.Maximum or Merge.Minimum)
        {
            bool takesOther = double.IsNaN(b) || (!double.IsNaN(a) && (operation == Merge.Maximum ? IsAbove(b, a) : IsAbove(a, b)));
            if (takesOther)
            {
                output.Copy(input, from, to);
            }

            output.Bounds[to] = Math.Max(ofA, ofB);
            return;
        }

        CompensatedSum exact = default;
        if (operation == Merge.Multiply)
        {
            output.Values[to] = a * b;
            output.Bounds[to] = (Math.Abs(a) * ofB) + (Math.Abs(b) * ofA) + (ofA * ofB);
            exact.AddProduct(a, b);
            exact.Add(a * input.Tails[from]);
            exact.Add(b * output.Tails[to]);

            // An infinity times what may be zero or of either sign may be anything.
            bool isOpen = (double.IsInfinity(a) && ofB > 0 && Math.Abs(b) <= ofB) || (double.IsInfinity(b) && ofA > 0 && Math.Abs(a) <= ofA);
            if (isOpen)
            {
                output.Bounds[to] = double.PositiveInfinity;
                return;
            }
        }
        else
        {
            double sign = operation == Merge.Subtract ? -1 : 1;
            output.Values[to] = a + (sign * b);
            output.Bounds[to] = ofA + ofB;
            exact.Add(a);
            exact.Add(sign * b);
            exact.Add(output.Tails[to]);
            exact.Add(sign * input.Tails[from]);
        }

        bool isFinite = double.IsFinite(output.Values[to]);
        output.Tails[to] = 0;
        if (rounding.NeedsCompensation && isFinite)
        {
            (output.Values[to], output.Tails[to]) = (exact.High, exact.Low);
        }

        output.Bounds[to] = isFinite ? output.Bounds[to] + (rounding.Unit * (Math.Abs(output.Values[to]) + output.Bounds[to])) + (operation == Merge.Multiply ? rounding.Smallest : 0) : 0;
    }

    private static void Divide(ReferenceTensor output, int to, int count, Rounding rounding)
    {
        CompensatedSum exact = default;
        exact.Add(output.Values[to]);
        exact.Add(output.Tails[to]);
        (output.Values[to], output.Tails[to]) = rounding.NeedsCompensation && double.IsFinite(output.Values[to]) ? exact.DividedBy(count) : (output.Values[to] / count, 0);
        double bound = output.Bounds[to] / count;
        output.Bounds[to] = double.IsFinite(output.Values[to]) ? bound + (rounding.Unit * (Math.Abs(output.Values[to]) + bound)) + rounding.Smallest : 0;
    }

    private static bool IsAbove(double a, double b) => a > b || (a == 0 && b == 0 && !double.IsNegative(a) && double.IsNegative(b));

    /// <summary>The size of an axis of the output in an input.</summary>
    private static int At(ReferenceTensor input, int axis, int rank) => axis < rank - input.Rank ? 1 : input.Shape[axis - rank + input.Rank];

    private static int Source(ReferenceTensor input, int[] shape, int to)
    {
        int from = 0;
        int stride = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            int size = At(input, axis, shape.Length);
            from += size == 1 ? 0 : to % shape[axis] * stride;
            stride *= size;
            to /= shape[axis];
        }

        return from;
    }
}
