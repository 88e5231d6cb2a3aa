namespace DigitsWeb;

/// <summary>What the page asks of either network.</summary>
public interface IDigitNetwork
{
    /// <summary>Height and width of an image.</summary>
    const int ImageSize = 28;

    /// <summary>Values of an image.</summary>
    const int ImageLength = ImageSize * ImageSize;

    /// <summary>Values that the last convolution gives: 6 x 6 places with 32 features each.</summary>
    const int MapsLength = 6 * 6 * 32;

    /// <summary>The digits.</summary>
    const int Classes = 10;

    /// <summary>Values that pooling keeps of an image; 0 where the network flattens, which keeps the maps.</summary>
    static abstract int PooledLength { get; }

    /// <summary>Runs one image.</summary>
    /// <param name="image">784 values from 0 (paper) to 1 (ink), row by row.</param>
    /// <param name="maps">(6, 6, 32): what the last convolution gives.</param>
    /// <param name="pooled"><see cref="PooledLength"/> values: the mean of each map.</param>
    /// <param name="probabilities">10 values.</param>
    void Forward(ReadOnlySpan<float> image, Span<float> maps, Span<float> pooled, Span<float> probabilities);

    /// <summary>Runs whole images, one after the other in each buffer.</summary>
    void ForwardBatch(ReadOnlySpan<float> images, Span<float> maps, Span<float> pooled, Span<float> probabilities);
}
