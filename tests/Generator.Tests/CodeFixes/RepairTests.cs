using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using ShapeGen.Generator.Diagnostics;
using Xunit;

namespace ShapeGen.Generator.Tests.CodeFixes;

/// <summary>What is offered for a repair, and what Fix All makes of repairs that depend on each other.</summary>
public sealed class RepairTests
{
    private const string Using = "using ShapeGen;\n";

    [Theory]
    [InlineData("[InputShape(7, 7, 64)][Flatten][Dense(10, InputFeatures = 64)]", "SHAPE0104", "Exchange Flatten for GlobalAveragePooling2D", "Set InputFeatures to 3136")]
    [InlineData("[InputShape(7, 7, 64)][Dense(10, InputFeatures = 3136)]", "SHAPE0104", "Insert [Flatten] before Dense", "Set InputFeatures to 64")]
    [InlineData("[InputShape(9, 9, 8, 4)][Dense(10)]", "SHAPE0105", "Insert [Flatten] before Dense", "Insert [GlobalAveragePooling3D] before Dense")]
    [InlineData("[InputShape(9, 9, 9, 8, 4)][Dense(10)]", "SHAPE0105", "Insert [Flatten] before Dense")]
    [InlineData("[InputShape(9, 9, 9, 9, 4)][GlobalMaxPooling3D]", "SHAPE0103", "Leave the batch axis out: (9, 9, 9, 4)")]
    [InlineData("[InputShape(9, 9, 9, 8, 4)][GlobalMaxPooling3D]", "SHAPE0103", "Leave the batch axis out: (9, 9, 8, 4)")]
    [InlineData("[InputShape(32, 7, 7, 64)][GlobalAveragePooling2D]", "SHAPE0103", "Leave the batch axis out: (7, 7, 64)", "Exchange GlobalAveragePooling2D for GlobalAveragePooling3D")]
    [InlineData("[InputShape(28, 28)][GlobalAveragePooling2D]", "SHAPE0103", "Add the channel axis: (28, 28, 1)", "Exchange GlobalAveragePooling2D for GlobalAveragePooling1D")]
    [InlineData("[InputShape(20, 8)][GlobalAveragePooling2D]", "SHAPE0103", "Exchange GlobalAveragePooling2D for GlobalAveragePooling1D", "Add the channel axis: (20, 8, 1)")]
    [InlineData("[InputShape(9, 8)][LSTMCell(6)]", "SHAPE0011")]
    [InlineData("[InputShape(2, 2, 7000000)][GlobalAveragePooling2D][Dense(400)]", "SHAPE0102")]
    [InlineData("[InputShape(3, 8, 8)][GlobalMaxPooling2D(DataFormat = DataFormat.ChannelsFirst, KeepDims = true)][GlobalAveragePooling2D]", "SHAPE0107", "Set DataFormat to ChannelsFirst", "Set DataFormat of GlobalMaxPooling2D to ChannelsLast")]
    public async Task Offers(string attributes, string id, params string[] titles)
    {
        CodeFixRun run = CodeFixRun.Of([$"{Using}{attributes} public partial class Model;\n"]);
        IReadOnlyList<CodeAction> offers = await run.OffersAsync(await FindAsync(run, id));
        Assert.Equal(titles, offers.Select(o => o.Title));
        Assert.Equal(titles.Length, offers.Select(o => o.EquivalenceKey).Distinct().Count());
    }

    [Fact]
    public async Task FixAllTakesTheNumberInferredAtEachPlace()
    {
        CodeFixRun run = CodeFixRun.Of([$"{Using}[InputShape(4)][Dense(10, InputFeatures = 3)][Dense(2, InputFeatures = 8)]\npartial class A;\n[InputShape(5)][Dense(10, InputFeatures = 3)]\npartial class B;\n"]);
        await AssertFixAllAsync(run, "SHAPE0104", "Set InputFeatures to 4", $"{Using}[InputShape(4)][Dense(10, InputFeatures = 4)][Dense(2, InputFeatures = 10)]\npartial class A;\n[InputShape(5)][Dense(10, InputFeatures = 5)]\npartial class B;\n");
    }

    [Fact]
    public async Task FixAllRemovesTwentyLayersOfOneModel()
    {
        string idle = string.Concat(Enumerable.Repeat("[Dropout(0.5)]\n[Activation(Activation.Linear)] ", 10));
        CodeFixRun run = CodeFixRun.Of([$"{Using}[InputShape(4)]\n{idle}\n[Dense(2)]\npartial class Model;\n"]);
        await AssertFixAllAsync(run, "SHAPE0203", "Remove Dropout", $"{Using}[InputShape(4)]\n[Dense(2)]\npartial class Model;\n");
    }

