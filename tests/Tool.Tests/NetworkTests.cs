using System.Runtime.InteropServices;
using ShapeGen.Tool.Compilation;
using ShapeGen.Tool.Importing;

namespace ShapeGen.Tool.Tests;

/// <summary>Whole networks imported, compiled and run, beside the outputs that Keras and PyTorch gave.</summary>
public sealed class NetworkTests : IDisposable
{
    private const float Tolerance = 2e-5f;

    /// <summary>Networks of ONNX over sequences whose features come last there too.</summary>
    private static readonly string[] Plain = ["lstm_classifier", "transformer_block"];

    private readonly string _folder = Directory.CreateTempSubdirectory("shapegen").FullName;

    [Theory]
    [InlineData("nested_sequential.keras")]
    [InlineData("siamese_shared.keras")]
    [InlineData("two_in_two_out.keras")]
    [InlineData("two_in_two_out.h5")]
    [InlineData("unet_upsampling_32.keras")]
    [InlineData("autoencoder_dense.keras")]
    [InlineData("lstm_stacked.keras")]
    [InlineData("gru_bidirectional_text.keras")]
    [InlineData("transformer_encoder.keras")]
    [InlineData("two_heads.onnx")]
    [InlineData("conv1d_net.onnx")]
    [InlineData("lstm_classifier.onnx")]
    [InlineData("transformer_block.onnx")]
    public void GivesWhatItsLibraryGives(string file)
    {
        ImportResult result = Run(file);
        Assert.All(result.Outputs!, output => Assert.False(output.Departs));
        var model = new RunnableModel(result.Class.Text, "Network");
        model.Load($"{result.Path}.safetensors");
        string stem = file.Split('.')[0];
        (float[] Values, int[] Shape)[] inputs = Vectors(stem, "input");
        (float[] Values, int[] Shape)[] outputs = Vectors(stem, "output");
        int samples = inputs[0].Shape[0];
        for (int sample = 0; sample < samples; sample++)
        {
            float[][] found = model.Run([.. inputs.Select(input => Sample(input, sample, isImage: file.EndsWith(".onnx", StringComparison.Ordinal) && !Plain.Contains(stem)))]);
            for (int i = 0; i < found.Length; i++)
            {
                float[] expected = Sample(outputs[i], sample, isImage: false);
                Assert.All(found[i].Zip(expected), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, Tolerance * (1 + Math.Abs(pair.Second))));
            }
        }
    }

    [Fact]
    public void TwoTowersBecomeOneBlockThatSharesItsWeights()
    {
        string text = Run("siamese_shared.keras").Class.Text;
        Assert.Contains("[Apply<NetworkTower>(Name = \"tower\")]\n[Apply<NetworkTower>(SharesWeights = \"tower\", Name = \"tower_1\", From = \"right\")]", text, StringComparison.Ordinal);
    }

    [Fact]
    public void WritesNothingTwiceAndKeepsAnEditedClass()
    {
        ImportResult first = Run("two_heads.onnx");
        File.AppendAllText($"{first.Path}.cs", "// mine\n");
        ToolException exception = Assert.Throws<ToolException>(() => Run("two_heads.onnx"));
        Assert.Contains("has been edited and stays as it is; --force replaces it. The difference:\n- // mine", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("// mine\n", File.ReadAllText($"{first.Path}.cs"), StringComparison.Ordinal);
        Assert.Equal(4, Directory.GetFiles(_folder).Length);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ImportResult Run(string file) =>
        new Import(TestData.PathOf(file), ImportSettings.None, new ClassName("Network", null), _folder) { Command = "shapegen import" }.Run();

    private static (float[] Values, int[] Shape)[] Vectors(string stem, string kind) =>
    [
        .. Directory.GetFiles(TestData.Folder, $"{stem}.{kind}.*").Order(StringComparer.Ordinal).Select(path =>
            (path.EndsWith(".i32", StringComparison.Ordinal)
                ? Array.ConvertAll(MemoryMarshal.Cast<byte, int>(File.ReadAllBytes(path)).ToArray(), value => (float)value)
                : MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path)).ToArray(), Path.GetFileName(path).Split('.')[3].Split('x').Select(int.Parse).ToArray())),
    ];

    /// <summary>One sample; of ONNX' images the channels come last.</summary>
    private static float[] Sample((float[] Values, int[] Shape) all, int sample, bool isImage)
    {
        int length = all.Values.Length / all.Shape[0];
        float[] values = all.Values.AsSpan(sample * length, length).ToArray();
        if (!isImage || all.Shape.Length < 3)
        {
            return values;
        }

        int channels = all.Shape[1];
        int positions = length / channels;
        return [.. Enumerable.Range(0, length).Select(i => values[(i % channels * positions) + (i / channels)])];
    }
}
