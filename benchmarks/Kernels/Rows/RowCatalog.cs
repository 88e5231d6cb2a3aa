namespace ShapeGen.Benchmarks.Rows;

/// <summary>All lines of the table, in its order.</summary>
internal static class RowCatalog
{
    public static IReadOnlyList<RowDefinition> All { get; } = [.. PoolingRows.All(), .. DenseRows.All(), .. ConvRows.All(), .. ChannelsFirstRows.All(), .. WindowRows.All(), .. RecurrentRows.All(), .. AttentionRows.All(), .. HeadRows.All(), .. NetworkRows.All()];

    /// <summary>The rows whose name holds the text.</summary>
    /// <exception cref="ArgumentException">No name does.</exception>
    public static IReadOnlyList<RowDefinition> Matching(string filter)
    {
        RowDefinition[] rows = [.. All.Where(r => r.Name.Contains(filter, StringComparison.OrdinalIgnoreCase))];
        return rows.Length > 0 ? rows : throw new ArgumentException($"No row is called '{filter}'. There are: {string.Join(", ", All.Select(r => r.Name))}.");
    }
}
