namespace ShapeGen.Generator.Planning;

/// <summary>How values are combined.</summary>
internal enum Reduction
{
    /// <summary>Their sum divided by their number.</summary>
    Mean,

    /// <summary>IEEE 754-2019 maximum: NaN propagates, +0 is greater than −0.</summary>
    Maximum,
}
