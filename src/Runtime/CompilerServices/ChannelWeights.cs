using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ShapeGen.CompilerServices;

/// <summary>Brings weights that belong to channels into the order in which generated kernels read them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ChannelWeights
{
    /// <summary>Writes the weight several times, one after the other, so that few channels fill whole blocks.</summary>
    /// <param name="weight">A number a channel.</param>
    /// <param name="destination">A multiple of the weight's length.</param>
    /// <exception cref="ArgumentException">The destination is no multiple of the weight's length.</exception>
    public static void Repeat<T>(ReadOnlySpan<T> weight, Span<T> destination)
        where T : unmanaged
    {
        CheckLengths(weight.Length, destination.Length);
        for (int start = 0; start < destination.Length; start += weight.Length)
        {
            weight.CopyTo(destination[start..]);
        }
    }

    /// <summary>
    /// What batch normalisation comes to at inference: the scale gamma / √(variance + epsilon) of all channels and then the
    /// shift beta − mean · scale, computed in double and rounded once, each repeated as often as the destination has room.
    /// </summary>
    /// <typeparam name="T">The type of the weights.</typeparam>
    /// <typeparam name="TCompute"><see cref="float"/> or <see cref="double"/>, in which the destination is read; for <see cref="Half"/> weights as well.</typeparam>
    /// <param name="gamma">A factor a channel, or empty for 1.</param>
    /// <param name="beta">An addend a channel, or empty for 0.</param>
    /// <param name="mean">The mean of each channel.</param>
    /// <param name="variance">The variance of each channel.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <param name="destination">Room for an even multiple of the channels of <typeparamref name="TCompute"/>.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static void ScaleAndShift<T, TCompute>(ReadOnlySpan<T> gamma, ReadOnlySpan<T> beta, ReadOnlySpan<T> mean, ReadOnlySpan<T> variance, double epsilon, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TCompute : unmanaged, IBinaryFloatingPointIeee754<TCompute>
    {
        Span<TCompute> all = MemoryMarshal.Cast<T, TCompute>(destination);
        Span<TCompute> scales = all[..(all.Length / 2)];
        Span<TCompute> shifts = all[scales.Length..];
        CheckLengths(mean.Length, scales.Length);
        CheckLengths(mean.Length, shifts.Length);
        for (int channel = 0; channel < mean.Length; channel++)
        {
            double factor = gamma.IsEmpty ? 1 : double.CreateTruncating(gamma[channel]);
            double addend = beta.IsEmpty ? 0 : double.CreateTruncating(beta[channel]);
            double scale = factor / Math.Sqrt(double.CreateTruncating(variance[channel]) + epsilon);
            double shift = addend - (double.CreateTruncating(mean[channel]) * scale);
            for (int i = channel; i < scales.Length; i += mean.Length)
            {
                scales[i] = TCompute.CreateTruncating(scale);
                shifts[i] = TCompute.CreateTruncating(shift);
            }
        }
    }

    private static void CheckLengths(int channels, int length, [CallerArgumentExpression(nameof(length))] string name = "")
    {
        if (channels == 0 || length % channels != 0)
        {
            throw new ArgumentException($"{length} elements are no multiple of {channels} channels.", name);
        }
    }
}
