using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShapeGen.Benchmarks.Limits;

/// <summary>Bitwise or: the cheapest thing to do with a byte.</summary>
internal readonly struct Or512(Vector512<uint> value) : ILanes<Or512>
{
    private readonly Vector512<uint> _value = value;

    public static bool IsAccelerated => Vector512.IsHardwareAccelerated;

    public static string Name => "or 512";

    public static int Size => 64;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Or512 Take(Or512 accumulator, ref byte origin, nuint offset) =>
        new(accumulator._value | Vector512.LoadUnsafe(ref origin, offset).AsUInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Or512 Join(Or512 left, Or512 right) => new(left._value | right._value);

    public static float First(Or512 accumulator) => accumulator._value.AsUInt32().ToScalar();
}

/// <summary>Floating-point sum: what pooling does with a byte.</summary>
internal readonly struct Add512(Vector512<float> value) : ILanes<Add512>
{
    private readonly Vector512<float> _value = value;

    public static bool IsAccelerated => Vector512.IsHardwareAccelerated;

    public static string Name => "add 512";

    public static int Size => 64;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Add512 Take(Add512 accumulator, ref byte origin, nuint offset) =>
        new(accumulator._value + Vector512.LoadUnsafe(ref origin, offset).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Add512 Join(Add512 left, Add512 right) => new(left._value + right._value);

    public static float First(Add512 accumulator) => accumulator._value.AsSingle().ToScalar();
}

/// <summary>Bitwise or: the cheapest thing to do with a byte.</summary>
internal readonly struct Or256(Vector256<uint> value) : ILanes<Or256>
{
    private readonly Vector256<uint> _value = value;

    public static bool IsAccelerated => Vector256.IsHardwareAccelerated;

    public static string Name => "or 256";

    public static int Size => 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Or256 Take(Or256 accumulator, ref byte origin, nuint offset) =>
        new(accumulator._value | Vector256.LoadUnsafe(ref origin, offset).AsUInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Or256 Join(Or256 left, Or256 right) => new(left._value | right._value);

    public static float First(Or256 accumulator) => accumulator._value.AsUInt32().ToScalar();
}

/// <summary>Floating-point sum: what pooling does with a byte.</summary>
internal readonly struct Add256(Vector256<float> value) : ILanes<Add256>
{
    private readonly Vector256<float> _value = value;

    public static bool IsAccelerated => Vector256.IsHardwareAccelerated;

    public static string Name => "add 256";

    public static int Size => 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Add256 Take(Add256 accumulator, ref byte origin, nuint offset) =>
        new(accumulator._value + Vector256.LoadUnsafe(ref origin, offset).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Add256 Join(Add256 left, Add256 right) => new(left._value + right._value);

    public static float First(Add256 accumulator) => accumulator._value.AsSingle().ToScalar();
}

/// <summary>Bitwise or: the cheapest thing to do with a byte.</summary>
internal readonly struct Or128(Vector128<uint> value) : ILanes<Or128>
{
    private readonly Vector128<uint> _value = value;

    public static bool IsAccelerated => Vector128.IsHardwareAccelerated;

    public static string Name => "or 128";

    public static int Size => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Or128 Take(Or128 accumulator, ref byte origin, nuint offset) =>
        new(accumulator._value | Vector128.LoadUnsafe(ref origin, offset).AsUInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Or128 Join(Or128 left, Or128 right) => new(left._value | right._value);

    public static float First(Or128 accumulator) => accumulator._value.AsUInt32().ToScalar();
}

/// <summary>Floating-point sum: what pooling does with a byte.</summary>
internal readonly struct Add128(Vector128<float> value) : ILanes<Add128>
{
    private readonly Vector128<float> _value = value;

    public static bool IsAccelerated => Vector128.IsHardwareAccelerated;

    public static string Name => "add 128";

    public static int Size => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Add128 Take(Add128 accumulator, ref byte origin, nuint offset) =>
        new(accumulator._value + Vector128.LoadUnsafe(ref origin, offset).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Add128 Join(Add128 left, Add128 right) => new(left._value + right._value);

    public static float First(Add128 accumulator) => accumulator._value.AsSingle().ToScalar();
}
