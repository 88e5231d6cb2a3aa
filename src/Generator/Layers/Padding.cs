namespace ShapeGen.Generator.Layers;

/// <summary>The runtime's enum of the same name, by value.</summary>
internal enum Padding
{
    Valid = 0,
    Same = 1,
    Causal = 2,
}
