using ShapeGen.Tool.Compilation;
using ShapeGen.Tool.Importing;

namespace ShapeGen.Tool.Tests;

/// <summary>Whole networks imported, compiled and run, beside the outputs that Keras and PyTorch gave.</summary>
public sealed class NetworkTests : IDisposable
{
    private const float Tolerance = 2e-5f;

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
    [InlineData("Masks/stack.keras")]
    [InlineData("Masks/directions.keras")]
    [InlineData("Masks/functional.keras")]
    [InlineData("Masks/concatenation.keras")]
    [InlineData("Masks/attention.keras")]
    [InlineData("Masks/directions_stopped.keras")]
    [InlineData("Masks/functional_stopped.keras")]
    [InlineData("transformer_encoder.keras")]
    [InlineData("two_heads.onnx")]
    [InlineData("conv1d_net.onnx")]
    [InlineData("lstm_classifier.onnx")]
    [InlineData("transformer_block.onnx")]
    public void GivesWhatItsLibraryGives(string file)
    {
        ImportResult result = Run(file);
        // The tool has no second definition of attention with a mask.
        Assert.Equal(file == "Masks/attention.keras", result.Outputs is null);
        Assert.All(result.Outputs ?? [], output => Assert.False(output.Departs));
        var model = new RunnableModel(result.Class.Text, "Network");
        model.Load($"{result.Path}.safetensors");
        var samples = new NetworkSamples(TestData.Folder, file);
        for (int sample = 0; sample < samples.Count; sample++)
        {
            float[][] found = model.Run(samples.Inputs(sample));
            for (int i = 0; i < found.Length; i++)
            {
                Assert.All(found[i].Zip(samples.Output(sample, i)), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, Tolerance * (1 + Math.Abs(pair.Second))));
            }
        }
    }

    /// <summary>Keras up to 3.15 hands masks on, and 3.16 does not: what a file was saved with decides.</summary>
    [Theory]
    [InlineData("Masks/directions.keras", false)]
    [InlineData("Masks/functional.keras", false)]
    [InlineData("Masks/directions_stopped.keras", true)]
    [InlineData("Masks/functional_stopped.keras", true)]
    public void MasksEndWhereTheyDoInTheFile(string file, bool ends)
    {
        string text = Run(file).Class.Text;
        Assert.Contains("MaskZero = true", text, StringComparison.Ordinal);
        Assert.Equal(ends, text.Contains("StopsMask = true", StringComparison.Ordinal));
        Assert.DoesNotContain("ZeroOutputForMask", text, StringComparison.Ordinal);
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
}
