namespace ShapeGen.SelfCheck.Reference;

/// <summary>Values in double precision, and how far a model's own may be from them.</summary>
internal sealed class ReferenceTensor(int[] shape)
{
    /// <summary>The dimensions without the batch axis.</summary>
    public int[] Shape { get; } = shape;

    public int Length => Values.Length;

    /// <summary>The values in row-major order.</summary>
    public double[] Values { get; private init; } = new double[Count(shape)];

    /// <summary>What double's rounding left of each value; 0 beside float and Half, whose bounds it is far below.</summary>
    public double[] Tails { get; private init; } = new double[Count(shape)];

    /// <summary>The largest permitted error of each value; 0 asks for the same bits.</summary>
    public double[] Bounds { get; private init; } = new double[Count(shape)];

    /// <summary>The sizes of what a sum was made of, added up; 0 for what is no sum of products.</summary>
    public double[] Magnitudes { get; private init; } = new double[Count(shape)];

    public int Rank => Shape.Length;

    public int Last => Rank == 0 ? 1 : Shape[^1];

    public static int Count(ReadOnlySpan<int> shape)
    {
        int count = 1;
        foreach (int dimension in shape)
        {
            count *= dimension;
        }

        return count;
    }

    /// <summary>The same memory in another shape.</summary>
    public ReferenceTensor As(int[] shape) => new(shape) { Values = Values, Tails = Tails, Bounds = Bounds, Magnitudes = Magnitudes };

    public void Copy(ReferenceTensor source, int from, int to)
    {
        Values[to] = source.Values[from];
        Tails[to] = source.Tails[from];
        Bounds[to] = source.Bounds[from];
    }
}
