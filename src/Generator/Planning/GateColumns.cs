namespace ShapeGen.Generator.Planning;

/// <summary>
/// Columns of a recurrent layer's weight, (rows, gates · units), brought into the order in which a cell is updated: a block of
/// units at a time, and of that block each gate. Units that fill no block are followed by zeros.
/// </summary>
/// <param name="Rows">Rows of the weight as it was declared.</param>
/// <param name="Gates">Gates of the weight.</param>
/// <param name="Units">Units of a gate.</param>
/// <param name="Block">Lanes of a block.</param>
internal sealed record GateColumns(int Rows, int Gates, int Units, int Block)
{
    /// <summary>The first gate that is taken.</summary>
    public int First { get; init; }

    /// <summary>How many gates are taken.</summary>
    public int Count { get; init; } = Gates;

    /// <summary>The one row that is taken, or −1 for all.</summary>
    public int Row { get; init; } = -1;

    /// <summary>Blocks that hold the units of a gate.</summary>
    public int Blocks => ((Units - 1) / Block) + 1;

    /// <summary>Columns in the new order.</summary>
    public int Width => Blocks * Count * Block;

    /// <summary>What is wrong with it, for a weight of so many elements that is packed as (inputs, units); null if nothing is.</summary>
    public string? FindFault(long length, int inputs, int units) =>
        Rows < 1 || Gates < 1 || Units < 1 || Block < 1 || (long)Rows * Gates * Units != length ? $"({Rows}, {Gates} · {Units}) is not its shape"
        : First < 0 || Count < 1 || First + Count > Gates || Row >= Rows ? $"{Count} gates from gate {First} on are not among its {Gates}"
        : inputs != (Row < 0 ? Rows : 1) || units != Width ? $"it is packed as ({inputs}, {units}), and not of {Width} columns"
        : null;
}
