using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Models;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Tests.Caching;

/// <summary>What an edit runs again among blocks: the block and exactly the models and blocks that use it, however far away.</summary>
public class GraphEditTests
{
    private const string Blocks = """
        using ShapeGen;
        namespace N;

        [Block] [Dense(6, Activation = Activation.Relu)] [Dense(6)]
        public partial class Basic;

        [Block] [Apply<Basic>] [Dense(6)]
        public partial class Stage;

        [Block] [Residual<Stage>(Repeat = 2)]
        public partial class Deep;

        [Block] [Dense(6, UseBias = false)]
        public partial class Other;
        """;

    private const string Models = """
        using ShapeGen;
        namespace N;

        [InputShape(6)] [Apply<Basic>] public partial class Applies;
        [InputShape(6)] [Residual<Basic>(Repeat = 3)] public partial class Repeats;
        [InputShape(6)] [Apply<Stage>] public partial class Nests;
        [InputShape(6)] [Apply<Deep>] public partial class NestsTwice;
        [InputShape(6)] [Parallel<Identity, Other>] public partial class Branches;
        [InputShape(6)] [Parallel<Other, Basic>(Merge = Merge.Concatenate)] public partial class BranchesOnBoth;
        [InputShape(6)] [Dense(3)] public partial class Plain;
        [InputShape(6, Name = "a")] [InputShape(6, Name = "b")] [Add("b")] public partial class TwoInputs;
        [InputFrom(typeof(Applies))] [Dense(2)] public partial class Downstream;
        """;

    private const string Unrelated = "namespace N; public class Unrelated { public int Value => 1; }";

    private static readonly string[] All =
        ["Applies", "Basic", "Branches", "BranchesOnBoth", "Deep", "Downstream", "Nests", "NestsTwice", "Other", "Plain", "Repeats", "Stage", "TwoInputs"];

    public static TheoryData<string, string, string> BlockEdits => new()
    {
        { "Dense(6)]\npublic partial class Basic", "Dense(6, UseBias = false)]\npublic partial class Basic", "Applies Basic BranchesOnBoth Deep Downstream Nests NestsTwice Repeats Stage" },
        { "Dense(6, UseBias = false)]\npublic partial class Other", "Dense(6)]\npublic partial class Other", "Branches BranchesOnBoth Other" },
        { "Dense(6)]\npublic partial class Stage", "Dense(6, Name = \"last\")]\npublic partial class Stage", "Deep Nests NestsTwice Stage" },
        { "Repeat = 2", "Repeat = 4", "Deep NestsTwice" },
        { "[Block] [Dense(6, UseBias = false)]\n", "[Dense(6, UseBias = false)]\n", "Branches BranchesOnBoth Other" },
    };

    [Theory]
    [MemberData(nameof(BlockEdits))]
    public void AnEditOfABlockRunsWhatUsesItAndNothingElse(string before, string after, string users)
    {
        CSharpCompilation compilation = Compile.Sources(Blocks, Models, Unrelated);
        GeneratorRun run = GeneratorRun.Of(CompileOptions.Default, compilation);
        GeneratorRun next = run.Next(Compile.Edit(compilation, 0, text => text.Replace(before, after)));
        AssertRan(next, users.Split(' '));
        Assert.Empty(EditTests.ChangedFiles(run, next).Except(users.Split(' ').Select(name => $"N.{name}.g.cs")));
    }

    [Fact]
    public void AnEditOfAModelRunsNoBlock()
    {
        CSharpCompilation compilation = Compile.Sources(Blocks, Models, Unrelated);
        GeneratorRun run = GeneratorRun.Of(CompileOptions.Default, compilation);
        GeneratorRun next = run.Next(Compile.Edit(compilation, 1, text => text.Replace("Residual<Basic>(Repeat = 3)", "Residual<Basic>(Repeat = 2)")));
        AssertRan(next, ["Repeats"]);
        Assert.Equal(["N.Repeats.g.cs"], EditTests.ChangedFiles(run, next));
    }

    public static TheoryData<string, int, string, string> UnrelatedEdits => new()
    {
        { "another file", 2, "Value => 1", "Value => 2" },
        { "comment before a block", 0, "[Block] [Apply<Basic>]", "// two layers\n[Block] [Apply<Basic>]" },
        { "comment among a block's layers", 0, "[Apply<Basic>] [Dense(6)]", "[Apply<Basic>] /* here */ [Dense(6)]" },
        { "a member of a block", 0, "class Stage;", "class Stage { public int Extra => 1; }" },
        { "the same number in other words", 0, "Repeat = 2", "Repeat = 1 + 1" },
        { "a block in other words", 1, "[Apply<Deep>]", "[Apply<N.Deep>]" },
        { "a type beside the models", 1, "[InputShape(6)] [Dense(3)]", "public class Between; [InputShape(6)] [Dense(3)]" },
    };

    [Theory]
    [MemberData(nameof(UnrelatedEdits))]
    public void AnUnrelatedEditRunsNothingAgain(string what, int file, string before, string after)
    {
        CSharpCompilation compilation = Compile.Sources(Blocks, Models, Unrelated);
        GeneratorRun run = GeneratorRun.Of(CompileOptions.Default, compilation);
        EditTests.AssertNothingRan(run.Next(Compile.Edit(compilation, file, text => text.Replace(before, after))), what);
    }

    /// <summary>In each stage exactly these models and blocks are new; all others are as before.</summary>
    private static void AssertRan(GeneratorRun run, string[] names)
    {
        foreach (string stage in new[] { TrackingNames.Declarations, TrackingNames.Shapes, TrackingNames.Plans })
        {
            ILookup<bool, string> byWhetherNew = run.Steps(stage)
                .SelectMany(step => step.Outputs)
                .Where(output => output.Reason != IncrementalStepRunReason.Removed)
                .ToLookup(output => output.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified, output => NameOf(output.Value));
            Assert.Equal(names, byWhetherNew[true].Order(StringComparer.Ordinal));
            Assert.Equal(All.Except(names), byWhetherNew[false].Order(StringComparer.Ordinal));
        }

        Assert.DoesNotContain(IncrementalStepRunReason.Modified, run.Reasons(TrackingNames.Clashes).Concat(run.Reasons(TrackingNames.Features)));
    }

    private static string NameOf(object value) => value switch
    {
        ModelDeclaration declaration => declaration.Type.Name,
        ShapedModel shaped => shaped.Type.Name,
        PlannedModel planned => planned.Model.Type.Name,
        _ => throw new InvalidOperationException($"A stage gives a {value.GetType()}."),
    };
}
