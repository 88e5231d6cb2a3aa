using ShapeGen.Tests;
using Xunit;

namespace ShapeGen.Models.Tests;

/// <summary>The same assemblies with thousands of models on every vector width that this machine has.</summary>
public sealed class SweepTests(SweepFixture sweep) : IClassFixture<SweepFixture>
{
    private const string Widest = "";
    private const string NoAvx512 = "DOTNET_EnableAVX512=0";
    private const string NoAvx2 = "DOTNET_EnableAVX2=0";

    /// <summary>The bits depend on fused multiply-add alone, so two settings of the four compare with the reference.</summary>
    [Theory]
    [InlineData(Widest, null)]
    [InlineData(NoAvx512, Widest)]
    public void Every_model_agrees_with_the_reference(string setting, string? likely)
    {
        SweepResult result = sweep.Run(setting, likely);
        Assert.True(result.ExitCode == 0, result.Output);
    }

    /// <summary>128 bits without fused multiply-add, and vectors in software, which take longer than the three other settings together.</summary>
    [Theory]
    [Trait(TestScope.Size, TestScope.Large)]
    [InlineData(NoAvx2, null)]
    [InlineData("DOTNET_EnableHWIntrinsic=0", NoAvx2)]
    public void Every_model_agrees_with_the_reference_without_vectors_of_256_bits(string setting, string? likely) =>
        Every_model_agrees_with_the_reference(setting, likely);

    [Fact]
    public void Vectors_of_512_and_256_bits_give_the_same_bits()
    {
        string widest = sweep.Run(Widest).Hash;
        Assert.NotEmpty(widest);
        Assert.Equal(widest, sweep.Run(NoAvx512, Widest).Hash);
    }
}
