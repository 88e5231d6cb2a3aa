using System.Reflection;
using ShapeGen;

namespace NativeDigits;

/// <summary>The whole network: two convolutions, then the head that ShapeGen has compiled.</summary>
internal sealed class DigitNetwork
{
    /// <summary>Height and width of a picture.</summary>
    public const int ImageSize = 28;

    /// <summary>The name under which the project's <c>ShapeGenWeights</c> item embeds the file: the head reads its part of it, the convolutions theirs.</summary>
    private const string Weights = "ShapeGen.Weights/NativeDigits.DigitHead";

    private readonly Convolution _first;
    private readonly Convolution _second;
    private readonly DigitHead _head = DigitHead.Load();

    public DigitNetwork()
    {
        using Stream resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(Weights)!;
        using SafeTensors file = SafeTensors.Read(resource);
        _first = Convolution.Read(file, "conv2d", ImageSize, inputs: 1, outputs: 8);
        _second = Convolution.Read(file, "conv2d_1", inputSize: 13, inputs: 8, outputs: 32);
    }

    /// <summary>The probabilities of the digits 0 to 9.</summary>
    /// <param name="image">28 x 28 values from 0 (paper) to 1 (ink), row by row.</param>
    public float[] Classify(ReadOnlySpan<float> image)
    {
        float[] scores = new float[DigitHead.OutputLength];
        _head.Forward(_second.Run(_first.Run(image)), scores);
        return scores;
    }
}
