using ShapeGen.Generator.Models;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Verification;

namespace ShapeGen.Generator.Tests.Planning;

/// <summary>How an output is cut into tiles of Winograd's algorithm and these into groups, and what the verifier does not let pass.</summary>
public class WinogradStepTests
{
    private const PlanFacts Facts = PlanFacts.ViewsElided | PlanFacts.OutputsSeparated | PlanFacts.TilesChosen | PlanFacts.WeightsPacked | PlanFacts.BuffersAssigned | PlanFacts.ChunkChosen;

    /// <summary>26 by 26 outputs, 13 tiles a row.</summary>
    private const string Model = "[InputShape(28, 28, 64)] [Conv2D(64, 3, Algorithm = ConvAlgorithm.Winograd)]";

    [Theory]
    [InlineData(26, 26, 64, "13 by 13 tiles of 2 by 2 outputs, 13 together")]
    [InlineData(12, 12, 64, "6 by 6 tiles of 2 by 2 outputs, 12 together")]
    [InlineData(14, 14, 64, "7 by 7 tiles of 2 by 2 outputs, 13 together")]
    [InlineData(28, 28, 64, "14 by 14 tiles of 2 by 2 outputs, 14 together")]
    [InlineData(5, 30, 64, "3 by 15 tiles of 2 by 2 outputs, 12 together")]
    [InlineData(2, 2, 64, "1 by 1 tiles of 2 by 2 outputs, 1 together")]
    [InlineData(3, 2, 64, "2 by 1 tiles of 2 by 2 outputs, 2 together")]
    [InlineData(12, 12, 256, "6 by 6 tiles of 2 by 2 outputs, 12 together")]
    [InlineData(12, 12, 512, "6 by 6 tiles of 2 by 2 outputs, 36 together")]
    [InlineData(28, 28, 512, "14 by 14 tiles of 2 by 2 outputs, 49 together")]
    public void GroupsFillTheRegistersUnlessWeightsAreFar(int rows, int columns, int channels, string expected)
    {
        var grid = WinogradGrid.Choose(rows, columns, 16L * channels * channels * sizeof(float));
        Assert.Equal(expected, grid.ToString());
        Assert.True(grid.IsSound);
    }

    [Fact]
    public void EveryGridIsSound()
    {
        for (int rows = 2; rows < 120; rows++)
        {
            for (int columns = 2; columns < 120; columns++)
            {
                var grid = WinogradGrid.Choose(rows, columns, rows % 2 == 0 ? 1 << 20 : 1 << 24);
                Assert.True(grid.IsSound && grid.Groups * grid.Group >= grid.Tiles && (grid.Groups - 1) * grid.Group < grid.Tiles, grid.ToString());
            }
        }
    }

    /// <summary>16 places where the kernel had 9.</summary>
    [Fact]
    public void TheWeightsAreSixteenNinths()
    {
        ExecutionPlan plan = Parsed.Plan(Model);
        Assert.Equal([(9 * 64, 64, 16 * 64 * 64), (1, 64, 64)], plan.Weights.Select(weight => (weight.Inputs, weight.Units, weight.Length)));
    }

    [Fact]
    public void EqualLayersShareTheirKernels()
    {
        ExecutionPlan plan = Parsed.Plan("[InputShape(9, 9, 16)] [Conv2D(16, 3, Padding = Padding.Same, Algorithm = ConvAlgorithm.Winograd)] [Conv2D(16, 3, Padding = Padding.Same, Algorithm = ConvAlgorithm.Winograd)]");
        Assert.Equal(plan.Steps[0].ToKernel(ElementType.Single), plan.Steps[1].ToKernel(ElementType.Single));
        Assert.NotEqual(plan.Steps[0], plan.Steps[1]);
    }

    /// <summary>A sum over many channels is one of sections here too.</summary>
    [Theory]
    [InlineData(256, false)]
    [InlineData(260, true)]
    public void LongSumsAreCut(int channels, bool isCut)
    {
        var step = (WinogradStep)Parsed.Plan($"[InputShape(9, 9, {channels})] [Conv2D(16, 3, Algorithm = ConvAlgorithm.Winograd)]").Steps[0];
        Assert.Equal(isCut, step.Product.Parts[0].Section is not null);
    }

    [Fact]
    public void WrongPlansAreFound()
    {
        AssertFaulty("step 1 covers 26 by 26 outputs with 13 by 12 tiles", s => s with { Grid = s.Grid with { Columns = 12 } });
        AssertFaulty("step 1 covers 26 by 26 outputs with 13 by 13 tiles of 2 by 2 outputs, 170 together", s => s with { Grid = s.Grid with { Group = 170 } });
        AssertFaulty("step 1 covers 26 by 26 outputs with 13 by 13 tiles of 2 by 2 outputs, 0 together", s => s with { Grid = s.Grid with { Group = 0 } });
        AssertFaulty("step 1 multiplies 12 tiles of 64 channels by 64 filters", s => s with { Grid = s.Grid with { Group = 12 } });
        AssertFaulty("step 1 multiplies 13 tiles of 64 channels by 64 filters", s => s with { Product = s.Product with { Filters = 32 } });
        AssertFaulty("step 1 multiplies 13 tiles of 64 channels by 64 filters", s => s with { Product = s.Product with { AddsOther = true } });
        AssertFaulty("step 1 has products with a fault: has panels of 80 filters", s => s with { Product = s.Product with { PanelWidth = 80 } });
        AssertFaulty("step 1 has no tiles of windows of 3 by 3", s => s with { Part = s.Part with { Row = s.Part.Row with { Dilation = 2 } } });
        AssertFaulty("step 1 has no tiles of windows of 3 by 3", s => s with { Part = s.Part with { Column = s.Part.Column with { Outputs = 1 } } });
        AssertFaulty("step 1 looks for its weights where they are not", s => s with { KernelOffset = 16 });
        AssertFaulty("step 1 keeps 13312 elements of its own where there are 6656", s => s, (draft, step) =>
            draft.Values[step.Workspaces[0].Index] = draft.Values[step.Workspaces[0].Index] with { Length = 6656 });
        AssertFaulty("weight 0 of (576, 64) does not fill 65535 elements in rows of 32", s => s, (draft, _) => draft.Weights[0] = draft.Weights[0] with { Length = 65535 });
    }

    private static void AssertFaulty(string message, Func<WinogradStep, WinogradStep> change, Action<PlanDraft, Step>? corrupt = null)
    {
        PlanDraft draft = ModelPlanner.Lower(Parsed.Shaped(Model));
        Planner.Run(draft, Planner.Passes);
        PlanVerifier.Verify(draft, Facts, "Test");
        draft.Steps[0] = change((WinogradStep)draft.Steps[0]);
        corrupt?.Invoke(draft, draft.Steps[0]);
        Assert.Contains(message, Assert.Throws<InvalidOperationException>(() => PlanVerifier.Verify(draft, Facts, "Test")).Message);
    }
}
