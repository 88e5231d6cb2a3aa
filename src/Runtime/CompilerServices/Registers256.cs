using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShapeGen.CompilerServices;

/// <summary>
/// What kernels for 256-bit registers need beside .NET's own operations on <see cref="Vector256{T}"/>. No method here is generic, because
/// the JIT inlines it at every call and pays for each type argument that it looks up; results are those of <see cref="Lanes256{T}"/>, of
/// which a register is one half.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Registers256
{
    /// <inheritdoc cref="Activation.Relu"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Relu(Vector256<float> x) =>
        Vector256.ConditionalSelect(Vector256.LessThanOrEqual(x, Vector256<float>.Zero), Vector256<float>.Zero, x);

    /// <inheritdoc cref="Activation.Relu"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Relu(Vector256<double> x) =>
        Vector256.ConditionalSelect(Vector256.LessThanOrEqual(x, Vector256<double>.Zero), Vector256<double>.Zero, x);

    /// <inheritdoc cref="Activation.Relu6"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Relu6(Vector256<float> x) =>
        RegisterMaximum<float>.AtMost(Relu(x), Vector256.Create(6f));

    /// <inheritdoc cref="Activation.Relu6"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Relu6(Vector256<double> x) =>
        RegisterMaximum<double>.AtMost(Relu(x), Vector256.Create(6d));

    /// <inheritdoc cref="IVector{TSelf, T}.LoadFirst{TStorage}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadFirst(ref readonly float origin, nuint index, int lanes) =>
        RegisterMemory<float>.LoadFirst256(in origin, index, lanes, Vector256<float>.Zero);

    /// <inheritdoc cref="IVector{TSelf, T}.LoadFirst{TStorage}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> LoadFirst(ref readonly double origin, nuint index, int lanes) =>
        RegisterMemory<double>.LoadFirst256(in origin, index, lanes, Vector256<double>.Zero);

    /// <inheritdoc cref="IVector{TSelf, T}.StoreFirst{TStorage}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(Vector256<float> value, ref float origin, nuint index, int lanes) =>
        RegisterMemory<float>.StoreFirst(value, ref origin, index, lanes);

    /// <inheritdoc cref="IVector{TSelf, T}.StoreFirst{TStorage}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(Vector256<double> value, ref double origin, nuint index, int lanes) =>
        RegisterMemory<double>.StoreFirst(value, ref origin, index, lanes);

    /// <summary>The block that starts with a register, for a function of blocks; its other lanes are +0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<float> Block(Vector256<float> first) =>
        new(first, Vector256<float>.Zero);

    /// <summary>The block that starts with a register, for a function of blocks; its other lanes are +0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<double> Block(Vector256<double> first) =>
        new(first, Vector256<double>.Zero);

    /// <summary>The first register of a block. What was computed for the other one is used by nothing, and the JIT leaves it out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> First(Lanes256<float> block) =>
        block.Lower;

    /// <summary>The first register of a block. What was computed for the other one is used by nothing, and the JIT leaves it out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> First(Lanes256<double> block) =>
        block.Lower;
}
