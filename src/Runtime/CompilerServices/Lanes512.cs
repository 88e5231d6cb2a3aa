using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ShapeGen.CompilerServices;

/// <summary>A block of lanes in one 512-bit register.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct Lanes512<T> : IRegisterVector<Lanes512<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector512<T> _all;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes512(Vector512<T> all) => _all = all;

    /// <summary>The block that a register holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Lanes512<T>(Vector512<T> register) => new(register);

    /// <summary>The register of a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Vector512<T>(Lanes512<T> block) => block._all;

    /// <inheritdoc/>
    public static nuint Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (nuint)Vector512<T>.Count;
    }

    /// <inheritdoc/>
    public static Lanes512<T> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512<T>.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Splat(T value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> SplatAt<TStorage>(ref readonly TStorage origin, nuint index)
        where TStorage : unmanaged => Splat(RegisterMemory<T>.LoadScalar(in origin, index));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Constant(double value) => new(Vector512.Create(Lane<T>.From(value)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator +(Lanes512<T> left, Lanes512<T> right) => new(left._all + right._all);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator -(Lanes512<T> left, Lanes512<T> right) => new(left._all - right._all);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator *(Lanes512<T> left, Lanes512<T> right) => new(left._all * right._all);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator /(Lanes512<T> left, Lanes512<T> right) => new(left._all / right._all);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator -(Lanes512<T> value) => new(value._all ^ Vector512.Create(Lane<T>.From(-0.0)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> MultiplyAdd(Lanes512<T> left, Lanes512<T> right, Lanes512<T> addend) => typeof(T) == typeof(float)
        ? Unsafe.BitCast<Vector512<float>, Lanes512<T>>(Vector512.MultiplyAddEstimate(
            Unsafe.BitCast<Lanes512<T>, Vector512<float>>(left),
            Unsafe.BitCast<Lanes512<T>, Vector512<float>>(right),
            Unsafe.BitCast<Lanes512<T>, Vector512<float>>(addend)))
        : Unsafe.BitCast<Vector512<double>, Lanes512<T>>(Vector512.MultiplyAddEstimate(
            Unsafe.BitCast<Lanes512<T>, Vector512<double>>(left),
            Unsafe.BitCast<Lanes512<T>, Vector512<double>>(right),
            Unsafe.BitCast<Lanes512<T>, Vector512<double>>(addend)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Lanes512<T> sum, Lanes512<T> left, Lanes512<T> right) => sum = MultiplyAdd(left, right, sum);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Maximum(Lanes512<T> left, Lanes512<T> right) => new(Vector512.Max(left._all, right._all));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Minimum(Lanes512<T> left, Lanes512<T> right) => new(Vector512.Min(left._all, right._all));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Abs(Lanes512<T> value) => new(Vector512.AndNot(value._all, Vector512.Create(Lane<T>.From(-0.0))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Sqrt(Lanes512<T> value) => new(Vector512.Sqrt(value._all));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Round(Lanes512<T> value) => new(Round(value._all));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> CopySign(Lanes512<T> magnitude, Lanes512<T> sign) =>
        new(Vector512.ConditionalSelect(Vector512.Create(Lane<T>.From(-0.0)), sign._all, magnitude._all));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> LessThan(Lanes512<T> left, Lanes512<T> right) => new(Vector512.LessThan(left._all, right._all));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> LessThanOrEqual(Lanes512<T> left, Lanes512<T> right) => new(Vector512.LessThanOrEqual(left._all, right._all));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Select(Lanes512<T> mask, Lanes512<T> whenTrue, Lanes512<T> whenFalse) =>
        new(Vector512.ConditionalSelect(mask._all, whenTrue._all, whenFalse._all));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> KeepLast(Lanes512<T> value, int lanes) =>
        new(value._all & Vector512.GreaterThanOrEqual(Vector512<T>.Indices, Vector512.Create(Lane<T>.From(Vector512<T>.Count - lanes))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> ScaleByPowerOfTwo(Lanes512<T> value, Lanes512<T> exponent)
    {
        if (Avx512F.IsSupported)
        {
            return typeof(T) == typeof(float)
                ? new(Avx512F.Scale(value._all.AsSingle(), exponent._all.AsSingle()).As<float, T>())
                : new(Avx512F.Scale(value._all.AsDouble(), exponent._all.AsDouble()).As<double, T>());
        }

        Vector512<T> first = Round(exponent._all * Vector512.Create(Lane<T>.From(0.5)));
        return new(value._all * PowerOfTwo(first) * PowerOfTwo(exponent._all - first));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Exponent(Lanes512<T> value)
    {
        Vector512<T> stored = typeof(T) == typeof(float)
            ? (value._all.AsUInt32() >>> 23).As<uint, T>()
            : (value._all.AsUInt64() >>> 52).As<ulong, T>();
        return new((stored | Vector512.Create(Lane<T>.From(Lane<T>.IntegerThreshold)))
            - Vector512.Create(Lane<T>.From(Lane<T>.IntegerThreshold + Lane<T>.ExponentBias)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Significand(Lanes512<T> value) =>
        new((value._all & Vector512.Create(Lane<T>.SignificandMask)) | Vector512<T>.One);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Round(Vector512<T> value) => typeof(T) == typeof(float)
        ? Vector512.Round(value.AsSingle()).As<float, T>()
        : Vector512.Round(value.AsDouble()).As<double, T>();

    /// <summary>2^<paramref name="exponent"/>, exponents of normal numbers only: the sum's low bits move into place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> PowerOfTwo(Vector512<T> exponent)
    {
        Vector512<T> stored = exponent + Vector512.Create(Lane<T>.From(1.5 * Lane<T>.IntegerThreshold + Lane<T>.ExponentBias));
        return typeof(T) == typeof(float)
            ? (stored.AsUInt32() << 23).As<uint, T>()
            : (stored.AsUInt64() << 52).As<ulong, T>();
    }
}
