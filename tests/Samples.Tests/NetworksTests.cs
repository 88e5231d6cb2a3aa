using Networks;

namespace ShapeGen.Samples.Tests;

/// <summary>Whole networks equal Keras on the samples beside them.</summary>
public class NetworksTests
{
    /// <summary>|y - e| / (1 + |e|).</summary>
    private const double Allowed = 2e-5;

    /// <summary>Where sums in another order move Keras' own answers by more than 5e-6.</summary>
    private const double AllowedWhereNoisy = 1e-4;

    private static readonly string[] Noisy = ["mobilenet_v2_035_96"];

    public static TheoryData<string> Files => [.. Network.All.Select(network => network.File)];

    [Theory]
    [MemberData(nameof(Files))]
    public void EqualsKeras(string file)
    {
        NetworkResult result = Network.All.Single(network => network.File == file).Run(isMeasured: false);
        Assert.InRange(result.LargestDifference, 0, Noisy.Contains(file) ? AllowedWhereNoisy : Allowed);
    }

    /// <summary>The figures that papers and Keras' own summaries have.</summary>
    [Theory]
    [InlineData("lenet5", 61_706, 416_520)]
    [InlineData("seed_conv5_gap", 149_504, 66_933_504)]
    [InlineData("resnet20_cifar", 274_042, 40_813_184)]
    [InlineData("mobilenet_v1_025_96", 221_114, 7_491_712)]
    [InlineData("mobilenet_v2_035_96", 423_018, 10_666_928)]
    public void CountsParametersAndMultiplyAdds(string file, long parameters, long multiplyAdds)
    {
        Network network = Network.All.Single(n => n.File == file);
        Assert.Equal(parameters, network.Parameters);
        Assert.Equal(multiplyAdds, network.Run(isMeasured: false).MultiplyAdds);
    }

    /// <summary>Every file beside the program is a network of the gallery, and the page names each.</summary>
    [Fact]
    public void ThePageNamesEveryNetwork()
    {
        string page = Repository.Read("samples/Networks/README.md");
        Assert.All(Network.All, network => Assert.Contains($"| {network.Title} |", page));
        IEnumerable<string> files = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Data"), "*_*.safetensors").Select(f => Path.GetFileNameWithoutExtension(f)!);
        Assert.All(files, file => Assert.Contains(Network.All, network => network.File == file));
    }
}
