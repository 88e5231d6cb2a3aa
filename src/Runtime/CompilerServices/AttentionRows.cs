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

    /// <summary>Rows whose lanes are added up at the same time.</summary>
    private const int Together = 4;

    /// <summary>Writes 0 for each integer that counts and a very negative number for each 0.</summary>
    public static void Bias<T>(ref readonly int integers, ref T bias, nuint length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nuint i = 0; i < length; i++)
        {
            Unsafe.Add(ref bias, i) = Unsafe.Add(ref Unsafe.AsRef(in integers), i) == 0 ? T.CreateTruncating(Never) : T.Zero;
        }
    }

    /// <summary>
    /// The softmax of rows of scores times a factor, but for its divisor: each score becomes the power of two of its difference from the
    /// maximum of its row, those that are not kept become 0.
    /// </summary>
    /// <remarks>
    /// First all maxima, then all powers, and last all sums, so that what goes across the lanes is done for several rows at a time and no row
    /// waits for it. A NaN makes what its row is to be multiplied by NaN, and so do +∞ and a row of −∞ only.
    /// </remarks>
    /// <param name="scores">The rows.</param>
    /// <param name="pitch">Elements from one row to the next, in whole blocks. What lies after a row there may be written.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="kept">Scores that count in the first row, at least one.</param>
    /// <param name="more">How many more count in each row than in the one before.</param>
    /// <param name="length">Scores of a row.</param>
    /// <param name="factor">What a score is multiplied by to become the exponent of two.</param>
    /// <param name="shares">What each row is to be multiplied by; after it, from the next block on, a block of scratch for each row.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Powers<V, T>(ref T scores, nuint pitch, nuint rows, nuint kept, nuint more, nuint length, double factor, ref T shares)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (OperatingSystem.IsBrowser())
        {
            Interpreted<V, T>(ref scores, pitch, rows, kept, more, length, factor, ref shares);
            return;
        }

        ref T blocks = ref Unsafe.Add(ref shares, (rows + V.Count - 1) / V.Count * V.Count);
        for (nuint row = 0; row < rows; row++)
        {
            V.Store(Maxima<V, T>(in Unsafe.Add(ref scores, row * pitch), nuint.Min(kept + (row * more), length)), ref blocks, row * V.Count);
        }

        nuint fours = rows / Together * Together;
        for (nuint row = 0; row < fours; row += Together)
        {
            ref T first = ref Unsafe.Add(ref blocks, row * V.Count);
            V.StoreFirst(V.MaximaAcross(V.Load(in first, 0), V.Load(in first, V.Count), V.Load(in first, 2 * V.Count), V.Load(in first, 3 * V.Count)), ref shares, row, Together);
        }

        for (nuint row = fours; row < rows; row++)
        {
            Unsafe.Add(ref shares, row) = V.MaximumAcross(V.Load(in blocks, row * V.Count));
        }

        V scale = V.Constant(factor);
        for (nuint row = 0; row < rows; row++)
        {
            ref T power = ref Unsafe.Add(ref scores, row * pitch);
            nuint count = nuint.Min(kept + (row * more), length);
            V maximum = V.SplatAt(in shares, row);
            V sum = V.Zero;
            nuint index = 0;
            for (; index + V.Count <= count; index += V.Count)
            {
                V value = VectorMath.PowerOfTwoToOne<V, T>((V.Load(in power, index) - maximum) * scale);
                sum += value;
                V.Store(value, ref power, index);
            }

            if (index < count)
            {
                V last = V.LoadFirst(in power, index, (int)(count - index), T.NegativeInfinity);
                V value = VectorMath.PowerOfTwoToOne<V, T>((last - maximum) * scale);
                sum += value;
                V.Store(value, ref power, index);
                index += V.Count;
            }

            for (; index < length; index += V.Count)
            {
                V.Store(V.Zero, ref power, index);
            }

            V.Store(sum, ref blocks, row * V.Count);
        }

        for (nuint row = 0; row < fours; row += Together)
        {
            ref T first = ref Unsafe.Add(ref blocks, row * V.Count);
            V sums = V.SumsAcross(V.Load(in first, 0), V.Load(in first, V.Count), V.Load(in first, 2 * V.Count), V.Load(in first, 3 * V.Count));
            V.StoreFirst(V.Constant(1) / sums, ref shares, row, Together);
        }

        for (nuint row = fours; row < rows; row++)
        {
            Unsafe.Add(ref shares, row) = T.One / V.SumAcross(V.Load(in blocks, row * V.Count));
        }
    }

    /// <summary>Adds a bias to rows of scores, and writes one that does not count to those that are not kept.</summary>
    public static void AddBias<V, T>(ref T scores, nuint pitch, nuint rows, nuint kept, nuint more, nuint length, ref readonly T bias)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nuint row = 0; row < rows; row++)
        {
            ref T score = ref Unsafe.Add(ref scores, row * pitch);
            nuint count = nuint.Min(kept + (row * more), length);
            nuint i = 0;
            for (; i + V.Count <= count; i += V.Count)
            {
                V.Store(V.Load(in score, i) + V.Load(in bias, i), ref score, i);
            }

            int rest = (int)(count - i);
            V.StoreFirst(V.LoadFirst(in score, i, rest, T.Zero) + V.LoadFirst(in bias, i, rest, T.Zero), ref score, i, rest);
            Fill(ref Unsafe.Add(ref score, count), length - count, T.CreateTruncating(Never));
        }
    }

    /// <summary>The maxima of the scores of a row, lane by lane. A NaN may be lost: it is in the sum of the powers anyway.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Maxima<V, T>(ref readonly T row, nuint count)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V even = V.Splat(T.NegativeInfinity);
        V odd = even;
        nuint index = 0;
        for (; index + 2 * V.Count <= count; index += 2 * V.Count)
        {
            even = V.MaximumOfNumbers(V.Load(in row, index), even);
            odd = V.MaximumOfNumbers(V.Load(in row, index + V.Count), odd);
        }

        if (index + V.Count <= count)
        {
            even = V.MaximumOfNumbers(V.Load(in row, index), even);
            index += V.Count;
        }

        if (index < count)
        {
            odd = V.MaximumOfNumbers(V.LoadFirst(in row, index, (int)(count - index), T.NegativeInfinity), odd);
        }

        return V.MaximumOfNumbers(even, odd);
    }

    /// <summary>The whole softmax by the function that the interpreter runs fast, with nothing left to multiply by.</summary>
    private static void Interpreted<V, T>(ref T scores, nuint pitch, nuint rows, nuint kept, nuint more, nuint length, double factor, ref T shares)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T scale = T.CreateTruncating(factor * Math.Log(2));
        for (nuint row = 0; row < rows; row++)
        {
            ref T score = ref Unsafe.Add(ref scores, row * pitch);
            nuint count = nuint.Min(kept + (row * more), length);
            for (nuint i = 0; i < count; i++)
            {
                Unsafe.Add(ref score, i) *= scale;
            }

            RowActivations.Softmax<V, T, T, T>(in score, ref score, count);
            Fill(ref Unsafe.Add(ref score, count), length - count, T.Zero);
            Unsafe.Add(ref shares, row) = T.One;
        }
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
