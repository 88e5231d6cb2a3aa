using Microsoft.CodeAnalysis;
using ShapeGen.Generator.Tests.Analyzers;

namespace ShapeGen.Generator.Tests.Graph;

/// <summary>Blocks of a referenced assembly: what is wrong with them is said where they are used, because nothing here can change them.</summary>
public class ReferencedBlockTests
{
    private const string Library = """
        using ShapeGen;
        namespace Lib;
        [Block] [Dense(4, Activation = Activation.Relu)] [Dense(4)] public partial class Basic;
        [Block] [Dense(4, InputFeatures = 64)] public partial class Head;
        [Block] [Dropout(0.5)] [Dense(4)] public partial class Idle;
        [Block] [Dense(4)] [Add("inptu")] public partial class Typo;
        [Block] [Dense(0)] public partial class NoUnits;
        [Block] public partial class Empty;
        [Block] [Dense(4)] [Apply<Head>] public partial class Nested;
        [InputShape(4)] [Dense(4)] public sealed partial class Model;
        """;

    /// <summary>As it was built, without what the analyzers said of it; and as an editor holds it, with syntax of its own.</summary>
    private static readonly MetadataReference[] References =
    [
        MetadataReference.CreateFromImage(GeneratorRun.Of(new CompileOptions { AssemblyName = "Lib" }, Library).Emit()),
        GeneratorRun.Of(new CompileOptions { AssemblyName = "Lib" }, Library).Output.ToMetadataReference(),
    ];

    [Theory]
    [InlineData("[InputShape(4), Apply<Basic>, Residual<Basic>(Repeat = 3)] partial class M;")]
    [InlineData("[InputShape(64), Apply<Head>] partial class M;")]
    [InlineData("[InputShape(4), Parallel<Basic, Identity>] partial class M;")]
    [InlineData("[Block, Apply<Basic>] partial class Own; [InputShape(4), Residual<Own>] partial class M;")]
    public async Task AreUsedAsOwnOnes(string source)
    {
        foreach (MetadataReference reference in References)
        {
            Assert.Empty(await Reports(source, reference));
        }
    }

    [Theory]
    [InlineData("[InputShape(4), Apply<Head>] partial class M;", "Apply<Head>", "SHAPE0104 Dense in Head, used by M is declared for 64 features but receives (4) from the input; declare 4, or fix the layers before it")]
    [InlineData("[InputShape(4), Apply<Idle>] partial class M;", "Apply<Idle>", "SHAPE0203 Dropout in Idle, used by M changes nothing at inference, where every value passes as it is")]
    [InlineData("[InputShape(4), Apply<Typo>(Name = \"t\")] partial class M;", "Apply<Typo>(Name = \"t\")", "SHAPE0021 Add in Typo, used by M names \"inptu\", which is no earlier layer or input: did you mean \"input\"?")]
    [InlineData("[InputShape(4), Apply<NoUnits>] partial class M;", "Apply<NoUnits>", "SHAPE0106 Dense in NoUnits, used by M needs a positive number of units, but 0 is declared")]
    [InlineData("[InputShape(4), Apply<Nested>] partial class M;", "Apply<Nested>", "SHAPE0104 Dense in Head, used by M is declared for 64 features but receives (4) from Dense of (4); declare 4, or fix the layers before it")]
    [InlineData("[Block, Residual<Typo>] partial class Own; [InputShape(4), Apply<Own>] partial class M;", "Residual<Typo>", "SHAPE0021 Add in Typo, used by Own names \"inptu\", which is no earlier layer or input: did you mean \"input\"?")]
    [InlineData("[Block, Apply<Head>] partial class Own; [InputShape(4), Apply<Own>] partial class M;", "Apply<Head>", "SHAPE0104 Dense in Head, used by M is declared for 64 features but receives (4) from the input; declare 4, or fix the layers before it")]
    [InlineData("[InputShape(4), Apply<Empty>, Dense(2)] partial class M;", "Apply<Empty>", "SHAPE0023 Apply takes a block, but Empty has no layers: add layers to it, or use Identity")]
    [InlineData("[InputShape(4), Apply<Model>] partial class M;", "Apply<Model>", "SHAPE0023 Apply takes a block, but Model is a model: write [Block] in the place of its input")]
    [InlineData("[InputFrom(typeof(Basic)), Dense(3)] partial class M;", "InputFrom(typeof(Basic))", "SHAPE0010 [InputFrom(typeof(Basic))]: Basic is a block, which has a shape only where it is used: give this model an [InputShape], and use the block's layers with [Apply<Basic>]")]
    public async Task AreReportedWhereTheyAreUsed(string source, string place, string report)
    {
        foreach (MetadataReference reference in References)
        {
            Diagnostic found = Assert.Single(await Reports(source, reference));
            Assert.Equal((place, report), (source.Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length), $"{found.Id} {found.GetMessage()}"));

            // No repair of the block may be done to its use.
            Assert.DoesNotContain("repair0.kind", found.Properties.Keys);
        }
    }

    private static async Task<IReadOnlyList<Diagnostic>> Reports(string source, MetadataReference reference)
    {
        var options = new CompileOptions { AssemblyName = "App", References = [reference] };
        GeneratorRun run = GeneratorRun.Of(options, source, "global using ShapeGen; global using Lib;");
        IReadOnlyList<Diagnostic> reports = await AnalyzerRun.Over(run.Output);
        Assert.Empty(run.Output.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        return reports;
    }
}
