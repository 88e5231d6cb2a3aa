using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShapeGen.CompilerServices;

/// <summary>
/// Half to float and back on the bits, because .NET 10 offers no vector conversion between them.
/// </summary>
/// <remarks>
/// Widening takes the sign-extended 16 bits and is exact. Narrowing rounds to nearest even and returns the 16 bits in
/// the low half of each lane; a NaN becomes the quiet NaN of its sign. The methods are those of Fabian Giesen's
/// half_to_float and float_to_half notes: widening multiplies by 2^112, which is exact for subnormal halves too, and then
/// fixes the exponent of infinities and NaN.
/// </remarks>
internal static class HalfRegister
{
    private const int SignBit = unchecked((int)0x80000000);

    // Positions after the 15 bits below the sign have been shifted to where a float keeps them.
    private const int Shift = 13;
    private const int MagnitudeMask = 0x7FFF << Shift;
    private const int Infinity = 0x7C00 << Shift;
    // A half's exponent, read as a float's, is too small by the difference of the biases: 127 − 15.
    private const float Scale = 5.192296858534828e33f;
    private const int Rebias = (127 - 15) << 23;

    private const int FloatInfinity = 0x7F800000;
    private const int FirstOverflow = (127 + 16) << 23;
    private const int FirstNormal = (127 - 14) << 23;
    private const int RoundingBias = 0x0FFF - Rebias;
    private const int HalfInfinity = 0x7C00;
    private const int HalfQuietNaN = 0x7E00;

    // Adding 0.5 to a magnitude below 2^-14 leaves it, rounded to even, in units of 2^-24 in the low bits.
    private const float SubnormalUnit = 0.5f;
    private const int SubnormalUnitBits = 0x3F000000;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Widen(Vector512<int> half)
    {
        Vector512<int> bits = (half << Shift) & Vector512.Create(SignBit | MagnitudeMask);
        Vector512<int> scaled = (bits.AsSingle() * Vector512.Create(Scale)).AsInt32();
        Vector512<int> isSpecial = Vector512.GreaterThanOrEqual(bits & Vector512.Create(MagnitudeMask), Vector512.Create(Infinity));
        return (scaled | (isSpecial & Vector512.Create(FloatInfinity))).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Widen(Vector256<int> half)
    {
        Vector256<int> bits = (half << Shift) & Vector256.Create(SignBit | MagnitudeMask);
        Vector256<int> scaled = (bits.AsSingle() * Vector256.Create(Scale)).AsInt32();
        Vector256<int> isSpecial = Vector256.GreaterThanOrEqual(bits & Vector256.Create(MagnitudeMask), Vector256.Create(Infinity));
        return (scaled | (isSpecial & Vector256.Create(FloatInfinity))).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Widen(Vector128<int> half)
    {
        Vector128<int> bits = (half << Shift) & Vector128.Create(SignBit | MagnitudeMask);
        Vector128<int> scaled = (bits.AsSingle() * Vector128.Create(Scale)).AsInt32();
        Vector128<int> isSpecial = Vector128.GreaterThanOrEqual(bits & Vector128.Create(MagnitudeMask), Vector128.Create(Infinity));
        return (scaled | (isSpecial & Vector128.Create(FloatInfinity))).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Narrow(Vector512<float> value)
    {
        Vector512<int> bits = value.AsInt32();
        Vector512<int> magnitude = bits & Vector512.Create(~SignBit);
        Vector512<int> odd = (magnitude >>> Shift) & Vector512<int>.One;
        Vector512<int> normal = (magnitude + Vector512.Create(RoundingBias) + odd) >>> Shift;
        Vector512<int> subnormal = (magnitude.AsSingle() + Vector512.Create(SubnormalUnit)).AsInt32() - Vector512.Create(SubnormalUnitBits);
        Vector512<int> special = Vector512.ConditionalSelect(
            Vector512.GreaterThan(magnitude, Vector512.Create(FloatInfinity)), Vector512.Create(HalfQuietNaN), Vector512.Create(HalfInfinity));
        Vector512<int> result = Vector512.ConditionalSelect(
            Vector512.LessThan(magnitude, Vector512.Create(FirstNormal)), subnormal, normal);
        result = Vector512.ConditionalSelect(
            Vector512.GreaterThanOrEqual(magnitude, Vector512.Create(FirstOverflow)), special, result);
        return result | ((bits & Vector512.Create(SignBit)) >>> 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Narrow(Vector256<float> value)
    {
        Vector256<int> bits = value.AsInt32();
        Vector256<int> magnitude = bits & Vector256.Create(~SignBit);
        Vector256<int> odd = (magnitude >>> Shift) & Vector256<int>.One;
        Vector256<int> normal = (magnitude + Vector256.Create(RoundingBias) + odd) >>> Shift;
        Vector256<int> subnormal = (magnitude.AsSingle() + Vector256.Create(SubnormalUnit)).AsInt32() - Vector256.Create(SubnormalUnitBits);
        Vector256<int> special = Vector256.ConditionalSelect(
            Vector256.GreaterThan(magnitude, Vector256.Create(FloatInfinity)), Vector256.Create(HalfQuietNaN), Vector256.Create(HalfInfinity));
        Vector256<int> result = Vector256.ConditionalSelect(
            Vector256.LessThan(magnitude, Vector256.Create(FirstNormal)), subnormal, normal);
        result = Vector256.ConditionalSelect(
            Vector256.GreaterThanOrEqual(magnitude, Vector256.Create(FirstOverflow)), special, result);
        return result | ((bits & Vector256.Create(SignBit)) >>> 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Narrow(Vector128<float> value)
    {
        Vector128<int> bits = value.AsInt32();
        Vector128<int> magnitude = bits & Vector128.Create(~SignBit);
        Vector128<int> odd = (magnitude >>> Shift) & Vector128<int>.One;
        Vector128<int> normal = (magnitude + Vector128.Create(RoundingBias) + odd) >>> Shift;
        Vector128<int> subnormal = (magnitude.AsSingle() + Vector128.Create(SubnormalUnit)).AsInt32() - Vector128.Create(SubnormalUnitBits);
        Vector128<int> special = Vector128.ConditionalSelect(
            Vector128.GreaterThan(magnitude, Vector128.Create(FloatInfinity)), Vector128.Create(HalfQuietNaN), Vector128.Create(HalfInfinity));
        Vector128<int> result = Vector128.ConditionalSelect(
            Vector128.LessThan(magnitude, Vector128.Create(FirstNormal)), subnormal, normal);
        result = Vector128.ConditionalSelect(
            Vector128.GreaterThanOrEqual(magnitude, Vector128.Create(FirstOverflow)), special, result);
        return result | ((bits & Vector128.Create(SignBit)) >>> 16);
    }
}
