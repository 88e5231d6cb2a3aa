using System.Runtime.CompilerServices;
using ShapeGen.Tool.Importing;
using ShapeGen.Tool.Networks;
using ShapeGen.Tool.Plotting;

namespace ShapeGen.Tool.Tests;

/// <summary>The pictures of pages and samples are what <c>shapegen plot</c> draws. SHAPEGEN_ACCEPT=1 draws them again.</summary>
public sealed class PicturesTests
{
    private const string Pages = "docs/plots";
    private const string Web = "samples/DigitsWeb/wwwroot";

    [Theory]
    [InlineData("Structures/resnet20_cifar.keras", Pages, "resnet20.svg")]
    [InlineData("Structures/mobilenet_v2_035_96.keras", Pages, "mobilenet-v2.svg")]
    [InlineData("Structures/unet_small_64.keras", Pages, "unet.svg")]
    [InlineData("Digits/mnist_flatten.keras", Web, "layers-flatten.svg")]
    [InlineData("Digits/mnist_gap.keras", Web, "layers-pooling.svg")]
    public void ThePictureIsWhatThePlotDraws(string file, string folder, string picture)
    {
        using var lifetime = new Lifetime();
        Network network = SourceFile.Read(TestData.PathOf(file), ImportSettings.None, lifetime);
        string drawn = SvgPlot.Draw(network.Inputs, ShapeAnalysis.Of(network));
        if (Environment.GetEnvironmentVariable("SHAPEGEN_ACCEPT") == "1")
        {
            File.WriteAllText(Path.Combine(Repository(), folder, picture), drawn);
            return;
        }

        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Pictures", picture)).ReplaceLineEndings("\n"), drawn);
    }

    private static string Repository([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..");
}
