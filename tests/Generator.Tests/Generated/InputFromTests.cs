using Microsoft.CodeAnalysis;
using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Shapes;
using ShapeGen.Tests;

namespace ShapeGen.Generator.Tests.Generated;

/// <summary><c>[InputFrom]</c> takes shape and element type from models of the same and of other assemblies.</summary>
public class InputFromTests
{
    private const string Upstream = """
        using ShapeGen;
        namespace A;
        [InputShape<double>(7, 7, 64)] [GlobalAveragePooling2D(KeepDims = true)] public static partial class Pool;
        [InputShape<System.Half>(4)] [Dense(3)] public sealed partial class Head;
        public partial class Outer { [InputShape(2, 3)] [Permute(2, 1)] public partial class Nested; }
        """;

    private const string Downstream = """
        using ShapeGen;
        using A;
        namespace B;
        [InputFrom(typeof(Pool))] [Flatten] [Dense(10)] public sealed partial class OfStatic;
        [InputFrom(typeof(Head))] [Dense(5)] public sealed partial class OfHead;
        [InputFrom(typeof(Outer.Nested))] [Flatten] public partial class OfNested;
        [InputFrom(typeof(OfStatic))] [Dense(2)] public sealed partial class OfOfStatic;
        """;

    [Fact]
    public void WithinACompilation()
    {
        using LoadedAssembly consumer = GeneratorRun.Of(Upstream, Downstream).Load();
        AssertShapes(consumer);
    }

    [Fact]
    public void AcrossAssemblies()
    {
        byte[] upstream = GeneratorRun.Of(new CompileOptions { AssemblyName = "A" }, Upstream).Emit();
        var options = new CompileOptions { AssemblyName = "B", References = [MetadataReference.CreateFromImage(upstream)] };
        using LoadedAssembly consumer = GeneratorRun.Of(options, Downstream).Load(upstream);
        AssertShapes(consumer);
    }

    /// <summary>The IDE hands over other projects as compilations, whose generated files it may not have run yet.</summary>
    [Fact]
    public void AcrossCompilationsWithoutGeneratedFiles()
    {
        MetadataReference reference = Compile.Sources(new CompileOptions { AssemblyName = "A" }, Upstream).ToMetadataReference();
        GeneratorRun run = GeneratorRun.Of(new CompileOptions { AssemblyName = "B", References = [reference] }, Downstream);
        Assert.Contains("const int InputLength = 64;", run.Files["B.OfStatic.g.cs"]);
        Assert.Contains("typeof(global::System.Half)", run.Files["B.OfHead.g.cs"]);
    }

    /// <summary>Chains are read as deep as they are long: one of thousands, or a circle of them, would end the process.</summary>
    [Theory]
    [InlineData(100, "InputShape(4)", 0)]
    [InlineData(101, "InputShape(4)", 1)]
    [InlineData(400, "InputShape(4)", 300)]
    [InlineData(400, "InputFrom(typeof(M399))", 400)]
    [Trait(TestScope.Size, TestScope.Large)]
    public void AChainMayBeAHundredModelsLong(int length, string first, int errors)
    {
        IEnumerable<string> models = Enumerable.Range(1, length - 1).Select(i => $"[InputFrom(typeof(M{i - 1}))] [Dense(4)] public partial class M{i};");
        GeneratorRun run = GeneratorRun.Of($"using ShapeGen;\n[{first}] [Dense(4)] public partial class M0;\n{string.Join('\n', models)}");
        string[] problems = [.. Enumerable.Range(0, length).SelectMany(i => Problems(run, $"M{i}"))];
        Assert.Equal(errors, problems.Length);
        if (errors > 0)
        {
            Assert.Equal(
                $"SHAPE0010: [InputFrom(typeof(M{length - 2}))]: M{length - 2} stands at the end of 100 or more models that take each other's output: give one of them an [InputShape]",
                problems[^1]);
        }
    }

    private static IEnumerable<string> Problems(GeneratorRun run, string name) =>
        ShapeInference.Infer(DeclarationReader.Read(run.Output.GetTypeByMetadataName(name)!)!).Problems.Select(p => $"{p.RuleId}: {Rules.Message(p)}");

    [Theory]
    [InlineData("[InputFrom(typeof(M))] [Dense(3)] public partial class M;", "M", "SHAPE0010")]
    [InlineData("[InputFrom(typeof(N))] [Dense(3)] public partial class M; [InputFrom(typeof(M))] [Dense(3)] public partial class N;", "M N", "SHAPE0010 SHAPE0010")]
    [InlineData("[InputFrom(typeof(string))] [Dense(3)] public partial class M;", "M", "SHAPE0010")]
    [InlineData("[InputFrom(typeof(N))] [Dense(3)] public partial class M; [InputShape(4)] [Dense(-3)] public partial class N;", "M N", " SHAPE0106")]
    [InlineData("[InputFrom(typeof(N))] [Dense(3, InputFeatures = 9)] public partial class M; [InputShape(4)] [Dense(-3)] public partial class N;", "M N", " SHAPE0106")]
    [InlineData("[InputFrom(typeof(N))] [Dense(3, InputFeatures = 9)] public partial class M; [InputShape(4)] [Dense(3)] public partial class N;", "M N", "SHAPE0104 ")]
    [InlineData("[InputFrom(typeof(N))] [Dense(3, InputFeatures = 9)] public partial class M; [InputFrom(typeof(M))] [Dense(4)] public partial class N;", "M N", "SHAPE0010 SHAPE0010")]
    public void WhatIsNoModelIsAnErrorAndAnInvalidModelStaysSilent(string models, string names, string rules)
    {
        string source = "using ShapeGen;\n" + models;
        string found = string.Join(' ', names.Split(' ').Select(name =>
            string.Join(',', Shapes.ShapeInference.Infer(Parsed.Declaration(source, name)).Problems.Select(p => p.RuleId))));
        Assert.Equal(rules, found);
        GeneratorRun run = GeneratorRun.Of(source);
        Assert.Empty(run.Diagnostics());
    }

    private static void AssertShapes(LoadedAssembly consumer)
    {
        Assert.Equal((64, 10, "Double"), Show("B.OfStatic"));
        Assert.Equal((3, 5, "Half"), Show("B.OfHead"));
        Assert.Equal((6, 6, "Single"), Show("B.OfNested"));
        Assert.Equal((10, 2, "Double"), Show("B.OfOfStatic"));

        (object?, object?, string) Show(string name)
        {
            Type model = consumer.Type(name);
            return (model.GetField("InputLength")!.GetRawConstantValue(),
                model.GetField("OutputLength")!.GetRawConstantValue(),
                model.GetInterfaces().Single().GetGenericArguments()[1].Name);
        }
    }
}
