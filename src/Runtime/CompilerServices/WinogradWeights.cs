using System.ComponentModel;
using System.Numerics;

namespace ShapeGen.CompilerServices;

/// <summary>
/// Transforms kernels of 3 by 3 for Winograd's F(2x2, 3x3): A. Lavin and S. Gray, Fast Algorithms for Convolutional Neural Networks, 2015,
/// section 4.1. Generated <c>FromWeights</c> methods call it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WinogradWeights
{
    /// <summary>Taps of a kernel.</summary>
    private const int Taps = 9;

    /// <summary>Products of a tile, 4 by 4.</summary>
    private const int Products = 16;

    /// <summary>
    /// The 4 by 4 matrices G g Gᵀ of all channels and units, computed in double and rounded once: panels of units one after the other, each
    /// a matrix (channels, panelWidth) for each of the 16 places, so that all that a panel of outputs needs is one sequential stream.
    /// Fewer units than <paramref name="panelWidth"/> are one panel with zeros after its rows.
    /// </summary>
    /// <typeparam name="T">The type of the weights.</typeparam>
    /// <param name="kernel">(3, 3, channels, units).</param>
    /// <param name="destination">16 · channels · (whole panels · panelWidth + lastWidth) elements; does not overlap the kernel.</param>
    /// <param name="channels">Channels of a tap, at least 1.</param>
    /// <param name="units">Units of a tap, at least 1.</param>
    /// <param name="panelWidth">Columns of a panel, at least 1.</param>
    /// <param name="lastWidth">Columns of the last panel, at least as many as whole panels leave, at most all units; 0 where there is none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is too small or too large.</exception>
    /// <exception cref="ArgumentException">The length of a span is another than the dimensions say.</exception>
    public static void Pack<T>(ReadOnlySpan<T> kernel, Span<T> destination, int channels, int units, int panelWidth, int lastWidth)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(panelWidth);
        ArgumentOutOfRangeException.ThrowIfLessThan(lastWidth, units < panelWidth ? 0 : units % panelWidth);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lastWidth, units);
        int panels = Math.Max(1, units / panelWidth);
        int row = Products * channels;
        WeightPacking.CheckLengths(kernel, destination, checked(Taps * channels), units, row * (((long)panels * panelWidth) + lastWidth));
        destination.Clear();
        for (int panel = 0; panel < panels; panel++)
        {
            int columns = Math.Min(units, panelWidth);
            Pack(kernel, destination.Slice(panel * row * panelWidth, row * panelWidth), channels, units, panel * panelWidth, columns, panelWidth);
        }

        Pack(kernel, destination[(panels * row * panelWidth)..], channels, units, units - lastWidth, lastWidth, lastWidth);
    }

    /// <summary>Packs some units from <paramref name="firstUnit"/> on to rows of a width.</summary>
    private static void Pack<T>(ReadOnlySpan<T> kernel, Span<T> panel, int channels, int units, int firstUnit, int columns, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<double> taps = stackalloc double[Taps];
        Span<double> products = stackalloc double[Products];
        for (int channel = 0; channel < channels; channel++)
        {
            for (int column = 0; column < columns; column++)
            {
                for (int i = 0; i < Taps; i++)
                {
                    taps[i] = double.CreateTruncating(kernel[(((i * channels) + channel) * units) + firstUnit + column]);
                }

                Transform(taps, products);
                for (int i = 0; i < Products; i++)
                {
                    panel[(((i * channels) + channel) * width) + column] = T.CreateTruncating(products[i]);
                }
            }
        }
    }

    /// <summary>G g Gᵀ of one kernel.</summary>
    private static void Transform(ReadOnlySpan<double> taps, Span<double> products)
    {
        Span<double> columns = stackalloc double[12];
        for (int column = 0; column < 3; column++)
        {
            Transform(taps[column..], 3, columns[column..], 3);
        }

        for (int row = 0; row < 4; row++)
        {
            Transform(columns[(3 * row)..], 1, products[(4 * row)..], 1);
        }
    }

    /// <summary>G times a column of three.</summary>
    private static void Transform(ReadOnlySpan<double> from, int pitch, Span<double> to, int toPitch)
    {
        double outer = from[0] + from[2 * pitch];
        to[0] = from[0];
        to[toPitch] = (outer + from[pitch]) * 0.5;
        to[2 * toPitch] = (outer - from[pitch]) * 0.5;
        to[3 * toPitch] = from[2 * pitch];
    }
}
