namespace ShapeGen.SelfCheck.Reference;

/// <summary>Keras' <c>Dot</c>: products summed along one axis of each input.</summary>
internal static class ReferenceDot
{
    public static ReferenceTensor Run(int leftAxis, int rightAxis, bool normalize, ReferenceTensor left, ReferenceTensor right, Rounding rounding)
    {
        (int a, int b) = (From(leftAxis, left.Rank), From(rightAxis, right.Rank));
        ReferenceTensor rows = Last(left, a);
        ReferenceTensor columns = Last(right, b);
        int length = rows.Last;
        int[] rest = [.. rows.Shape[..^1], .. columns.Shape[..^1]];
        var output = new ReferenceTensor(rest.Length == 0 ? [1] : rest);
        int width = columns.Length / length;
        for (int to = 0; to < output.Length; to++)
        {
            Sum(rows, to / width * length, columns, to % width * length, length, normalize, output, to, rounding);
        }

        return output;
    }

    private static void Sum(ReferenceTensor left, int i, ReferenceTensor right, int j, int length, bool normalize, ReferenceTensor output, int to, Rounding rounding)
    {
        (double ofLeft, double ofRight) = normalize ? (Norm(left, i, length), Norm(right, j, length)) : (1, 1);
        double sum = 0;
        double magnitude = 0;
        double carried = 0;
        CompensatedSum exact = default;
        for (int k = 0; k < length; k++)
        {
            (double x, double y) = (left.Values[i + k] / ofLeft, right.Values[j + k] / ofRight);
            (double ofX, double ofY) = (left.Bounds[i + k] / ofLeft, right.Bounds[j + k] / ofRight);
            sum += x * y;
            magnitude += Math.Abs(x * y);
            carried += (Math.Abs(x) * ofY) + (Math.Abs(y) * ofX) + (ofX * ofY);
            exact.AddProduct(x, y);
            exact.Add(x * right.Tails[j + k] / ofRight);
            exact.Add(y * left.Tails[i + k] / ofLeft);
        }

        output.Values[to] = sum;
        bool isFinite = double.IsFinite(sum);
        if (rounding.NeedsCompensation && isFinite && !normalize)
        {
            (output.Values[to], output.Tails[to]) = (exact.High, exact.Low);
        }

        // A norm is off by half of what its squares' sum is, and a unit of the root and one of the quotient come to it; their own errors move both lengths.
        double norms = normalize ? rounding.Gamma((2 * length) + 8) * magnitude : 0;
        bool vanishes = normalize && (Vanishes(ofLeft, rounding) || Vanishes(ofRight, rounding));
        output.Bounds[to] = vanishes ? double.PositiveInfinity : isFinite ? (rounding.Gamma(length) * (magnitude + carried)) + norms + (carried * (normalize ? 2 + Math.Sqrt(length) : 1)) + (length * rounding.Smallest) : 0;
    }

    /// <summary>The squares of a length so small are subnormal, or 0, where they are computed: nothing is certain of the quotients.</summary>
    private static bool Vanishes(double norm, Rounding rounding) => norm * norm < rounding.Smallest / rounding.Unit;

    private static double Norm(ReferenceTensor tensor, int start, int length)
    {
        double squares = 0;
        for (int k = start; k < start + length; k++)
        {
            squares += tensor.Values[k] * tensor.Values[k];
        }

        return squares == 0 ? 1 : Math.Sqrt(squares);
    }

    private static ReferenceTensor Last(ReferenceTensor tensor, int axis) => tensor.Rank == 1
        ? tensor
        : new ReferencePermute([.. Enumerable.Range(0, tensor.Rank).Where(other => other != axis).Append(axis).Select(other => other + 1)]).Run(tensor, null!);

    private static int From(int axis, int rank) => axis < 0 ? rank + axis : axis - 1;
}
