using System.Runtime.InteropServices;
using ShapeGen;

namespace FlattenVsPooling;

/// <summary>
/// Makes the files in <c>Data</c> from an export of the training: raw little-endian floats, whose shape ends the file's
/// name. Run it with <c>--make &lt;export folder&gt; &lt;data folder&gt;</c>.
/// </summary>
internal static class DataMaker
{
    private const int Digits = 200;

    /// <summary>Writes the four files, replacing those that exist.</summary>
    /// <exception cref="IOException">A file is missing or cannot be written.</exception>
    /// <exception cref="ArgumentException">A file has another length than its name says.</exception>
    public static void Make(string exportFolder, string dataFolder)
    {
        Directory.CreateDirectory(dataFolder);
        SaveHead("gap", 32, DigitData.PoolingFile);
        SaveHead("flatten", 6 * 6 * 32, DigitData.FlattenFile);
        SaveDigits();
        File.Copy(Path.Combine(exportFolder, DigitData.LabelsFile), Path.Combine(dataFolder, DigitData.LabelsFile), overwrite: true);

        void SaveHead(string head, int inputs, string file) => new SafeTensorsWriter()
            .Add("dense/kernel", [inputs, 10], Read($"{head}_dense_kernel_io_{inputs}x10"))
            .Add("dense/bias", [10], Read($"{head}_dense_bias_10"))
            .Save(Path.Combine(dataFolder, file));

        void SaveDigits() => new SafeTensorsWriter()
            .Add("images", [Digits, DigitData.ImageSize, DigitData.ImageSize], Read("images_nhwc_200x28x28x1"))
            .Add("gap/features", [Digits, .. PoolingHead.InputShape], Read("gap_prehead_nhwc_200x6x6x32"))
            .Add("gap/expected", [Digits, .. PoolingHead.OutputShape], Read("gap_expected_softmax_200x10"))
            .Add("flatten/features", [Digits, .. FlattenHead.InputShape], Read("flatten_prehead_nhwc_200x6x6x32"))
            .Add("flatten/expected", [Digits, .. FlattenHead.OutputShape], Read("flatten_expected_softmax_200x10"))
            .Save(Path.Combine(dataFolder, DigitData.DigitsFile));

        float[] Read(string name)
        {
            byte[] bytes = File.ReadAllBytes(Path.Combine(exportFolder, name + ".f32"));
            return BitConverter.IsLittleEndian
                ? MemoryMarshal.Cast<byte, float>(bytes).ToArray()
                : throw new PlatformNotSupportedException("The exported files are little-endian; make the data on such a machine.");
        }
    }
}
