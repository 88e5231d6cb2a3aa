using System.Numerics;
using ShapeGen.CompilerServices;

namespace ShapeGen.Runtime.Tests.Vectors;

/// <summary>The row activations by name, and the same in plain double arithmetic.</summary>
internal static class RowActivation
{
    public static readonly Activation[] All = [Activation.Softmax, Activation.LogSoftmax, Activation.Sparsemax, Activation.Glu];

    public static TOut[] Apply<V, T, TIn, TOut>(Activation activation, TIn[] row)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TIn : unmanaged
        where TOut : unmanaged
    {
        TOut[] destination = new TOut[activation == Activation.Glu ? row.Length / 2 : row.Length];
        Run<V, T, TIn, TOut>(activation, ref row[0], ref destination[0], row.Length);
        return destination;
    }

    public static void Run<V, T, TIn, TOut>(Activation activation, ref TIn row, ref TOut destination, int length)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TIn : unmanaged
        where TOut : unmanaged
    {
        switch (activation)
        {
            case Activation.Softmax: RowActivations.Softmax<V, T, TIn, TOut>(in row, ref destination, (nuint)length); break;
            case Activation.LogSoftmax: RowActivations.LogSoftmax<V, T, TIn, TOut>(in row, ref destination, (nuint)length); break;
            case Activation.Sparsemax: RowActivations.Sparsemax<V, T, TIn, TOut>(in row, ref destination, (nuint)length); break;
            case Activation.Glu: RowActivations.Glu<V, T, TIn, TOut>(in row, ref destination, (nuint)length); break;
            default: throw new ArgumentOutOfRangeException(nameof(activation), activation, "Not along a row.");
        }
    }

    public static double[] Reference(Activation activation, double[] row) => activation switch
    {
        Activation.Softmax => Softmax(row),
        Activation.LogSoftmax => LogSoftmax(row),
        Activation.Sparsemax => Sparsemax(row),
        Activation.Glu => [.. row.Take(row.Length / 2).Select((a, i) => a / (1 + Math.Exp(-row[row.Length / 2 + i])))],
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "Not along a row."),
    };

    private static double[] Softmax(double[] row)
    {
        double maximum = row.Max();
        double sum = row.Sum(x => Math.Exp(x - maximum));
        return [.. row.Select(x => Math.Exp(x - maximum) / sum)];
    }

    private static double[] LogSoftmax(double[] row)
    {
        double maximum = row.Max();
        double log = Math.Log(row.Sum(x => Math.Exp(x - maximum)));
        return [.. row.Select(x => x - maximum - log)];
    }

    /// <summary>With the sorted row, as Martins and Astudillo write it (2016, algorithm 1).</summary>
    private static double[] Sparsemax(double[] row)
    {
        double[] sorted = [.. row.OrderDescending()];
        double sum = 0;
        double threshold = 0;
        for (int k = 1; k <= sorted.Length; k++)
        {
            sum += sorted[k - 1];
            if (1 + k * sorted[k - 1] > sum)
            {
                threshold = (sum - 1) / k;
            }
        }

        return [.. row.Select(x => Math.Max(x - threshold, 0))];
    }
}
