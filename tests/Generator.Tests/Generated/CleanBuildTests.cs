using Microsoft.CodeAnalysis;
using ShapeGen.Generator.Declarations;
using ShapeGen.Tests;

namespace ShapeGen.Generator.Tests.Generated;

/// <summary>Generated code gives no warning in the strictest project, and an invalid model no compiler error beside ours.</summary>
public class CleanBuildTests
{
    public static TheoryData<bool> Both => [false, true];

    /// <summary>Every warning there is, nullable on, and CS1591 for public members without documentation.</summary>
    [Theory]
    [MemberData(nameof(Both))]
    [Trait(TestScope.Size, TestScope.Large)]
    public void TheGalleryBuildsWithoutWarnings(bool tensors)
    {
        GeneratorRun run = GeneratorRun.Of(new CompileOptions { HasTensors = tensors, Documentation = DocumentationMode.Diagnose }, ModelGallery.Files);

        // The gallery itself documents nothing; only what lies in generated files counts.
        Assert.Empty(run.Output.GetDiagnostics().Where(d =>
            d.Severity != DiagnosticSeverity.Hidden && (d.Id != "CS1591" || d.Location.SourceTree!.FilePath.EndsWith(".g.cs", StringComparison.Ordinal))));
    }

    [Fact]
    public void ADocumentedModelStaysDocumented() => Assert.Empty(GeneratorRun.Of(
        new CompileOptions { Documentation = DocumentationMode.Diagnose },
        "using ShapeGen;\n/// <summary>A head.</summary>\n[InputShape(4)] [Dense(3)] public sealed partial class M;").Diagnostics());

    public static TheoryData<string> InvalidModels =>
    [
        "[Dense(4)]", "[InputShape(4, 0)] [Flatten]", "[InputShape(4)] [Dense(0)]", "[InputShape(4)] [GlobalAveragePooling2D]",
        "[InputShape(64)] [Dense(3, InputFeatures = 63)]", "[InputShape(4)] [InputShape(5)] [Dense(3)]", "[InputShape<decimal>(4)] [Dense(3)]",
        "[InputShape(60000, 60000)] [Flatten]", "[InputShape(4)] [Dense(3, Name = \"a\")] [Dense(3, Name = \"a\")]", "[InputShape(4)] [Dense(3, Name = \" \")]",
        "[InputShape(6)] [Reshape(4)]", "[InputShape(6, 2)] [Permute(0, 1)]", "[InputShape(6)] [Dropout(2)]", "[InputShape(5)] [Activation(Activation.Glu)]",
        "[InputShape] [GlobalMaxPool1D]", "[InputShape] [Dense(3)]", "[InputShape(4)] [Activation((Activation)99)]",
    ];

    /// <summary>The user's calls still compile: the analyzer's one error stays alone.</summary>
    [Theory]
    [MemberData(nameof(InvalidModels))]
    public void AnInvalidModelKeepsItsMembers(string attributes)
    {
        Assert.NotEmpty(Parsed.Problems(attributes));
        GeneratorRun run = GeneratorRun.Of($$"""
            using System;
            using ShapeGen;
            {{attributes}} public partial class M;
            public static class Use
            {
                public static (int, int, long, int, string) Constants() => (M.InputLength, M.OutputLength, M.ParameterCount, M.InputShape.Length + M.OutputShape.Length + M.Weights.Length, M.Summary);
            }
            """);
        Assert.Empty(run.Diagnostics());
        Assert.Contains("throw new global::System.InvalidOperationException(\"SHAPE0", run.Text);
        Assert.DoesNotContain("#error", run.Text);
    }

    /// <summary>A stream's calls compile too, wherever the model will have them once its mistake is gone.</summary>
    [Theory]
    [InlineData("[InputShape(30, 9)] [LSTM(4)] [Dense(0)]", 9, 1)]
    [InlineData("[InputShape(30, 9)] [LSTM(32)] [LSTM(16)]", 9, 16)]
    [InlineData("[InputShape(30, 9)] [GRU(32, ReturnSequences = true)] [Dense(3, InputFeatures = 9)]", 9, 3)]
    [InlineData("[InputShape(9)] [LSTM(4)]", 1, 4)]
    [InlineData("[InputShape(30, 9)] [Conv1D(4, 3, Padding = Padding.Causal)] [Dense(0)]", 9, 1)]
    [InlineData("[InputShape(30, 9)] [LSTM(4)] [Dense(3, Name = \"a\")] [Dense(3, Name = \"a\")]", 9, 3)]
    public void AnInvalidModelOfASequenceKeepsItsStep(string attributes, int input, int output)
    {
        Assert.NotEmpty(Parsed.Problems(attributes));
        GeneratorRun run = GeneratorRun.Of($$"""
            using System;
            using ShapeGen;
            {{attributes}} public partial class M;
            public static class Use
            {
                public static string Constants() => $"{M.StepInputLength} {M.StepOutputLength}";

                public static M.State Run(M model, float[] x, float[] y)
                {
                    M.State state = M.NewState();
                    state.Reset();
                    model.Step(x, state, y);
                    return state;
                }
            }
            """);
        using LoadedAssembly consumer = run.Load();
        Assert.Equal($"{input} {output}", consumer.Call("Use", "Constants"));
        Assert.StartsWith("SHAPE0", Assert.Throws<InvalidOperationException>(() => consumer.Call("Use", "Run", null, null, null)).Message, StringComparison.Ordinal);
    }

