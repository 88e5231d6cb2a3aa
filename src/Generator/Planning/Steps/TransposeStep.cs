namespace ShapeGen.Generator.Planning.Steps;

/// <summary>Moves axes: output axis i is input axis <c>Order[i]</c>.</summary>
/// <param name="Dimensions">The input's dimensions.</param>
/// <param name="Order">For each output axis the input axis, from 0.</param>
internal sealed record TransposeStep(EquatableArray<int> Dimensions, EquatableArray<int> Order) : Step
{
    public override int InputLength => Dimensions.Aggregate(1, (product, d) => product * d);

    public override int OutputLength => InputLength;

    /// <summary>Bytes of a column of the tiles that are turned in registers.</summary>
    private const int TileHeightBytes = 32;

    /// <summary>Bytes of a row of them.</summary>
    private const int TileWidthBytes = 16;

    /// <summary>Rows of a tile that is turned in registers.</summary>
    public static int TileRows(ElementType element) => TileHeightBytes / element.Size();

    /// <summary>Columns of it.</summary>
    public static int TileColumns(ElementType element) => TileWidthBytes / element.Size();

    /// <summary>Rows of the turned matrix that are written out one by one; 0 where all go through a loop.</summary>
    public int RowsWrittenOut { get; init; }

    /// <summary>Whether the last axis moves, so that it and the one that becomes the last are columns and rows of a matrix that is turned; else runs are copied.</summary>
    public bool Turns => Order.Count > 0 && Order[Order.Count - 1] != Order.Count - 1;

    private int Rows => Dimensions[Order[Order.Count - 1]];

    private int Columns => Dimensions[Dimensions.Count - 1];

    public override bool IsView => Order.SequenceEqual(Enumerable.Range(0, Order.Count));

    /// <summary>
    /// The same movement with the fewest axes: axes of size 1 fall away, and axes that stay neighbours become one, so
    /// that a movement that changes nothing is seen to be a view.
    /// </summary>
    public TransposeStep Simplify()
    {
        List<int> dimensions = [.. Dimensions];
        List<int> order = [.. Order];
        for (int axis = dimensions.Count - 1; axis >= 0; axis--)
        {
            if (dimensions[axis] == 1)
            {
                Remove(axis);
            }
        }

        for (int i = order.Count - 1; i > 0; i--)
        {
            if (order[i] == order[i - 1] + 1)
            {
                int axis = order[i];
                dimensions[axis - 1] *= dimensions[axis];
                Remove(axis);
            }
        }

        return this with { Dimensions = dimensions.ToEquatableArray(), Order = order.ToEquatableArray() };

        void Remove(int axis)
        {
            dimensions.RemoveAt(axis);
            order.Remove(axis);
            for (int i = 0; i < order.Count; i++)
            {
                order[i] -= order[i] > axis ? 1 : 0;
            }
        }
    }

    public override Step ChooseTiles(ElementType element) =>
        this with { RowsWrittenOut = CanWriteOut(element) ? Budget.TurnedRows : 0 };

    public override IEnumerable<string> Describe(ElementType element)
    {
        yield return $"({string.Join(", ", Dimensions)}), axes moved to [{string.Join(", ", Order)}]";
        if (RowsWrittenOut > 0)
        {
            yield return $"{RowsWrittenOut} rows by a cache line at once, in tiles of {TileRows(element)} × {TileColumns(element)}";
        }
    }

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts)
    {
        if (Order.Count != Dimensions.Count || !Order.OrderBy(axis => axis).SequenceEqual(Enumerable.Range(0, Order.Count)))
        {
            yield return $"[{string.Join(", ", Order)}] does not name each of {Dimensions.Count} axes once";
        }
        else if (Dimensions.Any(d => d < 1))
        {
            yield return $"({string.Join(", ", Dimensions)}) has a dimension that is not positive";
        }
        else if (RowsWrittenOut > 0 && (RowsWrittenOut != Budget.TurnedRows || !CanWriteOut(element)))
        {
            yield return $"{RowsWrittenOut} rows are written out of a matrix that is not such";
        }
    }

    /// <summary>Halves are moved one by one.</summary>
    private bool CanWriteOut(ElementType element) =>
        element != ElementType.Half && Turns && Rows >= Budget.TurnedRows && Columns >= Budget.TurnedColumns;
}
