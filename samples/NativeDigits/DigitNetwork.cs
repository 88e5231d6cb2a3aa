using System.Reflection;
using Samples;
using ShapeGen;

namespace NativeDigits;

/// <summary>The whole network: two convolutions, then the head that ShapeGen has compiled.</summary>
internal sealed class DigitNetwork
{
    /// <summary>The name under which the project's <c>ShapeGenWeights</c> item embeds the file: the head reads its part of it, the convolutions theirs.</summary>
    private const string Weights = "ShapeGen.Weights/NativeDigits.DigitHead";

    private readonly DigitFeatures _features;
    private readonly DigitHead _head = DigitHead.Load();

    public DigitNetwork()
    {
        using Stream resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(Weights)!;
        using SafeTensors file = SafeTensors.Read(resource);
        _features = DigitFeatures.Read(file);
    }

    /// <summary>The probabilities of the digits 0 to 9.</summary>
    /// <param name="image">28 x 28 values from 0 (paper) to 1 (ink), row by row.</param>
    public float[] Classify(ReadOnlySpan<float> image)
    {
        float[] scores = new float[DigitHead.OutputLength];
        _head.Forward(_features.Run(image), scores);
        return scores;
    }
}
