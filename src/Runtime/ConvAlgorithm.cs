namespace ShapeGen;

/// <summary>How a convolution is computed.</summary>
public enum ConvAlgorithm
{
    /// <summary>Each output is one sum of products of inputs and weights.</summary>
    Direct = 0,

    /// <summary>
    /// Winograd's F(2x2, 3x3) for kernels of (3, 3): 16 instead of 36 products for four outputs, of sums of inputs and of weights. The error
    /// of an output follows the size of its neighbours' inputs, and one that sees an infinity may become NaN.
    /// </summary>
    Winograd = 1,
}
