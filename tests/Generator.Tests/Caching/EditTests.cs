using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ShapeGen.Generator.Tests.Caching;

/// <summary>What an edit runs again: nothing for an unrelated one, one model for a related one.</summary>
public class EditTests
{
    private const string Models = """
        using ShapeGen;
        namespace N;

        [InputShape(4, 6)]
        [GlobalAveragePooling1D]
        public partial class First
        {
            public int Extra => 1;
        }

        [InputShape(8)]
        [Dense(3)]
        public partial class Second;

        [InputFrom(typeof(First))] [Flatten] public partial class Third;
        [InputShape<double>(8)] [Flatten] public partial class Fourth;
        [Dense(3)] public partial class Fifth;
        """;

    private const string Other = "namespace N; public class Other { public int Value => 1; }";

    private static readonly string[] PerModel =
        [TrackingNames.Declarations, TrackingNames.Shapes, TrackingNames.Plans, TrackingNames.Sources, TrackingNames.Files];

    [Fact]
    public void EveryTrackingNameOccurs()
    {
        GeneratorRun run = GeneratorRun.Of(Models);
        Assert.All(TrackingNames.All, name => Assert.NotEmpty(run.Steps(name)));

        // Each of the four triggers (two shapes, InputFrom, layers alone) has found its models.
        Assert.Equal(["N.Fifth.g.cs", "N.First.g.cs", "N.Fourth.g.cs", "N.Second.g.cs", "N.Third.g.cs"], run.Files.Keys.Order(StringComparer.Ordinal));
        Assert.All(PerModel, name => Assert.Equal(5, run.Reasons(name).Count()));
    }

    public static TheoryData<string, int, string, string> UnrelatedEdits => new()
    {
        { "another file", 1, "Value => 1", "Value => 2" },
        { "comment in another type", 1, "{ public", "{ /* a word */ public" },
        { "space after the models", 0, "class Fifth;", "class Fifth;\n\n" },
        { "comment before the models", 0, "namespace N;", "// a comment\nnamespace N;" },
        { "comment among the attributes", 0, "[Dense(3)]\npublic", "// three units\n[Dense(3)]\npublic" },
        { "body of a model's own member", 0, "Extra => 1", "Extra => 2" },
        { "new member of a model", 0, "Extra => 1;", "Extra => 1; public void More() { }" },
        { "new type beside the models", 0, "[InputShape(8)]\n", "public class Between;\n[InputShape(8)]\n" },
        { "the same number in other words", 0, "[InputShape(8)]", "[InputShape(7 + 1)]" },
    };

    [Theory]
    [MemberData(nameof(UnrelatedEdits))]
    public void AnUnrelatedEditRunsNothingAgain(string what, int file, string before, string after)
    {
        CSharpCompilation compilation = Compile.Sources(Models, Other);
        GeneratorRun run = GeneratorRun.Of(CompileOptions.Default, compilation);
        GeneratorRun next = run.Next(Compile.Edit(compilation, file, text => text.Replace(before, after)));
        AssertNothingRan(next, what);
    }

    [Fact]
    public void ANewFileRunsNothingAgain()
    {
        CSharpCompilation compilation = Compile.Sources(Models, Other);
        GeneratorRun run = GeneratorRun.Of(CompileOptions.Default, compilation);
        AssertNothingRan(run.Next(compilation.AddSyntaxTrees(Compile.Tree("class New;", "New.cs"))), "new file");
        AssertNothingRan(run.Next(compilation.RemoveSyntaxTrees(compilation.SyntaxTrees[1])), "file removed");
        AssertNothingRan(run.Next(compilation.WithAssemblyName("Renamed")), "assembly renamed");
    }

    [Fact]
    public void AnEditOfOneModelRunsThatModelAlone()
    {
        CSharpCompilation compilation = Compile.Sources(Models, Other);
        GeneratorRun run = GeneratorRun.Of(CompileOptions.Default, compilation);
        GeneratorRun next = run.Next(Compile.Edit(compilation, 0, text => text.Replace("[InputShape(8)]\n[Dense(3)]", "[InputShape(8)]\n[Dense(4)]")));
        AssertModified(next, 1);
        Assert.Equal(["N.Second.g.cs"], ChangedFiles(run, next));
    }

    [Fact]
    public void AnEditUpstreamRunsTheModelsBehindItToo()
    {
        CSharpCompilation compilation = Compile.Sources(Models, Other);
        GeneratorRun run = GeneratorRun.Of(CompileOptions.Default, compilation);
        GeneratorRun next = run.Next(Compile.Edit(compilation, 0, text => text.Replace("InputShape(4, 6)", "InputShape(4, 7)")));
        AssertModified(next, 2);
        Assert.Equal(["N.First.g.cs", "N.Third.g.cs"], ChangedFiles(run, next));
    }

    [Fact]
    public void ANewReferenceToTensorsWritesEveryModelAgain()
    {
        CSharpCompilation compilation = Compile.Sources(Models);
        GeneratorRun run = GeneratorRun.Of(CompileOptions.Default, compilation);
        MetadataReference tensors = Compile.Sources(new CompileOptions { HasTensors = true }, "").References.Last();
        GeneratorRun next = run.Next(compilation.AddReferences(tensors));
        Assert.All(next.Reasons(TrackingNames.Plans), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.All(next.Reasons(TrackingNames.Sources), reason => Assert.Equal(IncrementalStepRunReason.Modified, reason));
        Assert.All(next.Files.Values, text => Assert.Contains("ReadOnlyTensorSpan", text));
    }

    internal static void AssertNothingRan(GeneratorRun run, string what)
    {
        foreach (string name in TrackingNames.All)
        {
            Assert.NotEmpty(run.Steps(name));
            Assert.All(run.Reasons(name), reason => Assert.True(
                reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{what}: {name} is {reason}"));
        }

        IEnumerable<IncrementalStepRunReason> outputs = run.Result.TrackedOutputSteps.Values.SelectMany(s => s).SelectMany(s => s.Outputs).Select(o => o.Reason);
        Assert.NotEmpty(outputs);
        Assert.All(outputs, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    /// <summary>In each stage of a model so many outputs are new, and all the others are as before.</summary>
    private static void AssertModified(GeneratorRun run, int count)
    {
        foreach (string name in PerModel)
        {
            Assert.Equal(count, run.Reasons(name).Count(r => r is IncrementalStepRunReason.Modified));
            Assert.Equal(5 - count, run.Reasons(name).Count(r => r is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
        }

        Assert.All(run.Reasons(TrackingNames.Clashes).Concat(run.Reasons(TrackingNames.Features)), r => Assert.NotEqual(IncrementalStepRunReason.Modified, r));
    }

    internal static IEnumerable<string> ChangedFiles(GeneratorRun before, GeneratorRun after) =>
        after.Files.Where(file => before.Files[file.Key] != file.Value).Select(file => file.Key).Order(StringComparer.Ordinal);
}
