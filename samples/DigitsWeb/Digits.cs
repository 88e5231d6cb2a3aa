using System.Text.Json;
using ShapeGen;

namespace DigitsWeb;

/// <summary>The test digits beside the program.</summary>
internal sealed class Digits
{
    /// <summary>Reads them.</summary>
    /// <param name="folder">Where <c>digits.safetensors</c> and <c>labels.json</c> are.</param>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    public Digits(string folder)
    {
        Labels = JsonSerializer.Deserialize(File.ReadAllText(Path.Combine(folder, "labels.json")), ApiJson.Default.Int32Array)!;
        Images = new float[Labels.Length * IDigitNetwork.ImageLength];
        using SafeTensors file = SafeTensors.Open(Path.Combine(folder, "digits.safetensors"));
        file.CopyTo<float>("images", Images);
    }

    /// <summary>For each digit 28 x 28 values from 0 (paper) to 1 (ink), row by row.</summary>
    public float[] Images { get; }

    /// <summary>What each digit shows, 0 to 9.</summary>
    public int[] Labels { get; }

    public ReadOnlySpan<float> Image(int index) => Images.AsSpan(index * IDigitNetwork.ImageLength, IDigitNetwork.ImageLength);
}
