namespace ShapeGen.Generator.Planning.Steps;

/// <summary>
/// Outputs that see their inputs through the same taps of a kernel: all of a convolution, or every other one of a
/// transposed convolution.
/// </summary>
/// <param name="Depth">The first axis of three.</param>
/// <param name="Row">The axis before the last.</param>
/// <param name="Column">The last axis, whose inputs lie side by side.</param>
internal sealed record ConvPart(ConvAxis Depth, ConvAxis Row, ConvAxis Column)
{
    /// <summary>Taps along the last axis at most where that is padded: each may need a tile of its own.</summary>
    public const int MostPaddedTaps = 128;

    public int Taps => Depth.Taps * Row.Taps * Column.Taps;

    public int Inputs => Depth.Input * Row.Input * Column.Input;

    public int Outputs => Depth.Size * Row.Size * Column.Size;

    public IEnumerable<ConvAxis> Axes => [Depth, Row, Column];

    /// <summary>
    /// The taps of the layer's kernel, (taps, filters, channels), that are these ones in their order; none where they are all of a kernel
    /// (taps, channels, filters).
    /// </summary>
    public EquatableArray<int> KernelTaps { get; init; }

    /// <summary>How long sums are cut, or null where each is one sum; decided with the tiles.</summary>
    public ConvSection? Section { get; init; }

    /// <summary>Elements from the start of the packed weights.</summary>
    public int KernelOffset { get; init; }

    /// <summary>The same with as few axes as it takes: positions that are positions only lie in one row.</summary>
    public ConvPart Simplify() => this switch
    {
        { Row: { IsPointwise: true } row, Column: { IsPointwise: true } column } when row != ConvAxis.One =>
            (this with { Depth = ConvAxis.One, Row = Depth, Column = new ConvAxis(row.Input * column.Input, row.Input * column.Input, 1) }).Simplify(),
        { Row: var row } when row == ConvAxis.One && Depth != ConvAxis.One => (this with { Depth = ConvAxis.One, Row = Depth }).Simplify(),
        _ => this,
    };

    /// <summary>The same over an input around which zeros are put, or null where its axes are others.</summary>
    public ConvPart? AbsorbPadding(CopyStep padding, int channels)
    {
        (int Front, int Input)[]? zeros = padding.FindPadding(Depth.Input, Row.Input, Column.Input, channels);
        if (zeros is null || KernelTaps.Count > 0 || zeros[3] != (0, channels))
        {
            return null;
        }

        ConvPart absorbed = this with { Depth = Pad(Depth, zeros[0]), Row = Pad(Row, zeros[1]), Column = Pad(Column, zeros[2]) };
        return absorbed.Column == Column || Column.Taps <= MostPaddedTaps ? absorbed : null;

        static ConvAxis Pad(ConvAxis axis, (int Front, int Input) zeros) => axis with { Before = axis.Before + zeros.Front, Input = zeros.Input };
    }

    public override string ToString() => string.Join("; ", Axes.Where(a => a != ConvAxis.One).DefaultIfEmpty(Column)) + (Section is { } section ? $"; sections of {section}" : "");
}
