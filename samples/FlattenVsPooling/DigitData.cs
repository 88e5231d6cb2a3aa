using System.Text.Json;
using ShapeGen;

namespace FlattenVsPooling;

/// <summary>The digits beside the program: pictures, labels, and what another library answers to them.</summary>
/// <param name="Images">For each digit 28 x 28 grey values from 0 (paper) to 1 (ink), row by row.</param>
/// <param name="Labels">For each digit what it shows, 0 to 9.</param>
/// <param name="FlattenExpected">For each digit the ten probabilities that PyTorch computes with the network that flattens.</param>
/// <param name="PoolingExpected">The same of the network that pools.</param>
internal sealed record DigitData(float[] Images, int[] Labels, float[] FlattenExpected, float[] PoolingExpected)
{
    public const int ImageSize = 28;
    public const string PoolingName = "gap";
    public const string FlattenName = "flatten";
    public const string DigitsFile = "digits.safetensors";
    public const string LabelsFile = "labels.json";
    public const string FlattenFile = "flatten.safetensors";
    public const string PoolingFile = "gap.safetensors";
    public const string BothFile = "both.safetensors";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Data");

    public static string PathOf(string file) => Path.Combine(Folder, file);

    /// <summary>Reads all digits.</summary>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    /// <exception cref="FormatException">A file is damaged, or holds other shapes than the networks take.</exception>
    public static DigitData Load()
    {
        int[] labels = ReadLabels(PathOf(LabelsFile));
        using SafeTensors file = SafeTensors.Open(PathOf(DigitsFile));
        return new DigitData(
            Read(file, "images", [labels.Length, .. FlattenNetwork.InputShape]),
            labels,
            Read(file, $"{FlattenName}/expected", [labels.Length, .. FlattenNetwork.OutputShape]),
            Read(file, $"{PoolingName}/expected", [labels.Length, .. PoolingNetwork.OutputShape]));
    }

    public ReadOnlySpan<float> Image(int index) => Images.AsSpan(index * ImageSize * ImageSize, ImageSize * ImageSize);

    /// <summary>Reads one tensor of a known shape.</summary>
    /// <exception cref="SafeTensorsException">It is missing or has another shape.</exception>
    public static float[] Read(SafeTensors file, string name, ReadOnlySpan<int> shape)
    {
        int length = 1;
        foreach (int dimension in shape)
        {
            length *= dimension;
        }

        float[] values = new float[length];
        file.CopyTo<float>(name, shape, values);
        return values;
    }

    private static int[] ReadLabels(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<int[]>(File.ReadAllText(path)) is { Length: > 0 } labels
                ? labels
                : throw new FormatException($"{LabelsFile}: no labels.");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"{LabelsFile}: {exception.Message}", exception);
        }
    }
}
