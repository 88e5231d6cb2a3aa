using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Layers.ConvTranspose;

/// <summary>
/// One axis of a transposed convolution: input i adds kernel tap k to the output i · stride + k · dilation − cut.
/// </summary>
/// <param name="Input">Inputs.</param>
/// <param name="Output">Outputs.</param>
/// <param name="Kernel">Taps.</param>
/// <param name="Stride">Outputs from one input to the next.</param>
/// <param name="Dilation">Outputs from one tap to the next; 1 where the stride is more.</param>
/// <param name="Cut">Outputs before the first that is kept.</param>
internal readonly record struct TransposedAxis(int Input, int Output, int Kernel, int Stride, int Dilation, int Cut)
{
    /// <summary>
    /// Outputs a stride apart see the same taps, in reverse order, as an ordinary convolution of stride 1 does: one part for
    /// each remainder.
    /// </summary>
    public IEnumerable<TransposedPart> Parts
    {
        get
        {
            for (int place = 0; place < Math.Min(Stride, Output); place++)
            {
                int shifted = place + Cut;
                int remainder = shifted % Stride;
                int stride = Stride;
                int[] taps = [.. Enumerable.Range(0, Kernel).Where(k => k % stride == remainder).Reverse()];
                int before = taps.Length == 0 ? 0 : ((taps.Length - 1) * Dilation) - (shifted / Stride);
                var axis = new ConvAxis(Input, ((Output - 1 - place) / Stride) + 1, taps.Length, 1, Dilation, before) { Size = Output, Place = place, Pitch = Stride };
                yield return new TransposedPart(axis, taps);
            }
        }
    }
}

/// <summary>The outputs of one remainder.</summary>
/// <param name="Axis">The ordinary convolution that makes them.</param>
/// <param name="Taps">Its taps among those of the kernel.</param>
internal sealed record TransposedPart(ConvAxis Axis, int[] Taps);
