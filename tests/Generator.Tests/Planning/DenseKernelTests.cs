using ShapeGen.Generator.Models;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Kernels;
using ShapeGen.Generator.Planning.Kernels.Dense;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Verification;

namespace ShapeGen.Generator.Tests.Planning;

/// <summary>Wrong plans of each kernel of a matrix product are refused, by the words that the message has for it.</summary>
public class DenseKernelTests
{
    private const PlanFacts Facts = PlanFacts.ViewsElided | PlanFacts.TilesChosen;

    private const string Panels = "[InputShape(40, 20)] [Dense(300)]";
    private const string OnePanel = "[InputShape(3)] [Dense(20)]";
    private const string PaddedRows = "[InputShape(20)] [Dense(5)]";
    private const string Dots = "[InputShape(100)] [Dense(10)]";
    private const string HalfPairs = "[InputShape<System.Half>(20)] [Dense(300)]";

    private static WrongPlans Wrong => new()
    {
        { typeof(PanelsKernel), Panels, "wide: has 128 lanes in blocks of 16, but tiles of 112 lanes", s => Tiles(s, RegisterFile.Wide, t => t with { Lanes = 112 }) },
        { typeof(PanelsKernel), Panels, "narrow: has 128 lanes in blocks of 16, but tiles of 128 lanes in blocks of 8", s => Tiles(s, RegisterFile.Narrow, t => t with { Block = 8 }) },
        { typeof(PanelsKernel), Panels, "tiles of 0 blocks", s => Tiles(s, RegisterFile.Wide, t => t with { Height = 0 }) },
        { typeof(PanelsKernel), Panels, "wide: needs 17 accumulators of 16", s => Tiles(s, RegisterFile.Wide, t => t with { Height = 17 }) },
        { typeof(PanelsKernel), Panels, "narrow: needs 5 accumulators of 4", s => Tiles(s, RegisterFile.Narrow, t => t with { Height = 5 }) },
        { typeof(PanelsKernel), Panels, "rows together: wide: needs 15 accumulators of 24, 3 rows of 8 at once", s => RowTiles(s, RegisterFile.Wide, t => t with { Height = 5, Rows = 3 }) },
        { typeof(PanelsKernel), Panels, "rows together: narrow: needs 9 accumulators of 6, 9 or 6 rows", s => RowTiles(s, RegisterFile.Narrow, t => t with { Rows = 9, RestRows = 6 }) },
        { typeof(PanelsKernel), Panels, "rows together: narrow: needs 6 accumulators of 6, 6 or 2 rows of 8", s => RowTiles(s, RegisterFile.Narrow, t => t with { RestRows = 2 }) },
        { typeof(PanelsKernel), Panels, "rows together: narrow: needs 6 accumulators of 4, 6 rows of 8", s => RowTiles(s, RegisterFile.Narrow, t => t with { RestRows = 0 }) },
        { typeof(PanelsKernel), Panels, "rows together: wide: has 128 lanes", s => RowTiles(s, RegisterFile.Wide, t => t with { Lanes = 64 }) },
        { typeof(PanelsKernel), Panels, "keeps 3 phases over 20 inputs", s => Change<PanelsKernel>(s, k => k with { Panels = k.Panels with { Phases = 3 } }) },
        { typeof(PanelsKernel), OnePanel, "keeps 4 phases over 3 inputs", s => Change<PanelsKernel>(s, k => k with { Panels = k.Panels with { Phases = 4 } }) },
        { typeof(PanelsKernel), OnePanel, "has sections of 3 inputs for sums over 3 of Single, 1 at a time", s => Change<PanelsKernel>(s, k => k with { Panels = k.Panels with { Section = 3 } }) },
        { typeof(PanelsKernel), Panels, "from unit 256 on: has sections of 6 inputs for sums over 20 of Single, 4 at a time", s => Change<PanelsKernel>(s, k => k with { Rest = k.Rest! with { Section = 6, Phases = 4 } }) },
        { typeof(PanelsKernel), Panels, "has panels of 0 units for 256, and 44 of 300 in a last one", s => Change<PanelsKernel>(s, k => k with { Panels = k.Panels with { Width = 0 } }) },
        { typeof(PanelsKernel), Panels, "has panels of 128 units for 256, and 0 of 300 in a last one", s => Change<PanelsKernel>(s, k => k with { Rest = null }) },
        { typeof(PanelsKernel), Panels, "has panels of 128 units for 256, and 44 of 300 in a last one", s => Change<PanelsKernel>(s, k => k with { Rest = k.Rest! with { FirstUnit = 257 } }) },
        { typeof(PanelsKernel), Panels, "from unit 260 on: has 40 units in panels of 40", s => Change<PanelsKernel>(s, k => k with { Rest = k.Rest! with { FirstUnit = 260, Units = 40, Width = 40, Pitch = 40 } }) },
        { typeof(PanelsKernel), Panels, "from unit 256 on: has 44 units in panels of 44 at 0", s => Change<PanelsKernel>(s, k => k with { Rest = k.Rest! with { MatrixOffset = 0 } }) },
        { typeof(PanelsKernel), Panels, "from unit 256 on: keeps 8 phases", s => Change<PanelsKernel>(s, k => k with { Rest = k.Rest! with { Phases = 8 } }) },
        { typeof(PanelsKernel), PaddedRows, "has panels of 5 units from 0 on in rows of 5 and blocks of 16", s => Set(s, new PanelsKernel(((PaddedRowsKernel)s.Choice!.Kernel).Panel with { Units = 5, Width = 5, Pitch = 5 }, null)) },
        { typeof(PanelsKernel), HalfPairs, "has a kernel of Half for Single", s => s, ElementType.Single },

        { typeof(PaddedRowsKernel), PaddedRows, "pads 5 units to 32 in blocks of 16", s => Change<PaddedRowsKernel>(s, k => new(k.Panel with { Width = 32 })) },
        { typeof(PaddedRowsKernel), PaddedRows, "pads 20 units to 16 in blocks of 16", s => s with { Units = 20 } },
        { typeof(PaddedRowsKernel), PaddedRows, "keeps 4 phases over 3 inputs", s => s with { Inputs = 3 } },
        { typeof(PaddedRowsKernel), PaddedRows, "wide: has 16 lanes in blocks of 16, but tiles of 32 lanes", s => Change<PaddedRowsKernel>(s, k => new(k.Panel with { Tiling = k.Panel.Tiling.Select(t => t with { Lanes = 32 }) })) },

        { typeof(DotsKernel), Dots, "has rows of 100 for 100 inputs in blocks of 16", s => Set(s, new DotsKernel(100, 0)) },
        { typeof(DotsKernel), Dots, "has sections of 40 inputs for sums over 100 of Single, 16 at a time", s => Change<DotsKernel>(s, k => k with { Section = 40 }) },
        { typeof(DotsKernel), Dots, "has sections of 112 inputs for sums over 100 of Single, 16 at a time", s => Change<DotsKernel>(s, k => k with { Section = 112 }) },
        { typeof(DotsKernel), Dots, "takes dot products of 17 units in blocks of 16", s => s with { Units = 17 } },
        { typeof(DotsKernel), Dots, "has rows of 112 for 113 inputs in blocks of 16", s => s with { Inputs = 113 } },

        { typeof(HalfPairsKernel), HalfPairs, "has panels of 128 units in rows of 130, for 300 units", s => Change<HalfPairsKernel>(s, k => k with { Panels = k.Panels with { Pitch = 130 } }) },
        { typeof(HalfPairsKernel), HalfPairs, "pairs 31 units of Half", s => s with { Units = 31 } },
        { typeof(HalfPairsKernel), HalfPairs, "wide: needs", s => Change<HalfPairsKernel>(s, k => k with { Panels = k.Panels with { Tiling = k.Panels.Tiling.Select(t => t with { Height = 20 }) } }) },
        { typeof(HalfPairsKernel), HalfPairs, "exact: wide: has 128 lanes in blocks of 32, but tiles of 96 lanes", s => Change<HalfPairsKernel>(s, k => k with { Exact = k.Exact.Select(t => t with { Lanes = 96 }) }) },
    };

