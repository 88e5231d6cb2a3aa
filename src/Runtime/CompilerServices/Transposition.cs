using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ShapeGen.CompilerServices;

/// <summary>Moves a matrix so that its columns become rows. Nothing is checked against bounds: the generator has proved them from the shapes.</summary>
/// <remarks>
/// Squares of four by four or, for <see langword="double"/>, two by two elements are turned inside 128-bit registers or, side
/// by side, inside the 128-bit lanes of 256-bit ones: a register takes 16 bytes from each of its rows, and comes out as a run of one column.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Transposition
{
    private const nuint LineBytes = 64;
    private const nuint TileHeightBytes = 32;
    private const nuint SquareBytes = 16;

    /// <summary>Writes element (r, c) of the source to (c, r) of the destination.</summary>
    /// <typeparam name="T">An element; those of 4 and 8 bytes go by vectors.</typeparam>
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
        nuint size = (nuint)Unsafe.SizeOf<T>();
        nuint row = 0;
        nuint whole = 0;
        if (size >= sizeof(float))
        {
            nuint side = SquareBytes / size;
            nuint height = TileHeightBytes / size;
            nuint tiled = rows - (rows % height);
            whole = columns - (columns % side);

            // A cache line's worth of columns at a time: every line is read in one go, and the destination fills up in order.
            for (nuint line = 0; line < whole; line += LineBytes / size)
            {
                nuint end = nuint.Min(line + (LineBytes / size), whole);
                for (row = 0; row < tiled; row += height)
                {
                    for (nuint column = line; column < end; column += side)
                    {
                        Tile(in At(in source, row, sourceStride, column), sourceStride, ref At(in destination, column, destinationStride, row), destinationStride);
                    }
                }

                for (; row + side <= rows; row += side)
                {
                    for (nuint column = line; column < end; column += side)
                    {
                        Square(in At(in source, row, sourceStride, column), sourceStride, ref At(in destination, column, destinationStride, row), destinationStride);
                    }
                }
            }
        }

        Scalars(in source, sourceStride, ref destination, destinationStride, 0, row, whole, columns);
        Scalars(in source, sourceStride, ref destination, destinationStride, row, rows, 0, columns);
    }

    /// <summary>Turns 32 bytes' worth of rows and 16 bytes' worth of columns: eight rows and four columns of 4 bytes, four and two of 8.</summary>
    /// <typeparam name="T">An element of 4 or 8 bytes.</typeparam>
    /// <param name="source">The first element read.</param>
    /// <param name="sourceStride">Elements from one row of the source to the next.</param>
    /// <param name="destination">The first element written; does not overlap the source.</param>
    /// <param name="destinationStride">Elements from one row of the destination to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tile<T>(ref readonly T source, nuint sourceStride, ref T destination, nuint destinationStride)
        where T : unmanaged
    {
        nuint side = SquareBytes / (nuint)Unsafe.SizeOf<T>();
        ref T upper = ref Unsafe.AsRef(in source);
        ref T lower = ref Unsafe.Add(ref upper, side * sourceStride);
        if (!Avx.IsSupported)
        {
            Square(in upper, sourceStride, ref destination, destinationStride);
            Square(in lower, sourceStride, ref Unsafe.Add(ref destination, side), destinationStride);
            return;
        }

        Vector256<T> a = Vector256.Create(Vector128.LoadUnsafe(ref upper), Vector128.LoadUnsafe(ref lower));
        Vector256<T> b = Vector256.Create(Vector128.LoadUnsafe(ref upper, sourceStride), Vector128.LoadUnsafe(ref lower, sourceStride));
        if (Unsafe.SizeOf<T>() == sizeof(double))
        {
            Avx.UnpackLow(a.AsDouble(), b.AsDouble()).As<double, T>().StoreUnsafe(ref destination);
            Avx.UnpackHigh(a.AsDouble(), b.AsDouble()).As<double, T>().StoreUnsafe(ref destination, destinationStride);
            return;
        }

        Vector256<T> c = Vector256.Create(Vector128.LoadUnsafe(ref upper, 2 * sourceStride), Vector128.LoadUnsafe(ref lower, 2 * sourceStride));
        Vector256<T> d = Vector256.Create(Vector128.LoadUnsafe(ref upper, 3 * sourceStride), Vector128.LoadUnsafe(ref lower, 3 * sourceStride));
        Vector256<double> abLow = Avx.UnpackLow(a.AsSingle(), b.AsSingle()).AsDouble();
        Vector256<double> abHigh = Avx.UnpackHigh(a.AsSingle(), b.AsSingle()).AsDouble();
        Vector256<double> cdLow = Avx.UnpackLow(c.AsSingle(), d.AsSingle()).AsDouble();
        Vector256<double> cdHigh = Avx.UnpackHigh(c.AsSingle(), d.AsSingle()).AsDouble();
        Avx.UnpackLow(abLow, cdLow).As<double, T>().StoreUnsafe(ref destination);
        Avx.UnpackHigh(abLow, cdLow).As<double, T>().StoreUnsafe(ref destination, destinationStride);
        Avx.UnpackLow(abHigh, cdHigh).As<double, T>().StoreUnsafe(ref destination, 2 * destinationStride);
        Avx.UnpackHigh(abHigh, cdHigh).As<double, T>().StoreUnsafe(ref destination, 3 * destinationStride);
    }

    /// <summary>Turns 16 bytes' worth of rows and columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square<T>(ref readonly T source, nuint stride, ref T to, nuint toStride)
        where T : unmanaged
    {
        ref T from = ref Unsafe.AsRef(in source);
        Vector128<T> a = Vector128.LoadUnsafe(ref from);
        Vector128<T> b = Vector128.LoadUnsafe(ref from, stride);
        if (Unsafe.SizeOf<T>() == sizeof(double))
        {
            Interleave.Low(a, b).StoreUnsafe(ref to);
            Interleave.High(a, b).StoreUnsafe(ref to, toStride);
            return;
        }

        Vector128<T> c = Vector128.LoadUnsafe(ref from, 2 * stride);
        Vector128<T> d = Vector128.LoadUnsafe(ref from, 3 * stride);
        Vector128<double> abLow = Interleave.Low(a, b).AsDouble();
        Vector128<double> abHigh = Interleave.High(a, b).AsDouble();
        Vector128<double> cdLow = Interleave.Low(c, d).AsDouble();
        Vector128<double> cdHigh = Interleave.High(c, d).AsDouble();
        Interleave.Low(abLow, cdLow).As<double, T>().StoreUnsafe(ref to);
        Interleave.High(abLow, cdLow).As<double, T>().StoreUnsafe(ref to, toStride);
        Interleave.Low(abHigh, cdHigh).As<double, T>().StoreUnsafe(ref to, 2 * toStride);
        Interleave.High(abHigh, cdHigh).As<double, T>().StoreUnsafe(ref to, 3 * toStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T At<T>(ref readonly T origin, nuint row, nuint stride, nuint column) =>
        ref Unsafe.Add(ref Unsafe.AsRef(in origin), (row * stride) + column);

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
