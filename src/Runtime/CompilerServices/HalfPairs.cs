using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ShapeGen.CompilerServices;

/// <summary>
/// Registers of halves two by two: each 32-bit lane holds one in its low and one in its high 16 bits, so that either
/// becomes a float without moving between lanes.
/// </summary>
/// <remarks>
/// A half's 15 bits below the sign, moved to bits 13 to 27 of a float, are the same number times 2^-112: the difference of
/// the exponents' biases is 127 − 15, and subnormal halves are subnormal floats then. So shift and mask give all finite
/// halves exactly, in another scale. Infinities and NaN come out as finite numbers from 2^16 · 2^-112 on.
/// </remarks>
internal static class HalfPairs
{
    /// <summary>2^112: what brings <c>Low</c> and <c>High</c> to scale.</summary>
    public const float Scale = 5.192296858534828e33f;

    private const int Shift = 3;
    private const int SignAndMagnitude = unchecked((int)0x8FFFE000);
    private const int Magnitudes = 0x7FFF7FFF;
    private const ushort LargestFinite = 0x7BFF;

    // Times 2^13 in the low 16 bits, nothing in the high ones: moves the low half in one instruction.
    private const int LowFactor = 1 << 13;

    /// <summary>The low halves times 2^-112.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Low(Vector512<int> pairs) => Avx512BW.IsSupported
        ? (Avx512BW.MultiplyAddAdjacent(pairs.AsInt16(), Vector512.Create(LowFactor).AsInt16()) & Vector512.Create(SignAndMagnitude)).AsSingle()
        : (((pairs << 16) >> Shift) & Vector512.Create(SignAndMagnitude)).AsSingle();

    /// <summary>The high halves times 2^-112.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> High(Vector512<int> pairs) => ((pairs >> Shift) & Vector512.Create(SignAndMagnitude)).AsSingle();

    /// <summary>The low halves, infinities and NaN as well.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> WidenLow(Vector512<int> pairs) => HalfRegister.Widen((pairs << 16) >> 16);

    /// <summary>The high halves, infinities and NaN as well.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> WidenHigh(Vector512<int> pairs) => HalfRegister.Widen(pairs >> 16);

    /// <summary>For each half the larger of its magnitude's bits and those in <paramref name="largest"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Largest(Vector512<int> largest, Vector512<int> pairs) =>
        Vector512.Max(largest.AsUInt16(), (pairs & Vector512.Create(Magnitudes)).AsUInt16()).AsInt32();

    /// <summary>No magnitude is that of an infinity or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreFinite(Vector512<int> largest) =>
        Vector512.LessThanOrEqualAll(largest.AsUInt16(), Vector512.Create(LargestFinite));

    /// <summary>Both rounded to halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Narrow(Vector512<float> low, Vector512<float> high) => HalfRegister.Narrow(low) | (HalfRegister.Narrow(high) << 16);

    /// <summary>The low halves times 2^-112.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Low(Vector256<int> pairs) => Avx2.IsSupported
        ? (Avx2.MultiplyAddAdjacent(pairs.AsInt16(), Vector256.Create(LowFactor).AsInt16()) & Vector256.Create(SignAndMagnitude)).AsSingle()
        : (((pairs << 16) >> Shift) & Vector256.Create(SignAndMagnitude)).AsSingle();

    /// <summary>The high halves times 2^-112.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> High(Vector256<int> pairs) => ((pairs >> Shift) & Vector256.Create(SignAndMagnitude)).AsSingle();

    /// <summary>The low halves, infinities and NaN as well.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> WidenLow(Vector256<int> pairs) => HalfRegister.Widen((pairs << 16) >> 16);

    /// <summary>The high halves, infinities and NaN as well.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> WidenHigh(Vector256<int> pairs) => HalfRegister.Widen(pairs >> 16);

    /// <summary>For each half the larger of its magnitude's bits and those in <paramref name="largest"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Largest(Vector256<int> largest, Vector256<int> pairs) =>
        Vector256.Max(largest.AsUInt16(), (pairs & Vector256.Create(Magnitudes)).AsUInt16()).AsInt32();

    /// <summary>No magnitude is that of an infinity or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreFinite(Vector256<int> largest) =>
        Vector256.LessThanOrEqualAll(largest.AsUInt16(), Vector256.Create(LargestFinite));

    /// <summary>Both rounded to halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Narrow(Vector256<float> low, Vector256<float> high) => HalfRegister.Narrow(low) | (HalfRegister.Narrow(high) << 16);

    /// <summary>The low halves times 2^-112.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Low(Vector128<int> pairs) => Sse2.IsSupported
        ? (Sse2.MultiplyAddAdjacent(pairs.AsInt16(), Vector128.Create(LowFactor).AsInt16()) & Vector128.Create(SignAndMagnitude)).AsSingle()
        : (((pairs << 16) >> Shift) & Vector128.Create(SignAndMagnitude)).AsSingle();

    /// <summary>The high halves times 2^-112.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> High(Vector128<int> pairs) => ((pairs >> Shift) & Vector128.Create(SignAndMagnitude)).AsSingle();

    /// <summary>The low halves, infinities and NaN as well.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> WidenLow(Vector128<int> pairs) => HalfRegister.Widen((pairs << 16) >> 16);

    /// <summary>The high halves, infinities and NaN as well.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> WidenHigh(Vector128<int> pairs) => HalfRegister.Widen(pairs >> 16);

    /// <summary>For each half the larger of its magnitude's bits and those in <paramref name="largest"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Largest(Vector128<int> largest, Vector128<int> pairs) =>
        Vector128.Max(largest.AsUInt16(), (pairs & Vector128.Create(Magnitudes)).AsUInt16()).AsInt32();

    /// <summary>No magnitude is that of an infinity or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreFinite(Vector128<int> largest) =>
        Vector128.LessThanOrEqualAll(largest.AsUInt16(), Vector128.Create(LargestFinite));

    /// <summary>Both rounded to halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Narrow(Vector128<float> low, Vector128<float> high) => HalfRegister.Narrow(low) | (HalfRegister.Narrow(high) << 16);
}
