using System.Security.Cryptography;
using System.Text;
using ShapeGen.Generator;
using ShapeGen.Generator.Layers;
using ShapeGen.Generator.Layers.Activation;
using ShapeGen.Generator.Layers.Merging;
using ShapeGen.Generator.Layers.Rectifier;
using ShapeGen.Generator.Shapes;
using ShapeGen.Tool.Compilation;
using ShapeGen.Tool.Importing;

namespace ShapeGen.Tool.Tests;

/// <summary>
/// The import of what Keras saved of a network is the class that a person wrote for it. Names are left out: those of layers inside blocks
/// cannot be known. The rest must be equal, layer by layer: kind, options, shapes of the output and of weights, and what each reads.
/// The files hold structures alone; their weights are zeros.
/// </summary>
public sealed class RoundTripTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("shapegen").FullName;

    [Theory]
    [InlineData("lenet5", "LeNet5", 8)]
    [InlineData("resnet20_cifar", "ResNet20", 72)]
    [InlineData("unet_small_64", "UNet", 17)]
    [InlineData("wavenet_like", "WaveNet", 33)]
    public void TheImportIsTheClassThatAPersonWrote(string file, string className, int layers)
    {
        (ShapedModel written, ShapedModel found) = Both(file, className, layers);
        Assert.Equal(written.Layers.Count, found.Layers.Count);
        Assert.Equal(Table(written), Table(found));
        var kinds = new List<Layer>();
        Assert.Equal(Outputs(written, kinds), Outputs(found, kinds));
    }

    /// <summary>Here the person left Dropout out and wrote other padding for the same result, so that only layers with weights are the same.</summary>
    [Theory]
    [InlineData("ds_cnn_kws", "DsCnn", 32)]
    [InlineData("mobilenet_v1_025_96", "MobileNetV1", 90)]
    [InlineData("mobilenet_v2_035_96", "MobileNetV2", 155)]
    [InlineData("efficientnet_like", "EfficientNet", 78)]
    public void TheImportHasTheShapesThatAPersonWrote(string file, string className, int layers)
    {
        (ShapedModel written, ShapedModel found) = Both(file, className, layers);
        Assert.Equal(Table(written), Table(found));
    }

    /// <summary>A network with another option, or one that joins other layers, is another one.</summary>
    [Theory]
    [InlineData("Conv2D(16, 3, Padding = Padding.Same)", "Conv2D(16, 3)")]
    [InlineData("[Add(\"b\")]", "[Add(\"a\")]")]
    public void OtherNetworksDiffer(string part, string other)
    {
        const string Text = """
            using ShapeGen;
            [InputShape(8, 8, 16)]
            [Conv2D(16, 1, Name = "a")]
            [Conv2D(16, 1, Name = "b")]
            [Conv2D(16, 3, Padding = Padding.Same)]
            [Add("b")]
            [Add("a")]
            public partial class M;
            """;
        var kinds = new List<Layer>();
        Assert.NotEqual(Outputs(new CompiledText(Text).Shapes("M"), kinds), Outputs(new CompiledText(Text.Replace(part, other, StringComparison.Ordinal)).Shapes("M"), kinds));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private (ShapedModel Written, ShapedModel Found) Both(string file, string className, int layers)
    {
        ImportResult imported = new Import(TestData.PathOf($"Structures/{file}.keras"), ImportSettings.None, new ClassName(className, "Networks"), _folder) { Command = "", DryRun = true }.Run();
        Assert.Equal(layers, imported.Layers);
        string[] samples = [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Samples"), "*.cs").Order(StringComparer.Ordinal).Select(File.ReadAllText)];
        ShapedModel found = new CompiledText(imported.Class.Text).Shapes($"Networks.{className}");
        Assert.Empty(found.Problems);
        return (new CompiledText(samples).Shapes($"Networks.{className}"), found);
    }

    /// <summary>The rows of the shape table that have weights, in an order of their own: branches may be written in another order.</summary>
    private static string Table(ShapedModel model) =>
        string.Join('\n', model.Layers.Where(layer => layer.Weights.Count > 0).Select(Row).Order(StringComparer.Ordinal));

    private static string Row(ShapedLayer layer) => $"{layer.TypeName} {layer.Output} {string.Join(' ', layer.Weights.Select(weight => weight.Shape))}";

    /// <summary>For each output a hash of the layer that gives it, with its options and those of all that it reads.</summary>
    /// <param name="model">The model.</param>
    /// <param name="kinds">Layers with their options, each once: equal ones have one number.</param>
    private static string[] Outputs(ShapedModel model, List<Layer> kinds)
    {
        var hashes = model.Inputs.Select(input => $"input {input.Shape}").ToList();
        foreach (ShapedLayer layer in model.Layers)
        {
            string[] sources = [.. layer.Sources.Select(source => hashes[source])];
            if (layer.TypeName is "Add" or "Multiply" or "Average" or "Maximum" or "Minimum")
            {
                Array.Sort(sources, StringComparer.Ordinal);
            }

            hashes.Add(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{Kind(layer, kinds)}|{layer.Output}|{string.Join('|', sources)}"))));
        }

        return [.. model.Outputs.Select(output => hashes[output.Source])];
    }

    private static string Kind(ShapedLayer layer, List<Layer> kinds)
    {
        // [ReLU] and [Activation(Activation.Relu)] are two ways to write one thing.
        if (layer.Layer is RectifierLayer { Function: ActivationFunction.Relu and var function } rectifier && rectifier.Constants.SequenceEqual([0, 0, double.PositiveInfinity]))
        {
            return function.ToString();
        }

        if (layer.Layer is ActivationLayer { Constants.Count: 0, Function: var same })
        {
            return same.ToString();
        }

        // A merging layer knows the blocks that it merges by their names.
        Layer kind = layer.Layer is MergingLayer merging ? merging with { Blocks = new EquatableArray<string>([]) } : layer.Layer;
        if (!kinds.Contains(kind))
        {
            kinds.Add(kind);
        }

        return $"{layer.TypeName} {kinds.IndexOf(kind)}";
    }
}
