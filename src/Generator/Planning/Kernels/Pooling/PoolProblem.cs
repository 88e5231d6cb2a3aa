namespace ShapeGen.Generator.Planning.Kernels.Pooling;

/// <summary>What pooling kernels are chosen for: the shape, the element type, and the order of the arithmetic.</summary>
/// <param name="Reduction">Mean or maximum.</param>
/// <param name="Positions">Positions of a section.</param>
/// <param name="Channels">Channels.</param>
/// <param name="ChannelsFirst">(channels, positions) in memory, else (positions, channels).</param>
/// <param name="Element">The model's element type.</param>
internal sealed record PoolProblem(Reduction Reduction, int Positions, int Channels, bool ChannelsFirst, ElementType Element)
{
    public int Sections { get; init; } = 1;

    /// <summary>Positions of a sample, of which a section is a part.</summary>
    public int AllPositions { get; init; } = Positions;

    /// <summary>Positions are left out where a mask is false.</summary>
    public bool IsMasked { get; init; }

    /// <summary>The input holds the caller's halves.</summary>
    public bool ReadsHalves { get; init; }

    /// <summary>The one value of each channel is passed on.</summary>
    public bool IsCopy { get; init; }

    public PoolOrder Order { get; init; } = PoolOrder.PositionByPosition;

    /// <summary>Lanes of one block.</summary>
    public int Block => Element.BlockLanes();

    /// <summary>Each channel is a contiguous run.</summary>
    public bool IsContiguous => ChannelsFirst || Channels == 1;

    /// <summary>Lanes of a row.</summary>
    public int Lanes => Order.Fold * Channels;

    public int Rows => Positions / Order.Fold;

    /// <summary>Groups of one row a phase, the first of which starts the results.</summary>
    public int Groups => Rows / Order.Phases;

    /// <summary>Elements of a section.</summary>
    public int Length => Positions * Channels;

    /// <summary>Bytes of a section, or of all of them, as they would be in the compute type.</summary>
    public long BytesOf(long elements) => elements * (ElementTypes.BlockBytes / Block);

    /// <summary>How the positions end that fill no row of <see cref="PoolOrder.Fold"/> positions.</summary>
    public Tail FoldTail => Positions % Order.Fold == 0 ? Tail.None : Tail.Scalar;
}
