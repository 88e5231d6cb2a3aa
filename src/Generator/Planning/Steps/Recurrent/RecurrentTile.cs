namespace ShapeGen.Generator.Planning.Steps.Recurrent;

/// <summary>Blocks of units whose weights lie together, (inputs, blocks, gates, lanes).</summary>
/// <param name="First">The first block of the first such panel.</param>
/// <param name="Count">Panels that follow each other.</param>
/// <param name="Blocks">Blocks of one.</param>
/// <param name="LastLanes">Units of the last block of the last panel.</param>
internal sealed record RecurrentPanel(int First, int Count, int Blocks, int LastLanes);

/// <summary>The units of a panel that are updated together, with the sums of all their gates in registers.</summary>
/// <param name="Panel">The panel.</param>
/// <param name="First">The first block within the panel.</param>
/// <param name="Count">Tiles that follow each other.</param>
/// <param name="Blocks">Blocks of one.</param>
/// <param name="LastLanes">Units of the last block.</param>
internal sealed record RecurrentTile(RecurrentPanel Panel, int First, int Count, int Blocks, int LastLanes)
{
    /// <summary>Blocks from a tile's to another one that it updates with it, whose weights are a second stream; 0 where there is none.</summary>
    public int OtherStream { get; init; }
}
