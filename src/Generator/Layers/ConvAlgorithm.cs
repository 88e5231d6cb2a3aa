namespace ShapeGen.Generator.Layers;

/// <summary>The runtime's enum of the same name, by value.</summary>
internal enum ConvAlgorithm
{
    Direct = 0,
    Winograd = 1,
}