    public static TheoryData<int> WrongPlanNumbers => [.. Enumerable.Range(0, Wrong.Count)];

    public static TheoryData<Type> Variants => [.. typeof(DenseKernel).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(DenseKernel)))];

    [Theory]
    [MemberData(nameof(WrongPlanNumbers))]
    public void AWrongPlanIsRefused(int number)
    {
        (_, string attributes, string message, Func<DenseStep, DenseStep> corrupt, ElementType? element) = Wrong[number];
        PlanDraft draft = Draft(attributes);
        int index = draft.Steps.FindIndex(step => step is DenseStep);
        var step = (DenseStep)draft.Steps[index];
        ElementType planned = draft.Model.ElementType;
        Assert.Empty(step.Faults(planned, Facts));
        DenseStep wrong = corrupt(step);
        Assert.Contains(message, string.Join('\n', wrong.Faults(element ?? planned, Facts)));
        if (element is null)
        {
            // What describes the plan in the verifier's message must not throw on it.
            draft.Steps[index] = wrong;
            Assert.Contains(message, Assert.Throws<InvalidOperationException>(() => PlanVerifier.Verify(draft, Facts, "Test")).Message);
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void EveryVariantHasWrongPlans(Type variant)
    {
        int count = Wrong.Count(wrong => wrong.Variant == variant);
        Assert.True(count >= 2, $"DenseKernelTests.Wrong has {count} wrong plans of {variant.Name}, and needs two at least.");
    }

    private static DenseStep Set(DenseStep step, DenseKernel kernel) => step with { Choice = step.Choice! with { Kernel = kernel } };

    private static DenseStep Change<TKernel>(DenseStep step, Func<TKernel, TKernel> change)
        where TKernel : DenseKernel => Set(step, change(Assert.IsType<TKernel>(step.Choice!.Kernel)));

    private static DenseStep Tiles(DenseStep step, RegisterFile file, Func<LaneTiling, LaneTiling> change) =>
        Change<PanelsKernel>(step, k => k with { Panels = k.Panels with { Tiling = k.Panels.Tiling.With(file, change(k.Panels.Tiling[file])) } });

    private static DenseStep RowTiles(DenseStep step, RegisterFile file, Func<LaneTiling, LaneTiling> change) =>
        Change<PanelsKernel>(step, k => k with { Panels = k.Panels with { RowTiling = k.Panels.RowTiling!.With(file, change(k.Panels.RowTiling[file])) } });

    private static PlanDraft Draft(string attributes)
    {
        PlanDraft draft = ModelPlanner.Lower(Parsed.Shaped(attributes));
        Planner.Run(draft, Planner.Passes);
        return draft;
    }

    private sealed class WrongPlans : List<(Type Variant, string Attributes, string Message, Func<DenseStep, DenseStep> Corrupt, ElementType? Element)>
    {
        public void Add(Type variant, string attributes, string message, Func<DenseStep, DenseStep> corrupt, ElementType? element = null) =>
            Add((variant, attributes, message, corrupt, element));
    }
}
