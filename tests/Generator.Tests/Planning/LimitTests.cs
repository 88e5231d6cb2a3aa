using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Models;
using ShapeGen.Generator.Shapes;
using ShapeGen.Generator.Tests.Fuzz;
using ShapeGen.Tests;

namespace ShapeGen.Generator.Tests.Planning;

/// <summary>Models near every limit: each gets a plan that the verifier finds sound, or a rule that says why not.</summary>
public class LimitTests
{
    private const ulong Seed = 20261129;
    private const int Count = 3_000;
    private const int Compiled = 60;

    /// <summary>Characters: what is written out must not grow with the shape.</summary>
    private const int LongestText = 100_000;

    [Theory]
    [InlineData("[InputShape(33554431, 64)] [GlobalAveragePooling1D]")]
    [InlineData("[InputShape(64, 33554431)] [GlobalAveragePooling1D(DataFormat = DataFormat.ChannelsFirst)]")]
    [InlineData("[InputShape(1024, 1024, 1024)] [GlobalAveragePooling2D] [Dense(3)]")]
    [InlineData("[InputShape(2147483567)] [Dense(1)]")]
    [InlineData("[InputShape<double>(1, 1073741824)] [GlobalAveragePooling1D]")]
    [InlineData("[InputShape(2147483591)] [Activation(Activation.Softmax)] [Activation(Activation.Relu)]")]
    [InlineData("[InputShape(46337, 46337)] [Permute(2, 1)]")]
    [InlineData("[InputShape<double>(4, 536870879)] [GlobalAveragePooling1D]")]
    public void AModelAtALimitHasAPlan(string attributes) => Parsed.Plan(attributes);

    [Fact]
    [Trait(TestScope.Size, TestScope.Large)]
    public void NoModelNearALimitBreaksThePlanner()
    {
        var failures = new List<string>();
        int plans = 0;
        string[] models = [.. Enumerable.Range(0, Count).Select(i => LimitMaker.Attributes(Dice.For(Seed, i)))];
        foreach ((string attributes, ModelDeclaration declaration) in Declarations(models))
        {
            try
            {
                plans += ModelPlanner.Plan(ShapeInference.Infer(declaration)).Plan is null ? 0 : 1;
            }
            catch (Exception exception)
            {
                failures.Add($"{attributes}\n{exception.Message}");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} failures, seed {Seed}:\n{string.Join("\n\n", failures.Take(3))}");
        Assert.InRange(plans, Count / 4, Count);
    }

    [Fact]
    [Trait(TestScope.Size, TestScope.Large)]
    public void WhatIsGeneratedNearALimitCompilesAndStaysSmall()
    {
        GeneratorRun run = GeneratorRun.Of(Source([.. Enumerable.Range(Count, Compiled).Select(i => LimitMaker.Attributes(Dice.For(Seed, i)))]));
        Assert.Empty(run.Diagnostics());
        Assert.Equal(Compiled, run.Files.Count);
        Assert.All(run.Files.Values, text => Assert.InRange(text.Length, 0, LongestText));
    }

    private static IEnumerable<(string Attributes, ModelDeclaration Declaration)> Declarations(string[] models)
    {
        CSharpCompilation compilation = Compile.Sources(Source(models));
        for (int i = 0; i < models.Length; i++)
        {
            INamedTypeSymbol type = compilation.GetTypeByMetadataName($"M{i}")!;
            yield return (models[i], DeclarationReader.Read(type)!);
        }
    }

    private static string Source(string[] models) =>
        $"using ShapeGen;\n{string.Join('\n', models.Select((attributes, i) => $"{attributes} public partial class M{i};"))}";
}
