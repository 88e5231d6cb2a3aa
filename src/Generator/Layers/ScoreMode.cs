namespace ShapeGen.Generator.Layers;

/// <summary>The runtime's enum of that name, with the same numbers.</summary>
internal enum ScoreMode
{
    Dot = 0,
    Concat = 1,
}
