using System.Numerics;
using System.Runtime.InteropServices;
using ShapeGen.CompilerServices;

namespace ShapeGen.Runtime.Tests.Vectors;

/// <summary>The element-wise activations by name, applied to whole arrays in blocks of one width.</summary>
internal static class LanewiseActivation<V, T>
    where V : struct, IVector<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly Dictionary<Activation, Func<V, V>> s_byName = new()
    {
        [Activation.Relu] = Activations.Relu<V, T>,
        [Activation.Relu6] = Activations.Relu6<V, T>,
        [Activation.LeakyRelu] = Activations.LeakyRelu<V, T>,
        [Activation.Elu] = Activations.Elu<V, T>,
        [Activation.Selu] = Activations.Selu<V, T>,
        [Activation.Celu] = Activations.Celu<V, T>,
        [Activation.Gelu] = Activations.Gelu<V, T>,
        [Activation.GeluApproximate] = Activations.GeluApproximate<V, T>,
        [Activation.Silu] = Activations.Silu<V, T>,
        [Activation.Mish] = Activations.Mish<V, T>,
        [Activation.Sigmoid] = Activations.Sigmoid<V, T>,
        [Activation.HardSigmoid] = Activations.HardSigmoid<V, T>,
        [Activation.HardSilu] = Activations.HardSilu<V, T>,
        [Activation.HardTanh] = Activations.HardTanh<V, T>,
        [Activation.Tanh] = Activations.Tanh<V, T>,
        [Activation.TanhShrink] = Activations.TanhShrink<V, T>,
        [Activation.SoftShrink] = Activations.SoftShrink<V, T>,
        [Activation.HardShrink] = Activations.HardShrink<V, T>,
        [Activation.Softplus] = Activations.Softplus<V, T>,
        [Activation.Softsign] = Activations.Softsign<V, T>,
        [Activation.Squareplus] = Activations.Squareplus<V, T>,
        [Activation.SparsePlus] = Activations.SparsePlus<V, T>,
        [Activation.SparseSigmoid] = Activations.SparseSigmoid<V, T>,
        [Activation.Exponential] = Activations.Exponential<V, T>,
        [Activation.LogSigmoid] = Activations.LogSigmoid<V, T>,
    };

    public static IEnumerable<Activation> All => s_byName.Keys;

    public static T[] Apply(Activation activation, ReadOnlySpan<T> input)
    {
        Func<V, V> function = s_byName[activation];
        T[] padded = new T[(input.Length + (int)V.Count - 1) / (int)V.Count * (int)V.Count];
        input.CopyTo(padded);
        ref T origin = ref MemoryMarshal.GetArrayDataReference(padded);
        for (nuint index = 0; index < (nuint)padded.Length; index += V.Count)
        {
            V.Store(function(V.Load(in origin, index)), ref origin, index);
        }

        return padded[..input.Length];
    }
}
