namespace ShapeGen;

/// <summary>How values between those of the input are made.</summary>
public enum Interpolation
{
    /// <summary>Each value is repeated.</summary>
    Nearest = 0,

    /// <summary>The mean of the two or four nearest values, weighted by their distance; edges are repeated.</summary>
    Bilinear = 1,
}
