using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ShapeGen.CompilerServices;

/// <content>
/// Softmax in WebAssembly, where .NET interprets: it dispatches each vector instruction of an exponential by itself, while
/// <see cref="MathF.Exp"/> is native code. Other processors never come here.
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
    private static void Interpreted(ref readonly float row, ref float destination, int length)
    {
        ReadOnlySpan<float> x = MemoryMarshal.CreateReadOnlySpan(in row, length);
        Span<float> y = MemoryMarshal.CreateSpan(ref destination, length);
        float maximum = x[0];
        for (int i = 1; i < x.Length; i++)
        {
            if (x[i] > maximum)
            {
                maximum = x[i];
            }
        }

        float sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            float power = MathF.Exp(x[i] - maximum);
            y[i] = power;
            sum += power;
        }

        for (int i = 0; i < y.Length; i++)
        {
            y[i] /= sum;
        }
    }

    private static void Interpreted(ref readonly double row, ref double destination, int length)
    {
        ReadOnlySpan<double> x = MemoryMarshal.CreateReadOnlySpan(in row, length);
        Span<double> y = MemoryMarshal.CreateSpan(ref destination, length);
        double maximum = x[0];
        for (int i = 1; i < x.Length; i++)
        {
            if (x[i] > maximum)
            {
                maximum = x[i];
            }
        }

        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double power = Math.Exp(x[i] - maximum);
            y[i] = power;
            sum += power;
        }

        for (int i = 0; i < y.Length; i++)
        {
            y[i] /= sum;
        }
    }
}