    [Fact]
    public async Task FixAllLeavesWhatIsSuppressedAndWhatNeedsAnotherRepair()
    {
        // Three in one model, so that it is looked at again; the suppressed one must not come in then.
        const string Quiet = "[InputShape(2, 3)]\n#pragma warning disable SHAPE0105\n[Dense(4)]\n#pragma warning restore SHAPE0105\npartial class Quiet;\n";
        string before = $"{Using}{Quiet}[InputShape(2, 3)]\n[Dense(4)]\n[Dense(5)]\npartial class Loud;\n[InputShape(2, 3, 4)]\n[Dense(4)]\npartial class Other;\n";
        string after = $"{Using}{Quiet}[InputShape(2, 3)]\n[GlobalAveragePooling1D]\n[Dense(4)]\n[Dense(5)]\npartial class Loud;\n[InputShape(2, 3, 4)]\n[Dense(4)]\npartial class Other;\n";
        CodeFixRun run = CodeFixRun.Of([before]);
        await AssertFixAllAsync(run, "SHAPE0105", "Insert [GlobalAveragePooling1D] before Dense", after, "SHAPE0105");
    }

    /// <summary>A name of the user's own hides ours.</summary>
    [Theory]
    [InlineData("using ShapeGen;\nclass FlattenAttribute;\n[InputShape(2, 3)]\n[Dense(4)]\npartial class Model;\n", "[Dense", "[ShapeGen.Flatten]\n[Dense")]
    [InlineData("using FC = ShapeGen.DenseAttribute;\nnamespace Inner;\nclass ShapeGen;\n[global::ShapeGen.InputShape(2, 3)]\n[FC(4)]\npartial class Model;\n", "[FC", "[global::ShapeGen.FlattenAttribute]\n[FC")]
    [InlineData("using ShapeGen;\nenum Activation;\n[InputShape(2)]\n[Dense(1, Activation = (ShapeGen.Activation)26)]\npartial class Model;\n", "(ShapeGen.Activation)26", "ShapeGen.Activation.Sigmoid")]
    public async Task WritesNamesThatBind(string before, string old, string replacement)
    {
        CodeFixRun run = CodeFixRun.Of([before]);
        Diagnostic found = Assert.Single(await CodeFixRun.DiagnoseAsync(run.Solution.Projects.First()));
        Solution changed = await run.ApplyAsync((await run.OffersAsync(found))[0]);
        Assert.Equal([before.Replace(old, replacement, StringComparison.Ordinal)], await CodeFixRun.TextsAsync(changed));
        Assert.Empty(await CodeFixRun.ComplaintsAsync(changed));
    }

    /// <summary>No two layers share a constructor's parameter, but the two input attributes do.</summary>
    [Theory]
    [InlineData("InputShape<double>(2, 3)", "InputShape", "InputShape(2, 3)")]
    [InlineData("InputShapeAttribute<double>(dimensions: new[] { 2, 3 })", "InputShape", "InputShapeAttribute(dimensions: new[] { 2, 3 })")]
    [InlineData("Reshape(2, 3)", "InputShape", "InputShape")]
    [InlineData("Dense(2, Name = \"d\")", "Dropout", "Dropout(Name = \"d\")")]
    public async Task ExchangeKeepsTheArgumentsThatBothHave(string before, string other, string after)
    {
        CodeFixRun run = CodeFixRun.Of([$"{Using}[{before}]\npartial class Model;\n"]);
        Document document = run.Solution.Projects.First().Documents.First();
        SyntaxTree tree = (await document.GetSyntaxTreeAsync())!;
        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty
            .Add("repair0.kind", "ExchangeLayer")
            .Add("repair0.text", other)
            .Add("repair0.argument", null)
            .Add("repair0.position", (Using.Length + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        var place = Location.Create(tree, new(Using.Length + 1, before.Length));
        CodeAction action = Assert.Single(await run.OffersAsync(Diagnostic.Create(Rules.Find("SHAPE0103"), place, properties, "", "")));
        Assert.Equal([$"{Using}[{after}]\npartial class Model;\n"], await CodeFixRun.TextsAsync(await run.ApplyAsync(action)));
    }

    private static async Task AssertFixAllAsync(CodeFixRun run, string id, string title, string expected, params string[] left)
    {
        Diagnostic found = await FindAsync(run, id);
        CodeAction action = (await run.OffersAsync(found)).Single(o => o.Title == title);
        Solution changed = await run.FixAllAsync(found, action.EquivalenceKey!, FixAllScope.Document);
        Assert.Equal([expected], await CodeFixRun.TextsAsync(changed));
        Assert.Equal(left, await CodeFixRun.ComplaintsAsync(changed));
    }

    private static async Task<Diagnostic> FindAsync(CodeFixRun run, string id) =>
        (await CodeFixRun.DiagnoseAsync(run.Solution.Projects.First())).First(d => d.Id == id);
}
