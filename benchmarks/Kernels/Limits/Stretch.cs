namespace ShapeGen.Benchmarks.Limits;

/// <summary>Memory that a read loop walks through: pinned, so an address is enough.</summary>
internal readonly record struct Stretch(nint Address, nuint Bytes)
{
    private const int Line = 64;

    public bool IsAligned => Address % Line == 0;

    /// <summary>The whole cache lines that hold it; buffers have a line to spare on either side.</summary>
    public Stretch Lines
    {
        get
        {
            nint start = Address / Line * Line;
            nint end = (Address + (nint)Bytes + Line - 1) / Line * Line;
            return new Stretch(start, (nuint)(end - start));
        }
    }
}
