using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ShapeGen.CompilerServices;

/// <summary>Moves a matrix so that its columns become rows. Nothing is checked against bounds: the generator has proved them from the shapes.</summary>
/// <remarks>
/// Squares of four by four elements are turned inside 128-bit registers or, side by side, inside the 128-bit lanes of
/// wider ones: a register takes four elements from each of its rows, and comes out as a run of one column.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Transposition
{
    private const int Side = 4;
    private const int Line = 16;

    /// <summary>Writes element (r, c) of the source to (c, r) of the destination.</summary>
    /// <typeparam name="T">An element; those of 4 bytes go by vectors.</typeparam>
    /// <param name="source">The first element read.</param>
    /// <param name="sourceStride">Elements from one row of the source to the next.</param>
    /// <param name="destination">The first element written; does not overlap the source.</param>
    /// <param name="destinationStride">Elements from one row of the destination to the next.</param>
    /// <param name="rows">Rows of the source.</param>
    /// <param name="columns">Columns of the source.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T>(ref readonly T source, nuint sourceStride, ref T destination, nuint destinationStride, nuint rows, nuint columns)
        where T : unmanaged
    {
        nuint row = 0;
        nuint whole = columns - (columns % Side);
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            ref float from = ref Unsafe.As<T, float>(ref Unsafe.AsRef(in source));
            ref float to = ref Unsafe.As<T, float>(ref destination);
            nuint height = Avx512F.IsSupported ? 16u : Avx.IsSupported ? 8u : 4u;
            nuint banded = rows - (rows % height);

            // A cache line's worth of columns at a time: every line is read in one go, and the destination fills up in order.
            for (nuint column = 0; column < whole; column += Line)
            {
                nuint width = nuint.Min(Line, whole - column);
                for (row = 0; row < banded; row += height)
                {
                    Band(ref Unsafe.Add(ref from, (row * sourceStride) + column), sourceStride, ref Unsafe.Add(ref to, (column * destinationStride) + row), destinationStride, width);
                }
            }

            row = banded;
            Scalars(in source, sourceStride, ref destination, destinationStride, 0, row, whole, columns);
        }

        Scalars(in source, sourceStride, ref destination, destinationStride, row, rows, 0, columns);
    }

    /// <summary>As many rows as a register has elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Band(ref float from, nuint stride, ref float to, nuint toStride, nuint columns)
    {
        for (nuint column = 0; column < columns; column += Side)
        {
            ref float source = ref Unsafe.Add(ref from, column);
            ref float target = ref Unsafe.Add(ref to, column * toStride);
            if (Avx512F.IsSupported)
            {
                Vector512<float> a = Sixteen(ref source, stride);
                Vector512<float> b = Sixteen(ref Unsafe.Add(ref source, stride), stride);
                Vector512<float> c = Sixteen(ref Unsafe.Add(ref source, 2 * stride), stride);
                Vector512<float> d = Sixteen(ref Unsafe.Add(ref source, 3 * stride), stride);
                Vector512<double> abLow = Avx512F.UnpackLow(a, b).AsDouble();
                Vector512<double> abHigh = Avx512F.UnpackHigh(a, b).AsDouble();
                Vector512<double> cdLow = Avx512F.UnpackLow(c, d).AsDouble();
                Vector512<double> cdHigh = Avx512F.UnpackHigh(c, d).AsDouble();
                Avx512F.UnpackLow(abLow, cdLow).AsSingle().StoreUnsafe(ref target);
                Avx512F.UnpackHigh(abLow, cdLow).AsSingle().StoreUnsafe(ref target, toStride);
                Avx512F.UnpackLow(abHigh, cdHigh).AsSingle().StoreUnsafe(ref target, 2 * toStride);
                Avx512F.UnpackHigh(abHigh, cdHigh).AsSingle().StoreUnsafe(ref target, 3 * toStride);
            }
            else if (Avx.IsSupported)
            {
                Vector256<float> a = Eight(ref source, stride);
                Vector256<float> b = Eight(ref Unsafe.Add(ref source, stride), stride);
                Vector256<float> c = Eight(ref Unsafe.Add(ref source, 2 * stride), stride);
                Vector256<float> d = Eight(ref Unsafe.Add(ref source, 3 * stride), stride);
                Vector256<double> abLow = Avx.UnpackLow(a, b).AsDouble();
                Vector256<double> abHigh = Avx.UnpackHigh(a, b).AsDouble();
                Vector256<double> cdLow = Avx.UnpackLow(c, d).AsDouble();
                Vector256<double> cdHigh = Avx.UnpackHigh(c, d).AsDouble();
                Avx.UnpackLow(abLow, cdLow).AsSingle().StoreUnsafe(ref target);
                Avx.UnpackHigh(abLow, cdLow).AsSingle().StoreUnsafe(ref target, toStride);
                Avx.UnpackLow(abHigh, cdHigh).AsSingle().StoreUnsafe(ref target, 2 * toStride);
                Avx.UnpackHigh(abHigh, cdHigh).AsSingle().StoreUnsafe(ref target, 3 * toStride);
            }
            else
            {
                Vector128<float> a = Vector128.LoadUnsafe(ref source);
                Vector128<float> b = Vector128.LoadUnsafe(ref source, stride);
                Vector128<float> c = Vector128.LoadUnsafe(ref source, 2 * stride);
                Vector128<float> d = Vector128.LoadUnsafe(ref source, 3 * stride);
                Vector128<double> abLow = Interleave.Low(a, b).AsDouble();
                Vector128<double> abHigh = Interleave.High(a, b).AsDouble();
                Vector128<double> cdLow = Interleave.Low(c, d).AsDouble();
                Vector128<double> cdHigh = Interleave.High(c, d).AsDouble();
                Interleave.Low(abLow, cdLow).AsSingle().StoreUnsafe(ref target);
                Interleave.High(abLow, cdLow).AsSingle().StoreUnsafe(ref target, toStride);
                Interleave.Low(abHigh, cdHigh).AsSingle().StoreUnsafe(ref target, 2 * toStride);
                Interleave.High(abHigh, cdHigh).AsSingle().StoreUnsafe(ref target, 3 * toStride);
            }
        }
    }

    /// <summary>Four elements from each of the rows 0, 4, 8 and 12.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Sixteen(ref float source, nuint stride) =>
        Vector512.Create(Eight(ref source, stride), Eight(ref Unsafe.Add(ref source, 8 * stride), stride));

    /// <summary>Four elements from each of the rows 0 and 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Eight(ref float source, nuint stride) =>
        Vector256.Create(Vector128.LoadUnsafe(ref source), Vector128.LoadUnsafe(ref source, 4 * stride));

    private static void Scalars<T>(ref readonly T source, nuint sourceStride, ref T destination, nuint destinationStride, nuint firstRow, nuint rows, nuint firstColumn, nuint columns)
        where T : unmanaged
    {
        for (nuint column = firstColumn; column < columns; column++)
        {
            for (nuint row = firstRow; row < rows; row++)
            {
                Unsafe.Add(ref destination, (column * destinationStride) + row) = Unsafe.Add(ref Unsafe.AsRef(in source), (row * sourceStride) + column);
            }
        }
    }
}
