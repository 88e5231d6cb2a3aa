using ShapeGen;

namespace Samples;

/// <summary>The body of a digit network: two convolutions from a picture of 28 x 28 to the (6, 6, 32) features that its head reads.</summary>
internal sealed class DigitFeatures
{
    /// <summary>Height and width of a picture.</summary>
    public const int ImageSize = 28;

    private readonly Convolution _first;
    private readonly Convolution _second;

    private DigitFeatures(Convolution first, Convolution second)
    {
        _first = first;
        _second = second;
    }

    /// <summary>Values of one picture's features.</summary>
    public int Length => _second.OutputLength;

    /// <summary>Reads the weights of both convolutions.</summary>
    /// <param name="file">The network's weights.</param>
    /// <param name="prefix">What stands in front of the layers' names in it.</param>
    /// <exception cref="SafeTensorsException">A weight is missing or has another shape.</exception>
    public static DigitFeatures Read(SafeTensors file, string prefix = "") => new(
        Convolution.Read(file, $"{prefix}conv2d", ImageSize, inputs: 1, outputs: 8),
        Convolution.Read(file, $"{prefix}conv2d_1", inputSize: 13, inputs: 8, outputs: 32));

    /// <param name="image">28 x 28 values from 0 (paper) to 1 (ink), row by row.</param>
    public float[] Run(ReadOnlySpan<float> image) => _second.Run(_first.Run(image));
}
