using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ShapeGen.CompilerServices;

/// <summary>The last steps of a reduction over the lanes of a block, the same for every width.</summary>
internal static class AcrossRegister
{
    // Which quarters of two registers of 512 bits, and which lanes of each quarter, a shuffle takes.
    private const byte LowerHalves = 0b01_00_01_00;
    private const byte UpperHalves = 0b11_10_11_10;
    private const byte EvenQuarters = 0b10_00_10_00;
    private const byte FirstQuarters = 0;
    private const byte OddQuarters = 0b11_01_11_01;
    private const byte UpperPair = 0b11_10_11_10;
    private const byte OddLane = 0b01_01_01_01;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum<T>(Vector128<T> value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            value += Vector128.Shuffle(value.AsSingle(), Vector128.Create(2, 3, 2, 3)).As<float, T>();
        }

        return value.ToScalar() + value.GetElement(1);
    }

    /// <summary><see cref="Sum"/> of four registers side by side: the same additions, each for four of them (two for double) at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Sums<T>(Vector128<T> a, Vector128<T> b, Vector128<T> c, Vector128<T> d)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector128<T> ab = Interleave.Low(a, b) + Interleave.High(a, b);
        Vector128<T> cd = Interleave.Low(c, d) + Interleave.High(c, d);
        return typeof(T) == typeof(float)
            ? (LowerPairs(ab, cd) + UpperPairs(ab, cd)).ToVector256()
            : Vector256.Create(ab, cd);
    }

    /// <summary>
    /// <see cref="Sums{T}"/> for WebAssembly, where .NET interprets: it has instructions for these shuffles and selections, and
    /// a call for each lane that <see cref="Interleave"/> takes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> SumsByShuffles(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d)
    {
        Vector128<float> ab = LowerThenUpper(a, SwapHalves(b)) + LowerThenUpper(SwapHalves(a), b); // a0 + a2, a1 + a3, b0 + b2, b1 + b3
        Vector128<float> cd = LowerThenUpper(c, SwapHalves(d)) + LowerThenUpper(SwapHalves(c), d);
        Vector128<int> even = Vector128.Create(0, 2, 0, 2);
        Vector128<int> odd = Vector128.Create(1, 3, 1, 3);
        return LowerThenUpper(Vector128.Shuffle(ab, even), Vector128.Shuffle(cd, even)) + LowerThenUpper(Vector128.Shuffle(ab, odd), Vector128.Shuffle(cd, odd));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> SwapHalves(Vector128<float> value) => Vector128.Shuffle(value, Vector128.Create(2, 3, 0, 1));

    /// <summary>The lower half of one, then the upper half of the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> LowerThenUpper(Vector128<float> lower, Vector128<float> upper) =>
        Vector128.ConditionalSelect(Vector128.Create(-1, -1, 0, 0).AsSingle(), lower, upper);

    /// <summary><see cref="Maximum"/> of four registers side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Maxima<T>(Vector128<T> a, Vector128<T> b, Vector128<T> c, Vector128<T> d)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector128<T> ab = Vector128.Max(Interleave.Low(a, b), Interleave.High(a, b));
        Vector128<T> cd = Vector128.Max(Interleave.Low(c, d), Interleave.High(c, d));
        return typeof(T) == typeof(float)
            ? Vector128.Max(LowerPairs(ab, cd), UpperPairs(ab, cd)).ToVector256()
            : Vector256.Create(ab, cd);
    }

    /// <summary>
    /// Four blocks of 16 at once, in <see cref="Sum"/>'s order: halves, then quarters are added across two and four
    /// blocks, until each 128-bit lane holds what is left of one of them. Requires AVX-512.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sums(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d)
    {
        Vector512<float> ab = Avx512F.Shuffle4x128(a, b, LowerHalves) + Avx512F.Shuffle4x128(a, b, UpperHalves);
        Vector512<float> cd = Avx512F.Shuffle4x128(c, d, LowerHalves) + Avx512F.Shuffle4x128(c, d, UpperHalves);
        Vector512<float> all = Avx512F.Shuffle4x128(ab, cd, EvenQuarters) + Avx512F.Shuffle4x128(ab, cd, OddQuarters);
        all += Avx512F.Permute4x32(all, UpperPair);
        all += Avx512F.Permute4x32(all, OddLane);
        return Avx512F.PermuteVar16x32(all, FirstOfEach);
    }

    /// <summary>The first quarters of four registers side by side. Requires AVX-512.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> JoinFours(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d) =>
        Avx512F.Shuffle4x128(Avx512F.Shuffle4x128(a, b, FirstQuarters), Avx512F.Shuffle4x128(c, d, FirstQuarters), EvenQuarters);

    /// <summary>As <see cref="Sums(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Maxima(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d)
    {
        Vector512<float> ab = Vector512.Max(Avx512F.Shuffle4x128(a, b, LowerHalves), Avx512F.Shuffle4x128(a, b, UpperHalves));
        Vector512<float> cd = Vector512.Max(Avx512F.Shuffle4x128(c, d, LowerHalves), Avx512F.Shuffle4x128(c, d, UpperHalves));
        Vector512<float> all = Vector512.Max(Avx512F.Shuffle4x128(ab, cd, EvenQuarters), Avx512F.Shuffle4x128(ab, cd, OddQuarters));
        all = Vector512.Max(all, Avx512F.Permute4x32(all, UpperPair));
        all = Vector512.Max(all, Avx512F.Permute4x32(all, OddLane));
        return Avx512F.PermuteVar16x32(all, FirstOfEach);
    }

    private static Vector512<int> FirstOfEach
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> LowerPairs<T>(Vector128<T> a, Vector128<T> b)
        where T : unmanaged => Interleave.Low(a.AsDouble(), b.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> UpperPairs<T>(Vector128<T> a, Vector128<T> b)
        where T : unmanaged => Interleave.High(a.AsDouble(), b.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Maximum<T>(Vector128<T> value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            value = Vector128.Max(value, Vector128.Shuffle(value.AsSingle(), Vector128.Create(2, 3, 2, 3)).As<float, T>());
            return Vector128.Max(value, Vector128.Shuffle(value.AsSingle(), Vector128.Create(1, 1, 1, 1)).As<float, T>()).ToScalar();
        }

        return Vector128.Max(value, Vector128.Shuffle(value.AsDouble(), Vector128.Create(1L, 1L)).As<double, T>()).ToScalar();
    }
}
