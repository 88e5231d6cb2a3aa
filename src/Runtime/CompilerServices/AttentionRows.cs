using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShapeGen.CompilerServices;

/// <summary>What attention does with its rows of scores. Nothing is checked against bounds: the generator has proved them from the shapes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AttentionRows
{
    /// <summary>
    /// What is added to a score that does not count: its exponential is 0 beside one that does, and where none of a row does, all are
    /// equal, because a score is lost in rounding beside it. So Keras' fully masked rows are means of all values, and these are.
    /// </summary>
    private const double Never = -1e30;

    /// <summary>Writes 0 for each integer that counts and a very negative number for each 0.</summary>
    public static void Bias<T>(ref readonly int integers, ref T bias, nuint length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nuint i = 0; i < length; i++)
        {
            Unsafe.Add(ref bias, i) = Unsafe.Add(ref Unsafe.AsRef(in integers), i) == 0 ? T.CreateTruncating(Never) : T.Zero;
        }
    }

    /// <summary>The softmax of the scores that are kept; those after them become 0.</summary>
    public static void Softmax<V, T>(ref T scores, nuint kept, nuint length)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RowActivations.Softmax<V, T, T, T>(in scores, ref scores, kept);
        Fill(ref Unsafe.Add(ref scores, kept), length - kept, T.Zero);
    }

    /// <summary>The softmax of scores with a bias; those that are not kept do not count.</summary>
    public static void Softmax<V, T>(ref T scores, ref readonly T bias, nuint kept, nuint length)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nuint i = 0;
        for (; i + V.Count <= kept; i += V.Count)
        {
            V.Store(V.Load(in scores, i) + V.Load(in bias, i), ref scores, i);
        }

        int rest = (int)(kept - i);
        V.StoreFirst(V.LoadFirst(in scores, i, rest, T.Zero) + V.LoadFirst(in bias, i, rest, T.Zero), ref scores, i, rest);
        Fill(ref Unsafe.Add(ref scores, kept), length - kept, T.CreateTruncating(Never));
        RowActivations.Softmax<V, T, T, T>(in scores, ref scores, length);
    }

    /// <summary>Writes a value to a run of elements.</summary>
    public static void Fill<T>(ref T row, nuint length, T value)
        where T : unmanaged
    {
        for (nuint i = 0; i < length; i++)
        {
            Unsafe.Add(ref row, i) = value;
        }
    }

    /// <summary>Writes element (r, c) of rows that lie apart to (c, r), converted where the types differ.</summary>
    public static void Transpose<TIn, T>(ref readonly TIn source, nuint pitch, ref T destination, nuint destinationPitch, nuint rows, nuint columns)
        where TIn : unmanaged, INumberBase<TIn>
        where T : unmanaged, INumberBase<T>
    {
        if (typeof(TIn) == typeof(T))
        {
            Transposition.Run(in Unsafe.As<TIn, T>(ref Unsafe.AsRef(in source)), pitch, ref destination, destinationPitch, rows, columns);
            return;
        }

        for (nuint row = 0; row < rows; row++)
        {
            for (nuint column = 0; column < columns; column++)
            {
                Unsafe.Add(ref destination, (column * destinationPitch) + row) = T.CreateTruncating(Unsafe.Add(ref Unsafe.AsRef(in source), (row * pitch) + column));
            }
        }
    }

    /// <summary>Copies rows that lie apart and are shorter than a block to the start of a block each.</summary>
    public static void PadRows<V, TIn, T>(ref readonly TIn source, nuint pitch, ref T destination, nuint destinationPitch, nuint rows, int columns)
        where V : struct, IVector<V, T>
        where TIn : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nuint row = 0; row < rows; row++)
        {
            V.Store(V.LoadFirst(in source, row * pitch, columns, T.Zero), ref destination, row * destinationPitch);
        }
    }
}
