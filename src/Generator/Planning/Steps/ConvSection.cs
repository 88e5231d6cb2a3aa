namespace ShapeGen.Generator.Planning.Steps;

/// <summary>
/// Products of a window that are added up in a register before that sum is added to the output, because the error of a sum grows with the
/// number of its terms. A section is whole planes of the kernel, whole rows, some taps of a row, or some channels of a tap, so that it ends
/// at the same products in every tile.
/// </summary>
/// <param name="Taps">Taps of a section, in the kernel's order.</param>
/// <param name="Channels">Channels of each of them.</param>
internal readonly record struct ConvSection(int Taps, int Channels)
{
    /// <summary>Products of a section at most, and at least.</summary>
    private const int Most = Budget.SectionChain * 3 / 2;
    private const int Least = 48;

    /// <summary>The section of a sum over the taps of a part, or null where all is one sum.</summary>
    public static ConvSection? Choose(ConvPart part, int channels)
    {
        if ((long)part.Taps * channels <= Budget.LongestChain)
        {
            return null;
        }

        int row = part.Column.Taps;
        int plane = part.Row.Taps * row;
        ConvSection section = channels > Most ? new(1, Part(channels))
            : part.Depth.Taps > 1 && (long)plane * channels <= Most ? new(plane, channels)
            : (long)row * channels <= Most ? new(row, channels)
            : new(Share(row, Most / channels), channels);
        return section.Taps * section.Channels >= Least ? section : null;
    }

    /// <summary>The divisor of a number of channels that is next to the aim, or all of them where none is near.</summary>
    private static int Part(int channels) =>
        Enumerable.Range(Budget.SectionChain / 2, Most - (Budget.SectionChain / 2) + 1)
            .Where(part => channels % part == 0)
            .OrderBy(part => Math.Abs(part - Budget.SectionChain))
            .FirstOrDefault() is > 0 and int divisor ? divisor : channels;

    /// <summary>Taps of as many groups as it takes, nearly equal ones.</summary>
    private static int Share(int taps, int most)
    {
        int groups = ((taps - 1) / most) + 1;
        return ((taps - 1) / groups) + 1;
    }

    /// <summary>Where a section of a part ends, given the channels of a tap.</summary>
    public ConvSectionEnd EndIn(ConvPart part, int channels) =>
        Channels < channels ? ConvSectionEnd.Channels
        : Taps < part.Column.Taps ? ConvSectionEnd.Taps
        : Taps == part.Column.Taps ? ConvSectionEnd.Row
        : ConvSectionEnd.Plane;

    /// <summary>Whether sums over so many channels of a part's taps can be cut so.</summary>
    public bool IsSound(ConvPart part, int channels) => Channels > 0 && channels % Channels == 0 && EndIn(part, channels) switch
    {
        ConvSectionEnd.Channels => Taps == 1,
        ConvSectionEnd.Taps => Taps > 0,
        ConvSectionEnd.Row => true,
        _ => Taps == part.Row.Taps * part.Column.Taps,
    };

    public override string ToString() => $"{Taps * Channels} products";
}

/// <summary>Where a section of a sum ends.</summary>
internal enum ConvSectionEnd
{
    /// <summary>After some channels of each tap.</summary>
    Channels,

    /// <summary>After some taps of a row.</summary>
    Taps,

    /// <summary>After each row of the kernel.</summary>
    Row,

    /// <summary>After each plane of the kernel.</summary>
    Plane,
}
