using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Wasm;

namespace ShapeGen.CompilerServices;

/// <content>
/// Softmax in WebAssembly, where .NET interprets: it dispatches each vector instruction of an exponential by itself, while
/// <see cref="MathF.Exp"/> is native code. A call costs as much as an exponential, so these methods go into their callers.
/// Other processors never come here.
/// </content>
public static partial class RowActivations
{
    /// <summary>Whether <see cref="Interpreted(ref readonly float, ref float, int)"/> is to be used for such types.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsInterpreted<T, TIn, TOut>() =>
        OperatingSystem.IsBrowser() && typeof(TIn) == typeof(T) && typeof(TOut) == typeof(T) && (typeof(T) == typeof(float) || typeof(T) == typeof(double));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Interpreted<T>(ref readonly T row, ref T destination, nuint length)
    {
        if (typeof(T) == typeof(float))
        {
            Interpreted(in Unsafe.As<T, float>(ref Unsafe.AsRef(in row)), ref Unsafe.As<T, float>(ref destination), (int)length);
        }
        else
        {
            Interpreted(in Unsafe.As<T, double>(ref Unsafe.AsRef(in row)), ref Unsafe.As<T, double>(ref destination), (int)length);
        }
    }

    /// <summary>A NaN in the row, +∞ and a row of −∞ only make the sum NaN, as in the vectors' softmax.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Interpreted(ref readonly float row, ref float destination, int length)
    {
        ref float x = ref Unsafe.AsRef(in row);
        if (PackedSimd.IsSupported && length >= Vector128<float>.Count)
        {
            DivideInterpreted(ref destination, SumInterpreted(ref x, ref destination, length, MaximumInterpreted(ref x, length)), length);
            return;
        }

        float sum = SumInterpreted(ref x, ref destination, length, LargestInterpreted(ref x, length));
        for (int i = 0; i < length; i++)
        {
            Unsafe.Add(ref destination, i) /= sum;
        }
    }

    /// <summary>NaN and infinities as in <see cref="Interpreted(ref readonly float, ref float, int)"/>.</summary>
    private static void InterpretedLog(ref readonly float row, ref float destination, int length)
    {
        ref float x = ref Unsafe.AsRef(in row);
        float maximum = LargestInterpreted(ref x, length);
        float sum = 0;
        for (int i = 0; i < length; i++)
        {
            sum += MathF.Exp(Unsafe.Add(ref x, i) - maximum);
        }

        float logarithm = MathF.Log(sum);
        for (int i = 0; i < length; i++)
        {
            Unsafe.Add(ref destination, i) = Unsafe.Add(ref x, i) - maximum - logarithm;
        }
    }

    /// <summary>The largest element, one by one; a NaN counts only where it is the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float LargestInterpreted(ref float x, int length)
    {
        float maximum = x;
        for (int i = 1; i < length; i++)
        {
            if (Unsafe.Add(ref x, i) > maximum)
            {
                maximum = Unsafe.Add(ref x, i);
            }
        }

        return maximum;
    }

    /// <summary>The registers are those from the first element on, and the last four elements, which may overlap them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float MaximumInterpreted(ref float x, int length)
    {
        Vector128<float> all = PackedSimd.Max(RegisterAt(ref x, 0), RegisterAt(ref x, length - 4));
        for (int i = 4; i < length - 4; i += 4)
        {
            all = PackedSimd.Max(all, RegisterAt(ref x, i));
        }

        all = PackedSimd.Max(all, Vector128.Shuffle(all, Vector128.Create(2, 3, 0, 1)));
        all = PackedSimd.Max(all, Vector128.Shuffle(all, Vector128.Create(1, 0, 3, 2)));
        return PackedSimd.ExtractScalar(all, 0);
    }

    /// <summary>e^(x − maximum) and the sum of all, one by one in their order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float SumInterpreted(ref float row, ref float destination, int length, float maximum)
    {
        float sum = 0;
        int i = 0;
        for (; i + 4 <= length; i += 4)
        {
            ref float x = ref Unsafe.Add(ref row, i);
            ref float y = ref Unsafe.Add(ref destination, i);
            float first = MathF.Exp(x - maximum);
            float second = MathF.Exp(Unsafe.Add(ref x, 1) - maximum);
            float third = MathF.Exp(Unsafe.Add(ref x, 2) - maximum);
            float fourth = MathF.Exp(Unsafe.Add(ref x, 3) - maximum);
            sum = sum + first + second + third + fourth;
            y = first;
            Unsafe.Add(ref y, 1) = second;
            Unsafe.Add(ref y, 2) = third;
            Unsafe.Add(ref y, 3) = fourth;
        }

        for (; i < length; i++)
        {
            float power = MathF.Exp(Unsafe.Add(ref row, i) - maximum);
            Unsafe.Add(ref destination, i) = power;
            sum += power;
        }

        return sum;
    }

    /// <summary>The last four are read before others are written, so that none is divided twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void DivideInterpreted(ref float y, float sum, int length)
    {
        Vector128<float> divisor = Vector128.Create(sum);
        Vector128<float> last = RegisterAt(ref y, length - 4) / divisor;
        for (int i = 0; i < length - 4; i += 4)
        {
            RegisterAt(ref y, i) /= divisor;
        }

        RegisterAt(ref y, length - 4) = last;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref Vector128<float> RegisterAt(ref float origin, int index) => ref Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref origin, index));

    private static void Interpreted(ref readonly double row, ref double destination, int length)
    {
        ref double x = ref Unsafe.AsRef(in row);
        double maximum = x;
        for (int i = 1; i < length; i++)
        {
            if (Unsafe.Add(ref x, i) > maximum)
            {
                maximum = Unsafe.Add(ref x, i);
            }
        }

        double sum = 0;
        for (int i = 0; i < length; i++)
        {
            double power = Math.Exp(Unsafe.Add(ref x, i) - maximum);
            Unsafe.Add(ref destination, i) = power;
            sum += power;
        }

        for (int i = 0; i < length; i++)
        {
            Unsafe.Add(ref destination, i) /= sum;
        }
    }
}
