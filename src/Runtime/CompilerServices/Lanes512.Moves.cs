using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ShapeGen.CompilerServices;

/// <content>Lanes that move to others.</content>
public readonly partial struct Lanes512<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Realign(Lanes512<T> block, Lanes512<T> next, [ConstantExpected] byte lanes) => new(
        !Avx512F.IsSupported ? Shift(block._all, next._all, lanes)
        : typeof(T) == typeof(float) ? Avx512F.AlignRight32(next._all.AsInt32(), block._all.AsInt32(), lanes).As<int, T>()
        : Avx512F.AlignRight64(next._all.AsInt64(), block._all.AsInt64(), lanes).As<long, T>());

    // Shuffles within four lanes go to twice as many units as those across a register.
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Diagonal(Lanes512<T> a, Lanes512<T> b, Lanes512<T> c, Lanes512<T> d, [ConstantExpected] byte four)
    {
        if (Avx512F.IsSupported && typeof(T) == typeof(float))
        {
            return new((four == 0
                ? Avx512F.Shuffle(FirstTwo(a, b), LastTwo(c, d), 0b10_00_10_00)
                : Avx512F.PermuteVar16x32x2(FirstTwo(a, b), Vector512.Create(4 * four, (4 * four) + 2, (4 * four) + 16, (4 * four) + 18, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), LastTwo(c, d))).As<float, T>());
        }

        if (Avx512F.IsSupported)
        {
            return new(Avx512F.PermuteVar8x64x2(
                Avx512F.Shuffle(a._all.AsDouble(), b._all.AsDouble(), 0b10101010),
                Vector512.Create(4L * four, (4 * four) + 1, (4 * four) + 10, (4 * four) + 11, 0, 0, 0, 0),
                Avx512F.Shuffle(c._all.AsDouble(), d._all.AsDouble(), 0b10101010)).As<double, T>());
        }

        Vector512<T> diagonal = Vector512.ConditionalSelect(
            LanesOfFour(0, -1, 0, -1),
            Vector512.ConditionalSelect(LanesOfFour(0, 0, 0, -1), d._all, b._all),
            Vector512.ConditionalSelect(LanesOfFour(0, 0, -1, 0), c._all, a._all));
        return new(Shift(diagonal, diagonal, 4 * four));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> TurnFours(Lanes512<T> value, [ConstantExpected] byte lanes)
    {
        Vector512<long> all = value._all.AsInt64();
        if (typeof(T) == typeof(float))
        {
            return lanes == 1
                ? new(Vector512.Shuffle(value._all.AsInt32(), Vector512.Create(1, 2, 3, 0, 5, 6, 7, 4, 9, 10, 11, 8, 13, 14, 15, 12)).As<int, T>())
                : new(Vector512.Shuffle(all, Vector512.Create(1, 0, 3, 2, 5, 4, 7, 6)).As<long, T>());
        }

        return lanes == 1
            ? new(Vector512.Shuffle(all, Vector512.Create(1, 2, 3, 0, 5, 6, 7, 4)).As<long, T>())
            : new(Vector512.Shuffle(all, Vector512.Create(2, 3, 0, 1, 6, 7, 4, 5)).As<long, T>());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T First(Lanes512<T> value) => value._all.ToScalar();

    /// <summary>Of every four lanes the first of the one and the second of the other, each twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> FirstTwo(Lanes512<T> a, Lanes512<T> b) => Avx512F.Shuffle(a._all.AsSingle(), b._all.AsSingle(), 0b01_01_00_00);

    /// <summary>The same of the third and the fourth.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> LastTwo(Lanes512<T> c, Lanes512<T> d) => Avx512F.Shuffle(c._all.AsSingle(), d._all.AsSingle(), 0b11_11_10_10);

    /// <summary>As <see cref="Realign"/>, anywhere: an index outside of a register gives zero, so each lane comes from one of the two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Shift(Vector512<T> block, Vector512<T> next, int lanes) => typeof(T) == typeof(float)
        ? (Vector512.Shuffle(block.AsInt32(), Vector512<int>.Indices + Vector512.Create(lanes))
            | Vector512.Shuffle(next.AsInt32(), Vector512<int>.Indices + Vector512.Create(lanes - Vector512<int>.Count))).As<int, T>()
        : (Vector512.Shuffle(block.AsInt64(), Vector512<long>.Indices + Vector512.Create((long)lanes))
            | Vector512.Shuffle(next.AsInt64(), Vector512<long>.Indices + Vector512.Create((long)lanes - Vector512<long>.Count))).As<long, T>();

    /// <summary>All bits of every first, second, third and fourth of four lanes, or none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> LanesOfFour(int first, int second, int third, int fourth)
    {
        if (typeof(T) == typeof(float))
        {
            return Vector512.Create(
                first, second, third, fourth, first, second, third, fourth, first, second, third, fourth, first, second, third, fourth).As<int, T>();
        }

        return Vector512.Create((long)first, second, third, fourth, first, second, third, fourth).As<long, T>();
    }
}
