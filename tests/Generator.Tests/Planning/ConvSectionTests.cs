using ShapeGen.Generator.Models;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Tests.Planning;

/// <summary>Where long sums of products are cut: at the same products in every tile.</summary>
public class ConvSectionTests
{
    private const PlanFacts Facts = PlanFacts.ViewsElided | PlanFacts.TilesChosen;

    [Theory]
    [InlineData("[InputShape(9, 9, 28)] [Conv2D(8, 3)]", null)]
    [InlineData("[InputShape(9, 9, 29)] [Conv2D(8, 3)]", "sections of 87 products")]
    [InlineData("[InputShape(9, 9, 64)] [Conv2D(8, 3)]", "sections of 192 products")]
    [InlineData("[InputShape(9, 9, 65)] [Conv2D(8, 3)]", "sections of 130 products")]
    [InlineData("[InputShape(9, 9, 256)] [Conv2D(8, 3)]", "sections of 128 products")]
    [InlineData("[InputShape(9, 9, 300)] [Conv2D(8, 3)]", "sections of 150 products")]
    [InlineData("[InputShape(9, 9, 257)] [Conv2D(8, 3)]", "sections of 257 products")]
    [InlineData("[InputShape(9, 9, 512)] [Conv2D(8, 3, Groups = 8)]", "sections of 192 products")]
    [InlineData("[InputShape(40, 64)] [Conv1D(8, 9)]", "sections of 192 products")]
    [InlineData("[InputShape(9, 9, 9, 16)] [Conv3D(8, 3)]", "sections of 144 products")]
    [InlineData("[InputShape(300, 4, 1)] [Conv2D(8, [280, 1])]", null)]
    [InlineData("[InputShape<System.Half>(9, 9, 64)] [Conv2D(8, 3)]", null)]
    public void AreNearTheAimWhereTheyEndAtTapsRowsOrChannels(string attributes, string? expected)
    {
        string part = Step(attributes).Parts[0].ToString();
        if (expected is null)
        {
            Assert.DoesNotContain("sections", part);
        }
        else
        {
            Assert.EndsWith(expected, part);
        }
    }

    [Theory]
    [InlineData(2, 100)]
    [InlineData(2, 150)]
    [InlineData(0, 300)]
    [InlineData(6, 300)]
    [InlineData(1, 0)]
    [InlineData(1, 7)]
    public void OthersAreRefused(int taps, int channels)
    {
        ConvStep step = Step("[InputShape(9, 9, 300)] [Conv2D(8, 3)]");
        Assert.Empty(step.Faults(ElementType.Single, Facts));
        ConvStep wrong = step with { Parts = new EquatableArray<ConvPart>([step.Parts[0] with { Section = new ConvSection(taps, channels) }]) };
        Assert.Contains("cuts sums of 9 taps of 300 channels", string.Join('\n', wrong.Faults(ElementType.Single, Facts)));
    }

    private static ConvStep Step(string attributes)
    {
        PlanDraft draft = ModelPlanner.Lower(Parsed.Shaped(attributes));
        Planner.Run(draft, Planner.Passes);
        return Assert.Single(draft.Steps.OfType<ConvStep>());
    }
}