    /// <summary>What needs the whole sequence has no step, right or wrong.</summary>
    [Theory]
    [InlineData("[InputShape(30, 9)] [LSTM(4, GoBackwards = true)] [Dense(0)]")]
    [InlineData("[InputShape(30, 9)] [Flatten] [Dense(0)]")]
    public void OtherStubsHaveNoStep(string attributes) =>
        Assert.DoesNotContain("NewState", GeneratorRun.Of($"using ShapeGen;\n{attributes} public partial class M;").Text, StringComparison.Ordinal);

    /// <summary>A mask only where a layer takes one.</summary>
    [Theory]
    [InlineData("[InputShape(9, 4)] [GlobalAveragePooling1D] [Dense(0)]", true)]
    [InlineData("[InputShape(9, 4)] [GlobalMaxPooling1D] [Dense(0)]", false)]
    [InlineData("[InputShape(4)] [Dense(0)]", false)]
    public void AnInvalidModelTakesAMaskWhereAValidOneWould(string attributes, bool takesMask)
    {
        Assert.NotEmpty(Parsed.Problems(attributes));
        string text = GeneratorRun.Of($"using ShapeGen;\n{attributes} public partial class M;").Text;
        Assert.Equal(takesMask, text.Contains("ReadOnlySpan<bool> mask", StringComparison.Ordinal));
    }

    /// <summary>The compiler has reported the attribute; what follows from it would only be noise.</summary>
    [Theory]
    [InlineData("[InputShape(\"4\")] [Dense(0)]")]
    [InlineData("[InputShape(4)] [Dense(\"3\")] [Dense(3, InputFeatures = 5)]")]
    public void AnAttributeThatDoesNotCompileHasTheCompilersErrorAlone(string attributes)
    {
        Assert.Empty(Parsed.Problems(attributes));
        Assert.False(Parsed.Shaped(attributes).IsValid);
    }

    [Theory]
    [MemberData(nameof(InvalidModels))]
    public void WithoutAnalyzersAnInvalidModelNeverBuilds(string attributes)
    {
        string source = $"using ShapeGen;\n{attributes} public partial class M;";
        foreach (string property in new[] { "build_property.RunAnalyzers", "build_property.RunAnalyzersDuringBuild" })
        {
            var options = new CompileOptions { BuildProperties = CompileOptions.Default.BuildProperties.Add(property, "False") };
            string[] errors = [.. GeneratorRun.Of(options, source).Output.GetDiagnostics().Where(d => d.Id == "CS1029").Select(d => d.GetMessage())];
            string[] problems = [.. Parsed.Problems(attributes)];
            Assert.Equal(problems.Length, errors.Length);
            Assert.All(errors.Zip(problems), pair => Assert.Contains(pair.Second.Insert("SHAPE0000".Length, " M"), pair.First));
        }
    }

    [Fact]
    public void RunAnalyzersOutweighsRunAnalyzersDuringBuild()
    {
        var options = new CompileOptions
        {
            BuildProperties = CompileOptions.Default.BuildProperties
                .Add("build_property.RunAnalyzers", "true")
                .Add("build_property.RunAnalyzersDuringBuild", "false"),
        };
        Assert.DoesNotContain("#error", GeneratorRun.Of(options, "using ShapeGen;\n[Dense(3)] public partial class M;").Text);
    }

    [Theory]
    [InlineData("public class M;")]
    [InlineData("public partial class M<T>;")]
    [InlineData("public partial struct M;")]
    [InlineData("public partial record M;")]
    [InlineData("file partial class M;")]
    public void WhatCannotBeExtendedGetsNoFile(string declaration) =>
        Assert.Empty(GeneratorRun.Of($"using ShapeGen;\n[InputShape(4)] [Dense(3)] {declaration}").Files);

    /// <summary>
    /// The compiler refuses attributes there. Where they have a target, Roslyn 5.0 itself throws as soon as they are asked for
    /// (dotnet/roslyn issue 82445): what the generator and the analyzers do must not ask.
    /// </summary>
    [Theory]
    [InlineData("[Dense(3)]")]
    [InlineData("[InputShape(4)] [Dense(3)]")]
    [InlineData("[type: Dense(3)]")]
    [InlineData("[type: InputShape(4)] [type: Dense(3)]")]
    [InlineData("[return: InputFrom(typeof(M))] [Flatten]")]
    [InlineData("[unknown: Dense(3)]")]
    public void AnExtensionBlockIsNoModel(string attributes)
    {
        GeneratorRun run = GeneratorRun.Of($"using ShapeGen;\n[InputShape(4)] [Dense(3)] public partial class M;\npublic static class C {{ {attributes} extension(int x) {{ }} }}");
        Assert.Equal(["M.g.cs"], run.Files.Keys);
        INamedTypeSymbol block = Assert.Single(run.Output.GetTypeByMetadataName("C")!.GetTypeMembers());
        Assert.Null(DeclarationReader.Read(block));
    }

    [Fact]
    public void CodeWithoutShapeGenGetsNoFile() =>
        Assert.Empty(GeneratorRun.Of("class DenseAttribute : System.Attribute; [Dense] partial class M; namespace Other { [System.Obsolete] class N; }").Files);
}
