using Xunit;

namespace ShapeGen.Models.Tests;

/// <summary>The same assemblies with thousands of models on every vector width that this machine has.</summary>
public sealed class SweepTests(SweepFixture sweep) : IClassFixture<SweepFixture>
{
    private const string Widest = "";
    private const string NoAvx512 = "DOTNET_EnableAVX512=0";

    [Theory]
    [InlineData(Widest)]
    [InlineData(NoAvx512)]
    [InlineData("DOTNET_EnableAVX2=0")]
    [InlineData("DOTNET_EnableHWIntrinsic=0")]
    public void Every_model_agrees_with_the_reference(string setting)
    {
        SweepResult result = sweep.Run(setting);
        Assert.True(result.ExitCode == 0, result.Output);
    }

    [Fact]
    public void Vectors_of_512_and_256_bits_give_the_same_bits()
    {
        string widest = sweep.Run(Widest).Hash;
        Assert.NotEmpty(widest);
        Assert.Equal(widest, sweep.Run(NoAvx512).Hash);
    }
}
