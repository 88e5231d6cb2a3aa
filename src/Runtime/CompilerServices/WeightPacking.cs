using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace ShapeGen.CompilerServices;

/// <summary>Copies a Keras kernel, (inputs, units) row by row, into the order in which a generated kernel reads it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WeightPacking
{
    /// <summary>
    /// Cuts the units into panels of <paramref name="panelWidth"/> that follow each other as (panel, input, unit), so that
    /// a panel is one sequential stream. Where the width does not divide the units, the last panel starts at
    /// <paramref name="units"/> − <paramref name="panelWidth"/> and overlaps the one before.
    /// </summary>
    /// <param name="kernel">inputs · units elements.</param>
    /// <param name="destination">⌈units / panelWidth⌉ · inputs · panelWidth elements; does not overlap the kernel.</param>
    /// <param name="inputs">Rows of the kernel, at least 1.</param>
    /// <param name="units">Columns of the kernel, at least <paramref name="panelWidth"/>.</param>
    /// <param name="panelWidth">Columns of a panel, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is too small.</exception>
    /// <exception cref="ArgumentException">The length of a span is another than the dimensions say.</exception>
    public static void Panels<T>(ReadOnlySpan<T> kernel, Span<T> destination, int inputs, int units, int panelWidth)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(panelWidth);
        Panels(kernel, destination, inputs, units, panelWidth, units % panelWidth == 0 ? 0 : panelWidth);
    }

    /// <summary>
    /// The same, but after the whole panels comes one of a width of its own: it starts at <paramref name="units"/> − <paramref name="lastWidth"/>.
    /// </summary>
    /// <param name="kernel">inputs · units elements.</param>
    /// <param name="destination">inputs · (⌊units / panelWidth⌋ · panelWidth + lastWidth) elements; does not overlap the kernel.</param>
    /// <param name="inputs">Rows of the kernel, at least 1.</param>
    /// <param name="units">Columns of the kernel, at least <paramref name="panelWidth"/>.</param>
    /// <param name="panelWidth">Columns of a panel, at least 1.</param>
    /// <param name="lastWidth">Columns of the last panel, at least as many as whole panels leave, at most <paramref name="units"/>; 0 where there is none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is too small or too large.</exception>
    /// <exception cref="ArgumentException">The length of a span is another than the dimensions say.</exception>
    public static void Panels<T>(ReadOnlySpan<T> kernel, Span<T> destination, int inputs, int units, int panelWidth, int lastWidth)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(panelWidth);
        ArgumentOutOfRangeException.ThrowIfLessThan(units, panelWidth);
        ArgumentOutOfRangeException.ThrowIfLessThan(lastWidth, units % panelWidth);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lastWidth, units);
        int panels = units / panelWidth;
        CheckLengths(kernel, destination, inputs, units, inputs * (((long)panels * panelWidth) + lastWidth));
        for (int panel = 0; panel < panels; panel++)
        {
            CopyColumns(kernel, destination.Slice(panel * inputs * panelWidth, inputs * panelWidth), units, panel * panelWidth, panelWidth, panelWidth);
        }

        CopyColumns(kernel, destination[(panels * inputs * panelWidth)..], units, units - lastWidth, lastWidth, lastWidth);
    }

    /// <summary>
    /// Cuts each of several equal groups of units into panels of their own, (group, panel, input, unit). Units of a group that
    /// fill no panel are a last panel of a width of its own, which steps back over the units before it; a group of fewer units
    /// than <paramref name="panelWidth"/> is one panel with zeros after its rows.
    /// </summary>
    /// <param name="kernel">inputs · units elements.</param>
    /// <param name="destination">groups · inputs · (whole panels · panelWidth + lastWidth) elements; does not overlap the kernel.</param>
    /// <param name="inputs">Rows of the kernel, at least 1.</param>
    /// <param name="units">Columns of the kernel, a multiple of <paramref name="groups"/>.</param>
    /// <param name="groups">Groups of neighbouring columns.</param>
    /// <param name="panelWidth">Columns of a panel, at least 1.</param>
    /// <param name="lastWidth">Columns of the last panel, at least as many as whole panels leave, at most those of a group; 0 where there is none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is too small or too large.</exception>
    /// <exception cref="ArgumentException">The length of a span is another than the dimensions say.</exception>
    public static void GroupedPanels<T>(ReadOnlySpan<T> kernel, Span<T> destination, int inputs, int units, int groups, int panelWidth, int lastWidth)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(panelWidth);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groups);
        ArgumentOutOfRangeException.ThrowIfNotEqual(units % groups, 0);
        int width = units / groups;
        int panels = Math.Max(1, width / panelWidth);
        ArgumentOutOfRangeException.ThrowIfLessThan(lastWidth, width < panelWidth ? 0 : width % panelWidth);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lastWidth, width);
        long groupLength = inputs * (((long)panels * panelWidth) + lastWidth);
        CheckLengths(kernel, destination, inputs, units, groups * groupLength);
        destination.Clear();
        for (int group = 0; group < groups; group++)
        {
            Span<T> packed = destination.Slice(group * (int)groupLength, (int)groupLength);
            for (int panel = 0; panel < panels; panel++)
            {
                int columns = Math.Min(width, panelWidth);
                CopyColumns(kernel, packed.Slice(panel * inputs * panelWidth, inputs * panelWidth), units, (group * width) + (panel * panelWidth), columns, panelWidth);
            }

            CopyColumns(kernel, packed[(panels * inputs * panelWidth)..], units, ((group + 1) * width) - lastWidth, lastWidth, lastWidth);
        }
    }

    /// <summary>
    /// Some taps of the kernel of a transposed convolution, (taps, units, channels), in an order of their own, packed like
    /// <see cref="GroupedPanels"/> of one group.
    /// </summary>
    /// <param name="kernel">Whole taps of units · channels elements.</param>
    /// <param name="destination">taps · channels · (whole panels · panelWidth + lastWidth) elements.</param>
    /// <param name="taps">The taps to take.</param>
    /// <param name="channels">Inputs of a tap.</param>
    /// <param name="units">Units of a tap.</param>
    /// <param name="panelWidth">Columns of a panel, at least 1.</param>
    /// <param name="lastWidth">Columns of the last panel, or 0 where there is none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is too small or too large, or there is no such tap.</exception>
    /// <exception cref="ArgumentException">The length of a span is another than the dimensions say.</exception>
    public static void TapPanels<T>(ReadOnlySpan<T> kernel, Span<T> destination, ReadOnlySpan<int> taps, int channels, int units, int panelWidth, int lastWidth)
        where T : unmanaged
    {
        int length = channels * units;
        T[] ordered = new T[taps.Length * length];
        for (int i = 0; i < taps.Length; i++)
        {
            Transpose(kernel.Slice(taps[i] * length, length), ordered.AsSpan(i * length, length), units, channels);
        }

        GroupedPanels(ordered, destination, taps.Length * channels, units, 1, panelWidth, lastWidth);
    }

    /// <summary>Copies some columns from <paramref name="firstUnit"/> on to rows of a width.</summary>
    private static void CopyColumns<T>(ReadOnlySpan<T> kernel, Span<T> panel, int units, int firstUnit, int columns, int width)
    {
        for (int from = firstUnit, to = 0; to < panel.Length; from += units, to += width)
        {
            kernel.Slice(from, columns).CopyTo(panel[to..]);
        }
    }

    /// <summary>Turns (inputs, units) into (units, inputs).</summary>
    /// <param name="kernel">inputs · units elements.</param>
    /// <param name="destination">As many; does not overlap the kernel.</param>
    /// <param name="inputs">Rows of the kernel, at least 1.</param>
    /// <param name="units">Columns of the kernel, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is too small.</exception>
    /// <exception cref="ArgumentException">The length of a span is another than the dimensions say.</exception>
    public static void Transpose<T>(ReadOnlySpan<T> kernel, Span<T> destination, int inputs, int units)
        where T : unmanaged
    {
        CheckLengths(kernel, destination, inputs, units, (long)inputs * units);
        for (int unit = 0; unit < units; unit++)
        {
            Span<T> column = destination.Slice(unit * inputs, inputs);
            for (int input = 0; input < inputs; input++)
            {
                column[input] = kernel[input * units + unit];
            }
        }
    }

    /// <summary>Turns (inputs, units) into (units, paddedInputs) with zeros after each row.</summary>
    /// <param name="kernel">inputs · units elements.</param>
    /// <param name="destination">units · paddedInputs elements; does not overlap the kernel.</param>
    /// <param name="inputs">Rows of the kernel, at least 1.</param>
    /// <param name="units">Columns of the kernel, at least 1.</param>
    /// <param name="paddedInputs">Columns of the destination, at least <paramref name="inputs"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is too small.</exception>
    /// <exception cref="ArgumentException">The length of a span is another than the dimensions say.</exception>
    public static void PadColumns<T>(ReadOnlySpan<T> kernel, Span<T> destination, int inputs, int units, int paddedInputs)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(paddedInputs, inputs);
        CheckLengths(kernel, destination, inputs, units, (long)units * paddedInputs);
        for (int unit = 0; unit < units; unit++)
        {
            Span<T> column = destination.Slice(unit * paddedInputs, paddedInputs);
            for (int input = 0; input < inputs; input++)
            {
                column[input] = kernel[input * units + unit];
            }

            column[inputs..].Clear();
        }
    }

    /// <summary>Turns (inputs, units) into (inputs, paddedUnits) with zeros after each row.</summary>
    /// <param name="kernel">inputs · units elements.</param>
    /// <param name="destination">inputs · paddedUnits elements; does not overlap the kernel.</param>
    /// <param name="inputs">Rows of the kernel, at least 1.</param>
    /// <param name="units">Columns of the kernel, at least 1.</param>
    /// <param name="paddedUnits">Columns of the destination, at least <paramref name="units"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is too small.</exception>
    /// <exception cref="ArgumentException">The length of a span is another than the dimensions say.</exception>
    public static void PadRows<T>(ReadOnlySpan<T> kernel, Span<T> destination, int inputs, int units, int paddedUnits)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(paddedUnits, units);
        CheckLengths(kernel, destination, inputs, units, (long)inputs * paddedUnits);
        for (int input = 0; input < inputs; input++)
        {
            Span<T> row = destination.Slice(input * paddedUnits, paddedUnits);
            kernel.Slice(input * units, units).CopyTo(row);
            row[units..].Clear();
        }
    }

    internal static void CheckLengths<T>(
        ReadOnlySpan<T> kernel, Span<T> destination, int inputs, int units, long packedLength,
        [CallerArgumentExpression(nameof(kernel))] string kernelName = "",
        [CallerArgumentExpression(nameof(destination))] string destinationName = "")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(units);
        if (kernel.Length != (long)inputs * units)
        {
            throw new ArgumentException(
                $"A kernel of shape ({inputs}, {units}) has {(long)inputs * units} elements, not {kernel.Length}.", kernelName);
        }

        if (destination.Length != packedLength)
        {
            throw new ArgumentException(
                $"The packed kernel has {packedLength} elements, not {destination.Length}.", destinationName);
        }
    }
}
