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

    /// <summary>Digits whose features are kept: the tests compare them.</summary>
    private const int DigitsWithFeatures = 10;

    /// <summary>Writes the four files, replacing those that exist.</summary>
    /// <exception cref="IOException">A file is missing or cannot be written.</exception>
    /// <exception cref="ArgumentException">A file has another length than its name says.</exception>
    public static void Make(string exportFolder, string dataFolder)
    {
        Directory.CreateDirectory(dataFolder);
        SaveNetwork(DigitData.PoolingName, 32, DigitData.PoolingFile);
        SaveNetwork(DigitData.FlattenName, 6 * 6 * 32, DigitData.FlattenFile);
        SaveDigits();
        File.Copy(Path.Combine(exportFolder, DigitData.LabelsFile), Path.Combine(dataFolder, DigitData.LabelsFile), overwrite: true);

        void SaveNetwork(string network, int features, string file) => new SafeTensorsWriter()
            .Add("conv2d/kernel", [3, 3, 1, 8], Read($"{network}_conv1_kernel_hwio_3x3x1x8"))
            .Add("conv2d/bias", [8], Read($"{network}_conv1_bias_8"))
            .Add("conv2d_1/kernel", [3, 3, 8, 32], Read($"{network}_conv2_kernel_hwio_3x3x8x32"))
            .Add("conv2d_1/bias", [32], Read($"{network}_conv2_bias_32"))
            .Add("dense/kernel", [features, 10], Read($"{network}_dense_kernel_io_{features}x10"))
            .Add("dense/bias", [10], Read($"{network}_dense_bias_10"))
            .Save(Path.Combine(dataFolder, file));

        void SaveDigits()
        {
            var file = new SafeTensorsWriter();
            file.Add("images", [Digits, .. Body.InputShape], Read("images_nhwc_200x28x28x1"));
            foreach (string network in (string[])[DigitData.PoolingName, DigitData.FlattenName])
            {
                float[] features = Read($"{network}_prehead_nhwc_200x6x6x32");
                file.Add($"{network}/features", [DigitsWithFeatures, .. Body.OutputShape], features.AsSpan(0, DigitsWithFeatures * Body.OutputLength))
                    .Add($"{network}/expected", [Digits, .. PoolingNetwork.OutputShape], Read($"{network}_expected_softmax_200x10"));
            }

            file.Save(Path.Combine(dataFolder, DigitData.DigitsFile));
        }

        float[] Read(string name)
        {
            byte[] bytes = File.ReadAllBytes(Path.Combine(exportFolder, name + ".f32"));
            return BitConverter.IsLittleEndian
                ? MemoryMarshal.Cast<byte, float>(bytes).ToArray()
                : throw new PlatformNotSupportedException("The exported files are little-endian; make the data on such a machine.");
        }
    }
}
