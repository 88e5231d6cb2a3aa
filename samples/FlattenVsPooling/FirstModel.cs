using ShapeGen;

namespace FlattenVsPooling;

/// <summary>The network that the question came with, on two images whose answers Keras has computed.</summary>
internal static class FirstModel
{
    /// <summary>What the answers may differ from Keras', as |y - e| / (1 + |e|).</summary>
    public const double AllowedDifference = 2e-5;

    private const int Images = 2;

    /// <summary>The largest |y - e| / (1 + |e|); a NaN where an answer is none.</summary>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="FormatException">The file is damaged, or holds other shapes than the network takes.</exception>
    public static double DifferenceFromKeras()
    {
        using SafeTensors file = SafeTensors.Open(DigitData.PathOf("seed_conv5_gap.safetensors"));
        float[] expected = DigitData.Read(file, "output/0", [Images, .. FiveConvolutions.OutputShape]);
        float[] means = new float[expected.Length];
        FiveConvolutions.Load(file).ForwardBatch(DigitData.Read(file, "input/0", [Images, .. FiveConvolutions.InputShape]), means);
        return means.Zip(expected, (y, e) => Math.Abs((double)y - e) / (1 + Math.Abs((double)e))).Aggregate(0.0, Math.Max);
    }

    /// <summary>Each layer's type, the shape that leaves it and its parameters, as <see cref="FiveConvolutions.Summary"/> has them.</summary>
    public static IEnumerable<(string Layer, string Shape, string Parameters)> Layers() =>
        from line in FiveConvolutions.Summary.Split('\n')
        let cells = line.Split('│', StringSplitOptions.TrimEntries)
        where cells.Length == 5 && cells[2].Length > 0
        select (cells[1].Split(' ')[0], cells[2].Replace("None, ", "", StringComparison.Ordinal), cells[3]);
}
