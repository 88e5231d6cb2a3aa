using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ShapeGen.CompilerServices;

/// <summary>
/// A Keras kernel of halves in the order in which a generated kernel reads it: two by two, so that shift and mask make
/// floats of them (<see cref="IVector{TSelf, T}.LowHalf"/>).
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HalfWeights
{
    /// <summary>2^112: brings <see cref="IVector{TSelf, T}.LowHalf"/> to scale. A factor of the weights may be scaled instead if it <see cref="CanScale"/>.</summary>
    public const double Scale = 5.192296858534828e33;

    /// <summary>Units that lie together: two blocks of floats.</summary>
    private const int Together = 32;

    /// <summary>The first float that <see cref="Scale"/> takes to infinity, 2^16.</summary>
    private const uint FirstOverflow = (127 + 16) << 23;

    /// <summary>
    /// Cuts the units into panels as <see cref="WeightPacking.Panels{T}(ReadOnlySpan{T}, Span{T}, int, int, int)"/> does, and a panel's row into groups of 32 units, the
    /// last of which ends with the panel and may overlap the one before. A group holds its units 0 and 16, 1 and 17 and so
    /// on side by side. Behind the last panel stands one more element: 1 where a weight is infinite or NaN, else 0.
    /// </summary>
    /// <param name="kernel">inputs · units elements.</param>
    /// <param name="destination">⌈units / panelWidth⌉ · inputs · ⌈panelWidth / 32⌉ · 32 + 1 elements; does not overlap the kernel.</param>
    /// <param name="inputs">Rows of the kernel, at least 1.</param>
    /// <param name="units">Columns of the kernel, at least <paramref name="panelWidth"/>.</param>
    /// <param name="panelWidth">Columns of a panel, at least 32.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is too small.</exception>
    /// <exception cref="ArgumentException">The length of a span is another than the dimensions say.</exception>
    public static void Pack(ReadOnlySpan<Half> kernel, Span<Half> destination, int inputs, int units, int panelWidth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(panelWidth, Together);
        ArgumentOutOfRangeException.ThrowIfLessThan(units, panelWidth);
        long panels = ((long)units + panelWidth - 1) / panelWidth;
        long groups = ((long)panelWidth + Together - 1) / Together;
        WeightPacking.CheckLengths(kernel, destination, inputs, units, (panels * inputs * groups * Together) + 1);

        bool areFinite = true;
        int at = 0;
        for (int panel = 0; panel < panels; panel++)
        {
            int firstUnit = Math.Min(panel * panelWidth, units - panelWidth);
            for (int input = 0; input < inputs; input++)
            {
                ReadOnlySpan<Half> row = kernel.Slice((input * units) + firstUnit, panelWidth);
                for (int group = 0; group < groups; group++)
                {
                    ReadOnlySpan<Half> from = row.Slice(Math.Min(group * Together, panelWidth - Together), Together);
                    Span<Half> to = destination.Slice(at, Together);
                    for (int i = 0; i < Together / 2; i++)
                    {
                        to[2 * i] = from[i];
                        to[(2 * i) + 1] = from[i + (Together / 2)];
                        areFinite &= Half.IsFinite(from[i]) & Half.IsFinite(from[i + (Together / 2)]);
                    }

                    at += Together;
                }
            }
        }

        destination[at] = areFinite ? Half.Zero : Half.One;
    }

    /// <summary>No weight is infinite or NaN: what <see cref="Pack"/> has noted at <paramref name="index"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreFinite(ref readonly Half weights, nuint index) =>
        Unsafe.As<Half, short>(ref Unsafe.Add(ref Unsafe.AsRef(in weights), index)) == 0;

    /// <summary>
    /// All floats times <see cref="Scale"/> are finite. Then a product of one of them so scaled and a weight in the scale of
    /// <see cref="IVector{TSelf, T}.LowHalf"/> is the product of both as they were: powers of two change no digit.
    /// </summary>
    public static bool CanScale(ref readonly float origin, int length)
    {
        ReadOnlySpan<uint> bits = MemoryMarshal.Cast<float, uint>(MemoryMarshal.CreateReadOnlySpan(in origin, length));
        uint largest = 0;
        if (bits.Length >= Vector<uint>.Count)
        {
            var magnitude = new Vector<uint>(int.MaxValue);
            var maximum = Vector<uint>.Zero;
            ref uint start = ref MemoryMarshal.GetReference(bits);
            int last = bits.Length - Vector<uint>.Count;
            for (int i = 0; i < last; i += Vector<uint>.Count)
            {
                maximum = Vector.Max(maximum, Vector.LoadUnsafe(ref start, (nuint)i) & magnitude);
            }

            maximum = Vector.Max(maximum, Vector.LoadUnsafe(ref start, (nuint)last) & magnitude);
            return Vector.LessThanAll(maximum, new Vector<uint>(FirstOverflow));
        }

        foreach (uint value in bits)
        {
            largest = Math.Max(largest, value & int.MaxValue);
        }

        return largest < FirstOverflow;
    }
}
