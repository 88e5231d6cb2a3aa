namespace ShapeGen;

/// <summary>(x − Mean) / √Variance with the mean and variance of the training data; the shape stays. No parameters.</summary>
public sealed class NormalizationAttribute : LayerAttribute
{
    /// <summary>The axes whose elements have a mean and a variance of their own, the batch being axis 0; [-1] by default, none ([]) for one mean and variance of all.</summary>
    public int[] Axis { get; set; } = [-1];

    /// <summary>The mean: one number, or one for each element of the axes.</summary>
    public double[] Mean { get; set; } = [];

    /// <summary>The variance: as many numbers as <see cref="Mean"/> has.</summary>
    public double[] Variance { get; set; } = [];

    /// <summary>The way back: x · √Variance + Mean; false by default.</summary>
    public bool Invert { get; set; }
}
