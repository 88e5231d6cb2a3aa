using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShapeGen.CompilerServices;

/// <summary>A block of lanes in two 256-bit registers.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct Lanes256<T> : IVector<Lanes256<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector256<T> _lower;
    private readonly Vector256<T> _upper;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Lanes256(Vector256<T> lower, Vector256<T> upper)
    {
        _lower = lower;
        _upper = upper;
    }

    internal Vector256<T> Lower
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _lower;
    }

    /// <inheritdoc/>
    public static nuint Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2 * (nuint)Vector256<T>.Count;
    }

    /// <inheritdoc/>
    public static Lanes256<T> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => default;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Splat(T value) => All(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> SplatAt<TStorage>(ref readonly TStorage origin, nuint index)
        where TStorage : unmanaged => Splat(RegisterMemory<T>.LoadScalar(in origin, index));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Constant(double value) => All(Vector256.Create(Lane<T>.From(value)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator +(Lanes256<T> left, Lanes256<T> right) => new(left._lower + right._lower, left._upper + right._upper);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator -(Lanes256<T> left, Lanes256<T> right) => new(left._lower - right._lower, left._upper - right._upper);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator *(Lanes256<T> left, Lanes256<T> right) => new(left._lower * right._lower, left._upper * right._upper);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator /(Lanes256<T> left, Lanes256<T> right) => new(left._lower / right._lower, left._upper / right._upper);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator -(Lanes256<T> value)
    {
        Vector256<T> sign = Vector256.Create(Lane<T>.From(-0.0));
        return new(value._lower ^ sign, value._upper ^ sign);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> MultiplyAdd(Lanes256<T> left, Lanes256<T> right, Lanes256<T> addend) => typeof(T) == typeof(float)
        ? new(
            Unsafe.BitCast<Vector256<float>, Vector256<T>>(Vector256.MultiplyAddEstimate(Unsafe.BitCast<Vector256<T>, Vector256<float>>(left._lower), Unsafe.BitCast<Vector256<T>, Vector256<float>>(right._lower), Unsafe.BitCast<Vector256<T>, Vector256<float>>(addend._lower))),
            Unsafe.BitCast<Vector256<float>, Vector256<T>>(Vector256.MultiplyAddEstimate(Unsafe.BitCast<Vector256<T>, Vector256<float>>(left._upper), Unsafe.BitCast<Vector256<T>, Vector256<float>>(right._upper), Unsafe.BitCast<Vector256<T>, Vector256<float>>(addend._upper))))
        : new(
            Unsafe.BitCast<Vector256<double>, Vector256<T>>(Vector256.MultiplyAddEstimate(Unsafe.BitCast<Vector256<T>, Vector256<double>>(left._lower), Unsafe.BitCast<Vector256<T>, Vector256<double>>(right._lower), Unsafe.BitCast<Vector256<T>, Vector256<double>>(addend._lower))),
            Unsafe.BitCast<Vector256<double>, Vector256<T>>(Vector256.MultiplyAddEstimate(Unsafe.BitCast<Vector256<T>, Vector256<double>>(left._upper), Unsafe.BitCast<Vector256<T>, Vector256<double>>(right._upper), Unsafe.BitCast<Vector256<T>, Vector256<double>>(addend._upper))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Lanes256<T> sum, Lanes256<T> left, Lanes256<T> right)
    {
        AddProduct(in sum._lower, left._lower, right._lower);
        AddProduct(in sum._upper, left._upper, right._upper);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Maximum(Lanes256<T> left, Lanes256<T> right) => new(
        Vector256.Max(left._lower, right._lower),
        Vector256.Max(left._upper, right._upper));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Minimum(Lanes256<T> left, Lanes256<T> right) => new(
        Vector256.Min(left._lower, right._lower),
        Vector256.Min(left._upper, right._upper));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Abs(Lanes256<T> value)
    {
        Vector256<T> sign = Vector256.Create(Lane<T>.From(-0.0));
        return new(
            Vector256.AndNot(value._lower, sign),
            Vector256.AndNot(value._upper, sign));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Sqrt(Lanes256<T> value) => new(Vector256.Sqrt(value._lower), Vector256.Sqrt(value._upper));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Round(Lanes256<T> value) => new(Round(value._lower), Round(value._upper));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> CopySign(Lanes256<T> magnitude, Lanes256<T> sign) => Select(All(Vector256.Create(Lane<T>.From(-0.0))), sign, magnitude);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> LessThan(Lanes256<T> left, Lanes256<T> right) => new(
        Vector256.LessThan(left._lower, right._lower),
        Vector256.LessThan(left._upper, right._upper));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> LessThanOrEqual(Lanes256<T> left, Lanes256<T> right) => new(
        Vector256.LessThanOrEqual(left._lower, right._lower),
        Vector256.LessThanOrEqual(left._upper, right._upper));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Select(Lanes256<T> mask, Lanes256<T> whenTrue, Lanes256<T> whenFalse) => new(
        Vector256.ConditionalSelect(mask._lower, whenTrue._lower, whenFalse._lower),
        Vector256.ConditionalSelect(mask._upper, whenTrue._upper, whenFalse._upper));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> KeepLast(Lanes256<T> value, int lanes)
    {
        Lanes256<T> mask = LessThanOrEqual(All(Vector256.Create(Lane<T>.From(2 * Vector256<T>.Count - lanes))), Indices);
        return new(value._lower & mask._lower, value._upper & mask._upper);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> ScaleByPowerOfTwo(Lanes256<T> value, Lanes256<T> exponent) => new(
        Scale(value._lower, exponent._lower),
        Scale(value._upper, exponent._upper));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Exponent(Lanes256<T> value) => new(Exponent(value._lower), Exponent(value._upper));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Significand(Lanes256<T> value)
    {
        Vector256<T> mask = Vector256.Create(Lane<T>.SignificandMask);
        return new(
            (value._lower & mask) | Vector256<T>.One,
            (value._upper & mask) | Vector256<T>.One);
    }

    /// <summary>0, 1, 2 and so on.</summary>
    private static Lanes256<T> Indices
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(
            Vector256<T>.Indices,
            Vector256<T>.Indices + Vector256.Create(Lane<T>.From(Vector256<T>.Count)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes256<T> All(Vector256<T> each) => new(each, each);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> MultiplyAdd(Vector256<T> left, Vector256<T> right, Vector256<T> addend) => typeof(T) == typeof(float)
        ? Vector256.MultiplyAddEstimate(left.AsSingle(), right.AsSingle(), addend.AsSingle()).As<float, T>()
        : Vector256.MultiplyAddEstimate(left.AsDouble(), right.AsDouble(), addend.AsDouble()).As<double, T>();

    /// <summary>Adds to a register of a sum, which a caller may change.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProduct(ref readonly Vector256<T> sum, Vector256<T> left, Vector256<T> right) => Unsafe.AsRef(in sum) = MultiplyAdd(left, right, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Round(Vector256<T> value) => typeof(T) == typeof(float)
        ? Vector256.Round(value.AsSingle()).As<float, T>()
        : Vector256.Round(value.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Exponent(Vector256<T> value)
    {
        Vector256<T> stored = typeof(T) == typeof(float)
            ? (value.AsUInt32() >>> 23).As<uint, T>()
            : (value.AsUInt64() >>> 52).As<ulong, T>();
        return (stored | Vector256.Create(Lane<T>.From(Lane<T>.IntegerThreshold)))
            - Vector256.Create(Lane<T>.From(Lane<T>.IntegerThreshold + Lane<T>.ExponentBias));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Scale(Vector256<T> value, Vector256<T> exponent)
    {
        Vector256<T> shift = Vector256.Create(Lane<T>.From(1.5 * Lane<T>.IntegerThreshold + Lane<T>.ExponentBias));
        Vector256<T> half = exponent * Vector256.Create(Lane<T>.From(0.5));

        // A power of two is made of its exponent by a sum whose low bits are the exponent as it is stored.
        if (typeof(T) == typeof(float))
        {
            Vector256<T> first = Vector256.Round(half.AsSingle()).As<float, T>();
            value *= ((first + shift).AsUInt32() << 23).As<uint, T>();
            return value * ((exponent - first + shift).AsUInt32() << 23).As<uint, T>();
        }
        else
        {
            Vector256<T> first = Vector256.Round(half.AsDouble()).As<double, T>();
            value *= ((first + shift).AsUInt64() << 52).As<ulong, T>();
            return value * ((exponent - first + shift).AsUInt64() << 52).As<ulong, T>();
        }
    }
}
