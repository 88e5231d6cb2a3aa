using Microsoft.CodeAnalysis;
using ShapeGen.Generator.Tests.Analyzers;

namespace ShapeGen.Generator.Tests.Graph;

/// <summary><c>[InputFrom]</c> of a graph: several inputs are nothing to it, of several outputs none is the one, and a block has no shape.</summary>
public class InputFromGraphTests
{
    private const string Library = """
        using ShapeGen;
        namespace Vendor;

        [Block] [Dense(4)] public partial class Basic;
        [InputShape<double>(4, Name = "left")] [InputShape<double>(4, Name = "right")] [Add("right")] [Apply<Basic>(Name = "sum")] public sealed partial class Pair;
        [InputShape(4)] [Dense(3, Name = "a")] [Dense(2, Name = "b")] [Output("a")] [Output("b")] public sealed partial class Split;
        [InputShape(4)] [Dense(3, Name = "a")] [Dense(2, From = "a", Name = "b")] [Output("b")] public sealed partial class OneOfTwo;
        """;

    private const string Block = "SHAPE0010: [InputFrom(typeof(Basic))]: Basic is a block, which has a shape only where it is used: give this model an [InputShape], and use the block's layers with [Apply<Basic>]";
    private const string Several = "SHAPE0010: [InputFrom(typeof(Split))]: Split has several outputs, and the input could be any of them: give this model an [InputShape] with the shape of the one that it takes";

    [Theory]
    [InlineData("Basic", true, Block)]
    [InlineData("Basic", false, Block)]
    [InlineData("Split", true, Several)]
    [InlineData("Split", false, Several)]
    public async Task OneErrorOnTheAttribute(string upstream, bool isOwn, string message)
    {
        string attribute = $"InputFrom(typeof({upstream}))";
        GeneratorRun run = Run(isOwn, $"[{attribute}] [Dense(2)] public sealed partial class M;\n[InputFrom(typeof(M))] [Dense(2)] public sealed partial class AfterM;");
        Diagnostic report = Assert.Single(await AnalyzerRun.Over(run.Output));
        Assert.Equal(message, $"{report.Id}: {report.GetMessage()}");
        Assert.Equal(attribute, report.Location.SourceTree!.GetText().ToString(report.Location.SourceSpan));
        Assert.DoesNotContain(run.Output.GetDiagnostics(), d => d.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData("Pair", true, "double", 4)]
    [InlineData("Pair", false, "double", 4)]
    [InlineData("OneOfTwo", true, "float", 2)]
    [InlineData("OneOfTwo", false, "float", 2)]
    public async Task OneOutputIsTheInput(string upstream, bool isOwn, string element, int length)
    {
        GeneratorRun run = Run(isOwn, $"[InputFrom(typeof({upstream}))] [Dense(5)] public sealed partial class M;");
        Assert.Empty(await AnalyzerRun.Over(run.Output));
        Assert.Empty(run.Diagnostics());
        string text = run.Files["M.g.cs"];
        Assert.Contains($"public const int InputLength = {length};", text);
        Assert.Contains($"void Forward(global::System.ReadOnlySpan<{element}> input, ", text);
    }

    /// <summary>In the library's own compilation, or against its assembly.</summary>
    private static GeneratorRun Run(bool isOwn, string model)
    {
        string source = $"using ShapeGen;\nusing Vendor;\n{model}";
        if (isOwn)
        {
            return GeneratorRun.Of(Library, source);
        }

        byte[] library = GeneratorRun.Of(CompileOptions.Default with { AssemblyName = "Vendor" }, Library).Emit();
        return GeneratorRun.Of(CompileOptions.Default with { References = [MetadataReference.CreateFromImage(library)] }, source);
    }
}
