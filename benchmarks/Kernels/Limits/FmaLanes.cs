using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShapeGen.Benchmarks.Limits;

internal readonly struct Fma512(Vector512<float> value) : IFmaLanes<Fma512>
{
    private readonly Vector512<float> _value = value;

    public static bool IsAccelerated => Vector512.IsHardwareAccelerated;

    public static string Name => "fma 512";

    public static int Count => 16;

    public static Fma512 Splat(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fma512 MultiplyAdd(Fma512 left, Fma512 right, Fma512 addend) =>
        new(Vector512.MultiplyAddEstimate(left._value, right._value, addend._value));

    public static float First(Fma512 value) => value._value.ToScalar();
}

internal readonly struct Fma256(Vector256<float> value) : IFmaLanes<Fma256>
{
    private readonly Vector256<float> _value = value;

    public static bool IsAccelerated => Vector256.IsHardwareAccelerated;

    public static string Name => "fma 256";

    public static int Count => 8;

    public static Fma256 Splat(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fma256 MultiplyAdd(Fma256 left, Fma256 right, Fma256 addend) =>
        new(Vector256.MultiplyAddEstimate(left._value, right._value, addend._value));

    public static float First(Fma256 value) => value._value.ToScalar();
}

internal readonly struct Fma128(Vector128<float> value) : IFmaLanes<Fma128>
{
    private readonly Vector128<float> _value = value;

    public static bool IsAccelerated => Vector128.IsHardwareAccelerated;

    public static string Name => "fma 128";

    public static int Count => 4;

    public static Fma128 Splat(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fma128 MultiplyAdd(Fma128 left, Fma128 right, Fma128 addend) =>
        new(Vector128.MultiplyAddEstimate(left._value, right._value, addend._value));

    public static float First(Fma128 value) => value._value.ToScalar();
}
