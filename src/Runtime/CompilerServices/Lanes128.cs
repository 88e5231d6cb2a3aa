using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Wasm;

namespace ShapeGen.CompilerServices;

/// <summary>A block of lanes in four 128-bit registers.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct Lanes128<T> : IVector<Lanes128<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector128<T> _first;
    private readonly Vector128<T> _second;
    private readonly Vector128<T> _third;
    private readonly Vector128<T> _fourth;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes128(Vector128<T> first, Vector128<T> second, Vector128<T> third, Vector128<T> fourth)
    {
        _first = first;
        _second = second;
        _third = third;
        _fourth = fourth;
    }

    /// <inheritdoc/>
    public static nuint Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 4 * (nuint)Vector128<T>.Count;
    }

    /// <inheritdoc/>
    public static Lanes128<T> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => default;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Splat(T value) => All(Vector128.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> SplatAt<TStorage>(ref readonly TStorage origin, nuint index)
        where TStorage : unmanaged => Splat(RegisterMemory<T>.LoadScalar(in origin, index));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Constant(double value) => All(Vector128.Create(Lane<T>.From(value)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator +(Lanes128<T> left, Lanes128<T> right) => new(
        left._first + right._first,
        left._second + right._second,
        left._third + right._third,
        left._fourth + right._fourth);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator -(Lanes128<T> left, Lanes128<T> right) => new(
        left._first - right._first,
        left._second - right._second,
        left._third - right._third,
        left._fourth - right._fourth);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator *(Lanes128<T> left, Lanes128<T> right) => new(
        left._first * right._first,
        left._second * right._second,
        left._third * right._third,
        left._fourth * right._fourth);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator /(Lanes128<T> left, Lanes128<T> right) => new(
        left._first / right._first,
        left._second / right._second,
        left._third / right._third,
        left._fourth / right._fourth);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator -(Lanes128<T> value)
    {
        Vector128<T> sign = Vector128.Create(Lane<T>.From(-0.0));
        return new(value._first ^ sign, value._second ^ sign, value._third ^ sign, value._fourth ^ sign);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> MultiplyAdd(Lanes128<T> left, Lanes128<T> right, Lanes128<T> addend) => PackedSimd.IsSupported
        ? new(
            MultiplyAdd(left._first, right._first, addend._first),
            MultiplyAdd(left._second, right._second, addend._second),
            MultiplyAdd(left._third, right._third, addend._third),
            MultiplyAdd(left._fourth, right._fourth, addend._fourth))
        : typeof(T) == typeof(float)
        ? new(
            Vector128.MultiplyAddEstimate(left._first.AsSingle(), right._first.AsSingle(), addend._first.AsSingle()).As<float, T>(),
            Vector128.MultiplyAddEstimate(left._second.AsSingle(), right._second.AsSingle(), addend._second.AsSingle()).As<float, T>(),
            Vector128.MultiplyAddEstimate(left._third.AsSingle(), right._third.AsSingle(), addend._third.AsSingle()).As<float, T>(),
            Vector128.MultiplyAddEstimate(left._fourth.AsSingle(), right._fourth.AsSingle(), addend._fourth.AsSingle()).As<float, T>())
        : new(
            Vector128.MultiplyAddEstimate(left._first.AsDouble(), right._first.AsDouble(), addend._first.AsDouble()).As<double, T>(),
            Vector128.MultiplyAddEstimate(left._second.AsDouble(), right._second.AsDouble(), addend._second.AsDouble()).As<double, T>(),
            Vector128.MultiplyAddEstimate(left._third.AsDouble(), right._third.AsDouble(), addend._third.AsDouble()).As<double, T>(),
            Vector128.MultiplyAddEstimate(left._fourth.AsDouble(), right._fourth.AsDouble(), addend._fourth.AsDouble()).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Lanes128<T> sum, Lanes128<T> left, Lanes128<T> right)
    {
        AddProduct(in sum._first, left._first, right._first);
        AddProduct(in sum._second, left._second, right._second);
        AddProduct(in sum._third, left._third, right._third);
        AddProduct(in sum._fourth, left._fourth, right._fourth);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Maximum(Lanes128<T> left, Lanes128<T> right) => new(
        Vector128.Max(left._first, right._first),
        Vector128.Max(left._second, right._second),
        Vector128.Max(left._third, right._third),
        Vector128.Max(left._fourth, right._fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Minimum(Lanes128<T> left, Lanes128<T> right) => new(
        Vector128.Min(left._first, right._first),
        Vector128.Min(left._second, right._second),
        Vector128.Min(left._third, right._third),
        Vector128.Min(left._fourth, right._fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Abs(Lanes128<T> value)
    {
        Vector128<T> sign = Vector128.Create(Lane<T>.From(-0.0));
        return new(
            Vector128.AndNot(value._first, sign),
            Vector128.AndNot(value._second, sign),
            Vector128.AndNot(value._third, sign),
            Vector128.AndNot(value._fourth, sign));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Sqrt(Lanes128<T> value) => new(
        Vector128.Sqrt(value._first),
        Vector128.Sqrt(value._second),
        Vector128.Sqrt(value._third),
        Vector128.Sqrt(value._fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Round(Lanes128<T> value) => new(Round(value._first), Round(value._second), Round(value._third), Round(value._fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> CopySign(Lanes128<T> magnitude, Lanes128<T> sign) => Select(All(Vector128.Create(Lane<T>.From(-0.0))), sign, magnitude);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> LessThan(Lanes128<T> left, Lanes128<T> right) => new(
        Vector128.LessThan(left._first, right._first),
        Vector128.LessThan(left._second, right._second),
        Vector128.LessThan(left._third, right._third),
        Vector128.LessThan(left._fourth, right._fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> LessThanOrEqual(Lanes128<T> left, Lanes128<T> right) => new(
        Vector128.LessThanOrEqual(left._first, right._first),
        Vector128.LessThanOrEqual(left._second, right._second),
        Vector128.LessThanOrEqual(left._third, right._third),
        Vector128.LessThanOrEqual(left._fourth, right._fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Select(Lanes128<T> mask, Lanes128<T> whenTrue, Lanes128<T> whenFalse) => new(
        Vector128.ConditionalSelect(mask._first, whenTrue._first, whenFalse._first),
        Vector128.ConditionalSelect(mask._second, whenTrue._second, whenFalse._second),
        Vector128.ConditionalSelect(mask._third, whenTrue._third, whenFalse._third),
        Vector128.ConditionalSelect(mask._fourth, whenTrue._fourth, whenFalse._fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> KeepLast(Lanes128<T> value, int lanes)
    {
        Lanes128<T> mask = LessThanOrEqual(All(Vector128.Create(Lane<T>.From(4 * Vector128<T>.Count - lanes))), Indices);
        return new(value._first & mask._first, value._second & mask._second, value._third & mask._third, value._fourth & mask._fourth);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> ScaleByPowerOfTwo(Lanes128<T> value, Lanes128<T> exponent) => new(
        Scale(value._first, exponent._first),
        Scale(value._second, exponent._second),
        Scale(value._third, exponent._third),
        Scale(value._fourth, exponent._fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Exponent(Lanes128<T> value) => new(
        Exponent(value._first),
        Exponent(value._second),
        Exponent(value._third),
        Exponent(value._fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Significand(Lanes128<T> value)
    {
        Vector128<T> mask = Vector128.Create(Lane<T>.SignificandMask);
        return new(
            (value._first & mask) | Vector128<T>.One,
            (value._second & mask) | Vector128<T>.One,
            (value._third & mask) | Vector128<T>.One,
            (value._fourth & mask) | Vector128<T>.One);
    }

    /// <summary>0, 1, 2 and so on.</summary>
    private static Lanes128<T> Indices
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(
            Vector128<T>.Indices,
            Vector128<T>.Indices + Vector128.Create(Lane<T>.From(Vector128<T>.Count)),
            Vector128<T>.Indices + Vector128.Create(Lane<T>.From(2 * Vector128<T>.Count)),
            Vector128<T>.Indices + Vector128.Create(Lane<T>.From(3 * Vector128<T>.Count)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes128<T> All(Vector128<T> each) => new(each, each, each, each);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> MultiplyAdd(Vector128<T> left, Vector128<T> right, Vector128<T> addend) => PackedSimd.IsSupported
        ? (left * right) + addend // What the estimate is on WebAssembly, where its own code goes element by element.
        : typeof(T) == typeof(float)
        ? Vector128.MultiplyAddEstimate(left.AsSingle(), right.AsSingle(), addend.AsSingle()).As<float, T>()
        : Vector128.MultiplyAddEstimate(left.AsDouble(), right.AsDouble(), addend.AsDouble()).As<double, T>();

    /// <summary>Adds to a register of a sum, which a caller may change.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProduct(ref readonly Vector128<T> sum, Vector128<T> left, Vector128<T> right) => Unsafe.AsRef(in sum) = MultiplyAdd(left, right, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> Round(Vector128<T> value) => typeof(T) == typeof(float)
        ? Vector128.Round(value.AsSingle()).As<float, T>()
        : Vector128.Round(value.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> Exponent(Vector128<T> value)
    {
        Vector128<T> stored = typeof(T) == typeof(float)
            ? (value.AsUInt32() >>> 23).As<uint, T>()
            : (value.AsUInt64() >>> 52).As<ulong, T>();
        return (stored | Vector128.Create(Lane<T>.From(Lane<T>.IntegerThreshold)))
            - Vector128.Create(Lane<T>.From(Lane<T>.IntegerThreshold + Lane<T>.ExponentBias));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> Scale(Vector128<T> value, Vector128<T> exponent)
    {
        Vector128<T> shift = Vector128.Create(Lane<T>.From(1.5 * Lane<T>.IntegerThreshold + Lane<T>.ExponentBias));
        Vector128<T> half = exponent * Vector128.Create(Lane<T>.From(0.5));

        // A power of two is made of its exponent by a sum whose low bits are the exponent as it is stored.
        if (typeof(T) == typeof(float))
        {
            Vector128<T> first = Vector128.Round(half.AsSingle()).As<float, T>();
            value *= ((first + shift).AsUInt32() << 23).As<uint, T>();
            return value * ((exponent - first + shift).AsUInt32() << 23).As<uint, T>();
        }
        else
        {
            Vector128<T> first = Vector128.Round(half.AsDouble()).As<double, T>();
            value *= ((first + shift).AsUInt64() << 52).As<ulong, T>();
            return value * ((exponent - first + shift).AsUInt64() << 52).As<ulong, T>();
        }
    }
}
