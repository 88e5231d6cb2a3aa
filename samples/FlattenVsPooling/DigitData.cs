using System.Text.Json;
using Samples;
using ShapeGen;

namespace FlattenVsPooling;

/// <summary>What one head reads, and what another library answers to it.</summary>
/// <param name="Features">For each digit the (6, 6, 32) feature maps in front of the head.</param>
/// <param name="Expected">For each digit the ten probabilities that PyTorch computes from them.</param>
/// <param name="Body">The convolutions in front of the head, which it was trained with: they make the features of any other picture.</param>
internal sealed record HeadData(float[] Features, float[] Expected, DigitFeatures Body);

/// <summary>The digits beside the program: pictures, labels, and what both heads read of them.</summary>
/// <param name="Images">For each digit 28 x 28 grey values from 0 (paper) to 1 (ink), row by row.</param>
/// <param name="Labels">For each digit what it shows, 0 to 9.</param>
/// <param name="Flatten">The data of the head that flattens.</param>
/// <param name="Pooling">The data of the head that pools.</param>
internal sealed record DigitData(float[] Images, int[] Labels, HeadData Flatten, HeadData Pooling)
{
    public const int ImageSize = DigitFeatures.ImageSize;
    public const string PoolingName = "gap";
    public const string FlattenName = "flatten";
    public const string ConvolutionsFile = "convolutions.safetensors";
    public const string DigitsFile = "digits.safetensors";
    public const string LabelsFile = "labels.json";
    public const string FlattenFile = "flatten-head.safetensors";
    public const string PoolingFile = "gap-head.safetensors";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Data");

    public static string PathOf(string file) => Path.Combine(Folder, file);

    /// <summary>Reads all digits.</summary>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    /// <exception cref="FormatException">A file is damaged, or holds other shapes than the heads take.</exception>
    public static DigitData Load()
    {
        int[] labels = ReadLabels(PathOf(LabelsFile));
        using SafeTensors file = SafeTensors.Open(PathOf(DigitsFile));
        using SafeTensors convolutions = SafeTensors.Open(PathOf(ConvolutionsFile));
        return new DigitData(
            Read(file, "images", [labels.Length, ImageSize, ImageSize]),
            labels,
            ReadHead<FlattenHead>(file, convolutions, FlattenName, labels.Length),
            ReadHead<PoolingHead>(file, convolutions, PoolingName, labels.Length));
    }

    public ReadOnlySpan<float> Image(int index) => Images.AsSpan(index * ImageSize * ImageSize, ImageSize * ImageSize);

    private static HeadData ReadHead<TModel>(SafeTensors file, SafeTensors convolutions, string name, int count)
        where TModel : IModel<TModel, float> => new(
            Read(file, $"{name}/features", [count, .. TModel.InputShape]),
            Read(file, $"{name}/expected", [count, .. TModel.OutputShape]),
            DigitFeatures.Read(convolutions, $"{name}/"));

    private static float[] Read(SafeTensors file, string name, ReadOnlySpan<int> shape)
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
