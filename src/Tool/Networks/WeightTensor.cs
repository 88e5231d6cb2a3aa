using System.Runtime.InteropServices;

namespace ShapeGen.Tool.Networks;

/// <summary>Takes the next values of a weight, which are gone after the call.</summary>
internal delegate void TakeValues(ReadOnlySpan<float> values);

/// <summary>Makes a row of a weight from all values of another.</summary>
internal delegate void MakeRow(ReadOnlySpan<float> source, int row, Span<float> target);

/// <summary>A weight that stays in its file until it is written.</summary>
/// <param name="Source">Where it lies in the file, as messages and later imports of weights name it.</param>
/// <param name="Shape">The dimensions in Keras' order.</param>
/// <param name="Pass">Hands the values over piece by piece, in their order.</param>
internal sealed record WeightTensor(string Source, int[] Shape, Action<TakeValues> Pass)
{
    /// <summary>How many values a piece has: enough for a read of the file, and too few for the heap of large objects.</summary>
    public const int PieceLength = 1 << 14;

    /// <summary>A weight of a few values, which come at once.</summary>
    public WeightTensor(string source, int[] shape, Func<float[]> read)
        : this(source, shape, take => take(read()))
    {
    }

    public long Length => Shape.Aggregate(1L, (product, dimension) => product * dimension);

    /// <summary>All values in memory.</summary>
    public unsafe float[] Read()
    {
        float[] values = new float[Length];
        fixed (float* target = values)
        {
            CopyTo(target);
        }

        return values;
    }

    /// <summary>The same values in another order. While they are passed on, they are in memory once.</summary>
    /// <param name="shape">The new shape; the last dimension is the length of the rows.</param>
    /// <param name="make">Makes one row.</param>
    public unsafe WeightTensor Rearranged(int[] shape, MakeRow make) => new(Source, shape, take =>
    {
        int width = shape[^1];
        int rows = shape[..^1].Aggregate(1, (product, dimension) => product * dimension);
        int atOnce = Math.Clamp(PieceLength / Math.Max(width, 1), 1, Math.Max(rows, 1));
        float[] piece = new float[atOnce * width];
        // Given back at once, where garbage of this size would wait for the next full collection.
        float* source = (float*)NativeMemory.Alloc((nuint)Length, sizeof(float));
        try
        {
            CopyTo(source);
            for (int first = 0; first < rows; first += atOnce)
            {
                int count = Math.Min(atOnce, rows - first);
                for (int row = 0; row < count; row++)
                {
                    make(new ReadOnlySpan<float>(source, (int)Length), first + row, piece.AsSpan(row * width, width));
                }

                take(piece.AsSpan(0, count * width));
            }
        }
        finally
        {
            NativeMemory.Free(source);
        }
    });

    private unsafe void CopyTo(float* target)
    {
        long length = Length;
        long filled = 0;
        Pass(values =>
        {
            filled = values.Length <= length - filled ? filled + values.Length : throw OtherLength(filled + values.Length);
            values.CopyTo(new Span<float>(target + filled - values.Length, values.Length));
        });
        if (filled < length)
        {
            throw OtherLength(filled);
        }
    }

    private ToolException OtherLength(long found) => new($"the weight \"{Source}\" has {found} values in place of {Length}");
}
