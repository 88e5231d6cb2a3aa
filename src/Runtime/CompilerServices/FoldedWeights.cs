using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShapeGen.CompilerServices;

/// <summary>
/// Multiplies weights by what a normalisation after them, or a factor before them, comes to: computed in double and rounded once.
/// Generated <c>FromWeights</c> methods call it before they rearrange the weights.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FoldedWeights
{
    /// <summary>
    /// Bytes up to which a kernel is multiplied in the thread's scratch memory, which the model's passes use next: to touch memory for the
    /// first time costs more than the products. What is larger is not kept.
    /// </summary>
    private const int LargestInScratch = 1 << 20;

    /// <summary>A kernel times a factor, and times gamma / √(variance + epsilon) of each element's channel.</summary>
    /// <typeparam name="T">The type of the weights.</typeparam>
    /// <param name="kernel">Channels one after the other, again and again.</param>
    /// <param name="pitch">Elements of a channel before the next channel's.</param>
    /// <param name="gamma">A factor a channel, or empty for 1.</param>
    /// <param name="variance">The variance of each channel; empty where no normalisation follows.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <param name="factor">What all elements are multiplied by.</param>
    /// <returns>As many elements, in the same order; good until the next call on this thread or its next pass through a model.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pitch"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static ReadOnlySpan<T> Kernel<T>(ReadOnlySpan<T> kernel, int pitch, ReadOnlySpan<T> gamma, ReadOnlySpan<T> variance, double epsilon, double factor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pitch);
        Span<double> scales = new double[Math.Max(1, variance.Length)];
        scales[0] = factor;
        for (int channel = 0; channel < variance.Length; channel++)
        {
            scales[channel] = factor * Scale(gamma, variance, channel, epsilon);
        }

        if (kernel.Length % ((long)pitch * scales.Length) != 0)
        {
            throw new ArgumentException($"{kernel.Length} elements are no multiple of {scales.Length} channels of {pitch}.", nameof(kernel));
        }

        Span<T> folded = (long)kernel.Length * Unsafe.SizeOf<T>() <= LargestInScratch ? ScratchBuffer.Rent<T>(kernel.Length) : new T[kernel.Length];
        Multiply(kernel, folded, pitch, scales);
        return folded;
    }

    /// <summary>The loop over all weights of a layer, which is worth compiling well for its first run.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<T>(ReadOnlySpan<T> kernel, Span<T> folded, int pitch, ReadOnlySpan<double> scales)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int start = 0, channel = 0; start < kernel.Length; start += pitch)
        {
            for (int i = start; i < start + pitch; i++)
            {
                folded[i] = T.CreateTruncating(double.CreateTruncating(kernel[i]) * scales[channel]);
            }

            channel = channel == scales.Length - 1 ? 0 : channel + 1;
        }
    }

    /// <summary>What sums start with so that they end as (sum + bias − mean) · gamma / √(variance + epsilon) + beta.</summary>
    /// <typeparam name="T">The type of the weights.</typeparam>
    /// <param name="bias">An addend a channel, or empty for 0.</param>
    /// <param name="gamma">A factor a channel, or empty for 1.</param>
    /// <param name="beta">An addend a channel, or empty for 0.</param>
    /// <param name="mean">The mean of each channel.</param>
    /// <param name="variance">The variance of each channel.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <returns>A number a channel.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static ReadOnlySpan<T> Bias<T>(ReadOnlySpan<T> bias, ReadOnlySpan<T> gamma, ReadOnlySpan<T> beta, ReadOnlySpan<T> mean, ReadOnlySpan<T> variance, double epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckLength(bias, variance.Length);
        CheckLength(beta, variance.Length);
        if (mean.Length != variance.Length)
        {
            throw new ArgumentException($"{mean.Length} means are not as many as {variance.Length} variances.", nameof(mean));
        }

        var folded = new T[variance.Length];
        for (int channel = 0; channel < folded.Length; channel++)
        {
            double start = bias.IsEmpty ? 0 : double.CreateTruncating(bias[channel]);
            double end = beta.IsEmpty ? 0 : double.CreateTruncating(beta[channel]);
            folded[channel] = T.CreateTruncating(((start - double.CreateTruncating(mean[channel])) * Scale(gamma, variance, channel, epsilon)) + end);
        }

        return folded;
    }

    private static double Scale<T>(ReadOnlySpan<T> gamma, ReadOnlySpan<T> variance, int channel, double epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckLength(gamma, variance.Length);
        double factor = gamma.IsEmpty ? 1 : double.CreateTruncating(gamma[channel]);
        return factor / Math.Sqrt(double.CreateTruncating(variance[channel]) + epsilon);
    }

    private static void CheckLength<T>(ReadOnlySpan<T> weight, int channels, [CallerArgumentExpression(nameof(weight))] string name = "")
    {
        if (!weight.IsEmpty && weight.Length != channels)
        {
            throw new ArgumentException($"{weight.Length} elements are not as many as {channels} channels.", name);
        }
    }
}
