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

    /// <summary>Writes the five files, replacing those that exist.</summary>
    /// <exception cref="IOException">A file is missing or cannot be written.</exception>
    /// <exception cref="ArgumentException">A file has another length than its name says.</exception>
    public static void Make(string exportFolder, string dataFolder)
    {
        Directory.CreateDirectory(dataFolder);
        SaveHead(DigitData.PoolingName, 32, DigitData.PoolingFile);
        SaveHead(DigitData.FlattenName, 6 * 6 * 32, DigitData.FlattenFile);
        SaveConvolutions();
        SaveDigits();
        File.Copy(Path.Combine(exportFolder, DigitData.LabelsFile), Path.Combine(dataFolder, DigitData.LabelsFile), overwrite: true);

        void SaveHead(string head, int inputs, string file) => new SafeTensorsWriter()
            .Add("dense/kernel", [inputs, 10], Read($"{head}_dense_kernel_io_{inputs}x10"))
            .Add("dense/bias", [10], Read($"{head}_dense_bias_10"))
            .Save(Path.Combine(dataFolder, file));

        void SaveConvolutions()
        {
            var file = new SafeTensorsWriter();
            foreach (string network in (string[])[DigitData.PoolingName, DigitData.FlattenName])
            {
                file.Add($"{network}/conv2d/kernel", [3, 3, 1, 8], Read($"{network}_conv1_kernel_hwio_3x3x1x8"))
                    .Add($"{network}/conv2d/bias", [8], Read($"{network}_conv1_bias_8"))
                    .Add($"{network}/conv2d_1/kernel", [3, 3, 8, 32], Read($"{network}_conv2_kernel_hwio_3x3x8x32"))
                    .Add($"{network}/conv2d_1/bias", [32], Read($"{network}_conv2_bias_32"));
            }

            file.Save(Path.Combine(dataFolder, DigitData.ConvolutionsFile));
        }

        void SaveDigits() => new SafeTensorsWriter()
            .Add("images", [Digits, DigitData.ImageSize, DigitData.ImageSize], Read("images_nhwc_200x28x28x1"))
            .Add($"{DigitData.PoolingName}/features", [Digits, .. PoolingHead.InputShape], Read("gap_prehead_nhwc_200x6x6x32"))
            .Add($"{DigitData.PoolingName}/expected", [Digits, .. PoolingHead.OutputShape], Read("gap_expected_softmax_200x10"))
            .Add($"{DigitData.FlattenName}/features", [Digits, .. FlattenHead.InputShape], Read("flatten_prehead_nhwc_200x6x6x32"))
            .Add($"{DigitData.FlattenName}/expected", [Digits, .. FlattenHead.OutputShape], Read("flatten_expected_softmax_200x10"))
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
