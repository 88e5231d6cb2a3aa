namespace ShapeGen.Generator.Layers;

/// <summary>The runtime's enum of the same name, by value.</summary>
internal enum Interpolation
{
    Nearest = 0,
    Bilinear = 1,
}
