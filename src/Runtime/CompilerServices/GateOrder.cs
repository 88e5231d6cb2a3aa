using System.ComponentModel;

namespace ShapeGen.CompilerServices;

/// <summary>Brings the columns of a recurrent layer's weights into the order in which a cell is updated.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GateOrder
{
    /// <summary>
    /// Turns (rows, gates, units) into (rows, blocks, count, block): of each block of units one gate after the other. Units that fill no
    /// block are followed by zeros.
    /// </summary>
    /// <param name="weight">Whole rows of gates · units elements.</param>
    /// <param name="gates">Gates of a row, at least 1.</param>
    /// <param name="units">Units of a gate, at least 1.</param>
    /// <param name="first">The first gate to take.</param>
    /// <param name="count">Gates to take.</param>
    /// <param name="block">Units of a block, at least 1.</param>
    /// <returns>A copy in the new order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small, or there are no such gates.</exception>
    /// <exception cref="ArgumentException">The weight has no whole rows.</exception>
    public static ReadOnlySpan<T> Interleave<T>(ReadOnlySpan<T> weight, int gates, int units, int first, int count, int block)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(gates);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(units);
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, gates - first);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(block);
        if (weight.Length % (gates * units) != 0)
        {
            throw new ArgumentException($"{weight.Length} elements are no whole rows of {gates} gates of {units} units.", nameof(weight));
        }

        int rows = weight.Length / (gates * units);
        int blocks = ((units - 1) / block) + 1;
        var ordered = new T[checked(rows * blocks * count * block)];
        int to = 0;
        for (int row = 0; row < rows; row++)
        {
            for (int start = 0; start < units; start += block)
            {
                for (int gate = first; gate < first + count; gate++)
                {
                    int length = Math.Min(block, units - start);
                    weight.Slice((((row * gates) + gate) * units) + start, length).CopyTo(ordered.AsSpan(to));
                    to += block;
                }
            }
        }

        return ordered;
    }
}
