using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using ShapeGen.Tests;
using Xunit;

namespace ShapeGen.Generator.Tests.CodeFixes;

/// <summary>Fixes that reach beyond the class or the file that the diagnostic stands in.</summary>
public sealed class SeveralFilesTests
{
    public static TheoryData<string, string[], string[]> Moves => new()
    {
        {
            "Names that the other file does not know are qualified",
            [
                "[ShapeGen.InputShape(4)]\npublic partial class Model;\n",
                "using ShapeGen;\n\n[Dense(Sizes.Hidden, Activation = Activation.Relu)] // hidden\n[Dense(2)]\npartial class Model\n{\n}\n\nstatic class Sizes { public const int Hidden = 3; }\n",
            ],
            [
                "[ShapeGen.InputShape(4)]\n[ShapeGen.Dense(Sizes.Hidden, Activation = ShapeGen.Activation.Relu)]\n[ShapeGen.Dense(2)]\npublic partial class Model;\n",
                "using ShapeGen;\n\n// hidden\npartial class Model\n{\n}\n\nstatic class Sizes { public const int Hidden = 3; }\n",
            ]
        },
        {
            "An input with a type, a static using and an alias",
            [
                "using ShapeGen;\r\n\r\n[Dense(2)] // two\r\npublic partial class Model;\r\n",
                "using System;\nusing Fc = ShapeGen.DenseAttribute;\nusing static ShapeGen.Activation;\n[ShapeGen.InputShape<Half>(4)] [Fc(3,\n    Activation = Tanh)] partial class Model;\n",
            ],
            [
                "using ShapeGen;\r\n\r\n[InputShape<System.Half>(4)]\r\n[Dense(2)] // two\r\n[Dense(3,\r\n    Activation = Activation.Tanh)]\r\npublic partial class Model;\r\n",
                "using System;\nusing Fc = ShapeGen.DenseAttribute;\nusing static ShapeGen.Activation;\npartial class Model;\n",
            ]
        },
        {
            "The model that the input comes from lies in another namespace",
            [
                "using ShapeGen;\nnamespace Heads\n{\n    [Dense(2)]\n    public partial class Model;\n}\n",
                "using ShapeGen;\nusing Trunks;\nnamespace Heads\n{\n    [InputFrom(typeof(Trunk))]\n    partial class Model;\n}\n",
                "using ShapeGen;\nnamespace Trunks\n{\n    [InputShape(4)]\n    [Dense(3)]\n    public partial class Trunk;\n}\n",
            ],
            [
                "using ShapeGen;\nnamespace Heads\n{\n    [InputFrom(typeof(Trunks.Trunk))]\n    [Dense(2)]\n    public partial class Model;\n}\n",
                "using ShapeGen;\nusing Trunks;\nnamespace Heads\n{\n    partial class Model;\n}\n",
                "using ShapeGen;\nnamespace Trunks\n{\n    [InputShape(4)]\n    [Dense(3)]\n    public partial class Trunk;\n}\n",
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Moves))]
    [Trait(TestScope.Size, TestScope.Large)]
    public async Task MovesLayersBetweenFiles(string name, string[] before, string[] after)
    {
        _ = name;
        CodeFixRun run = CodeFixRun.Of(before);
        Diagnostic found = await FindAsync(run, "SHAPE0004");
        CodeAction action = Assert.Single(await run.OffersAsync(found));
        foreach (Solution changed in new[]
        {
            await run.ApplyAsync(action),
            await run.FixAllAsync(found, action.EquivalenceKey!, FixAllScope.Solution),
        })
        {
            Assert.Equal(after, await CodeFixRun.TextsAsync(changed));
            Assert.Empty(await CodeFixRun.ComplaintsAsync(changed));
        }
    }

    [Fact]
    public async Task MakesEveryTypeAroundPartialInOneGo()
    {
        const string Before = """
            using ShapeGen;
            public static class Outer
            {
                internal class Middle
                {
                    [InputShape(4)]
                    [Dense(2)]
                    internal sealed class First;

                    [InputShape(4)]
                    [Dense(2)]
                    internal sealed partial class Second;
                }

                [InputShape(4)]
                [Dense(2)]
                private class Third { }
            }

            """;
        CodeFixRun run = CodeFixRun.Of([Before]);
        Diagnostic found = (await CodeFixRun.DiagnoseAsync(run.Solution.Projects.First())).Single(d => d.Location.SourceSpan.Start == Before.IndexOf("First", StringComparison.Ordinal));
        CodeAction action = Assert.Single(await run.OffersAsync(found));
        Assert.Equal("Make First and the types around it partial", action.Title);
        string all = Before.Replace("class", "partial class", StringComparison.Ordinal).Replace("partial partial", "partial", StringComparison.Ordinal);
        string one = all.Replace("private partial", "private", StringComparison.Ordinal);

        Assert.Equal([one], await CodeFixRun.TextsAsync(await run.ApplyAsync(action)));

        Solution changed = await run.FixAllAsync(found, action.EquivalenceKey!, FixAllScope.Document);
        Assert.Equal([all], await CodeFixRun.TextsAsync(changed));
        Assert.Empty(await CodeFixRun.ComplaintsAsync(changed));
    }

    [Fact]
    public async Task OffersNoRepairOfAnAttributeInAnotherFile()
    {
        CodeFixRun run = CodeFixRun.Of(
        [
            "using ShapeGen;\n[InputShape(7, 7, 64)]\n[Flatten]\npublic partial class Model;\n",
            // Dense stands where Flatten stands in its file.
            "using ShapeGen;\n/* a line as long */  \n[Dense(2, InputFeatures = 64)]\npartial class Model;\n",
        ]);
        IReadOnlyList<CodeAction> offers = await run.OffersAsync(await FindAsync(run, "SHAPE0104"));
        Assert.Equal(["Set InputFeatures to 3136"], offers.Select(o => o.Title));
    }

    private static async Task<Diagnostic> FindAsync(CodeFixRun run, string id) =>
        (await CodeFixRun.DiagnoseAsync(run.Solution.Projects.First())).First(d => d.Id == id);
}
