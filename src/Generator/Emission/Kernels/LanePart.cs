namespace ShapeGen.Generator.Emission.Kernels;

/// <summary>A value of a tile's text: a block of lanes, or a part of one.</summary>
/// <param name="Offset">Where it starts among the lanes.</param>
/// <param name="StoredLanes">Lanes of it that are stored, where it is not all of them; else 0.</param>
/// <param name="IsStart">A block starts with it.</param>
internal readonly record struct LanePart(int Offset, int StoredLanes, bool IsStart);
