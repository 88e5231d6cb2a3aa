using ShapeGen.Generator.Models;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Kernels;
using ShapeGen.Generator.Planning.Kernels.Pooling;
using ShapeGen.Generator.Planning.Passes;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Verification;

namespace ShapeGen.Generator.Tests.Planning;

/// <summary>Which pooling kernel a shape gets, and that wrong plans of each are refused, by the words that the message has for it.</summary>
public class PoolKernelTests
{
    private const PlanFacts All = PlanFacts.ViewsElided | PlanFacts.TilesChosen | PlanFacts.WeightsPacked | PlanFacts.BuffersAssigned | PlanFacts.ChunkChosen;

    private const string Rows = "[InputShape(7, 7, 50)] [GlobalAveragePooling2D]";
    private const string RowsOfMaximum = "[InputShape(7, 7, 50)] [GlobalMaxPooling2D]";
    private const string Bands = "[InputShape(16, 16, 64)] [GlobalAveragePooling2D]";
    private const string WideRows = "[InputShape(8, 20000)] [GlobalAveragePooling1D]";
    private const string FarBands = "[InputShape(2203, 64)] [GlobalAveragePooling1D]";
    private const string Shifted = "[InputShape(7, 7, 64)] [GlobalAveragePooling2D]";
    private const string Eighteen = "[InputShape(9, 7, 18)] [GlobalAveragePooling2D]";
    private const string Realigned = "[InputShape(9, 7, 33)] [GlobalAveragePooling2D]";
    private const string Stream = "[InputShape(49, 300)] [GlobalMaxPooling1D]";
    private const string Runs = "[InputShape(20, 7, 7)] [GlobalAveragePooling2D(DataFormat = DataFormat.ChannelsFirst)]";
    private const string LongRuns = "[InputShape(5, 200)] [GlobalMaxPooling1D(DataFormat = DataFormat.ChannelsFirst)]";
    private const string HalfPairs = "[InputShape<System.Half>(20, 80)] [GlobalMaxPooling1D]";
    private const string Scalar = "[InputShape(2, 3)] [GlobalMaxPooling1D]";
    private const string Masked = "[InputShape(20, 40)] [GlobalAveragePooling1D]";
    private const string MaskedRuns = "[InputShape(40, 20)] [GlobalAveragePooling1D(DataFormat = DataFormat.ChannelsFirst)]";

    private static WrongPlans Wrong => new()
    {
        { typeof(RowsKernel), Rows, "wide: has 50 lanes in blocks of 16, but tiles of 48 lanes", s => Wide<RowsKernel>(s, k => k with { Tiling = k.Tiling with { Lanes = 48 } }) },
        { typeof(RowsKernel), Rows, "narrow: has 50 lanes in blocks of 16, but tiles of 50 lanes in blocks of 8", s => Narrow<RowsKernel>(s, k => k with { Tiling = k.Tiling with { Block = 8 } }) },
        { typeof(RowsKernel), Rows, "narrow: needs 8 accumulators of 4", s => Narrow<RowsKernel>(s, k => k with { Tiling = k.Tiling with { Height = 2 } }) },
        { typeof(RowsKernel), Rows, "wide: loops over 12 of 11 iterations by 1", s => Wide<RowsKernel>(s, k => k with { Walks = new([new TileWalk(new LoopShape(1, 12), 0)]) }) },
        { typeof(RowsKernel), Rows, "narrow: has 1 walks for 2 kinds of tiles", s => Narrow<RowsKernel>(s, k => k with { Walks = new([k.Walks[0]]) }) },
        { typeof(RowsKernel), Rows, "wide: keeps 1 witnesses of 16 accumulators of a sum", s => Wide<RowsKernel>(s, k => k with { Walks = new([k.Walks[0] with { Witnesses = 1 }]) }) },
        { typeof(RowsKernel), RowsOfMaximum, "wide: keeps 0 witnesses of 16 accumulators of a maximum", s => Wide<RowsKernel>(s, k => k with { Walks = new([k.Walks[0] with { Witnesses = 0 }]) }) },
        { typeof(RowsKernel), Rows, "wide: has 100 lanes in blocks of 16", s => Order(s, o => o with { Fold = 2 }) },
        { typeof(RowsKernel), Rows, "has 49 positions for 4 phases of 64", s => Order(s, o => o with { Fold = 64 }) },
        { typeof(RowsKernel), Rows, "pools in Rows with a fold of 1, 8 phases", s => Order(s, o => o with { Phases = 8 }) },
        { typeof(RowsKernel), Rows, "pools in Rows with a fold of 0", s => Order(s, o => o with { Fold = 0 }) },

        { typeof(BandsKernel), Bands, "narrow: cuts 64 groups into bands of 2 × 0", s => Narrow<BandsKernel>(s, k => k with { Body = 0 }) },
        { typeof(BandsKernel), Bands, "narrow: cuts 64 groups into bands of 2 × 9", s => Narrow<BandsKernel>(s, k => k with { Body = 9 }) },
        { typeof(BandsKernel), Bands, "narrow: cuts 64 groups into bands of 9 × 8", s => Narrow<BandsKernel>(s, k => k with { Bodies = 9 }) },
        { typeof(BandsKernel), Bands, "narrow: cuts 64 groups into bands of 2 × 8", s => Narrow<BandsKernel>(s, k => k with { Ahead = -1 }) },
        { typeof(BandsKernel), Bands, "narrow: cuts 64 groups into bands of 2 × 8", s => s with { Reduction = Reduction.Maximum } },
        { typeof(BandsKernel), FarBands, "narrow: cuts 550 groups into bands of 2 × 2", s => Narrow<BandsKernel>(s, k => k with { Bodies = 2 }) },
        { typeof(BandsKernel), FarBands, "narrow: cuts 550 groups into bands of 1 × 3", s => Narrow<BandsKernel>(s, k => k with { Body = 3 }) },
        { typeof(BandsKernel), WideRows, "narrow: cuts 8 groups into bands of 1 × 1", s => Set(s, RegisterFile.Narrow, new BandsKernel(((RowsKernel)s.Choice!.Kernels.Narrow).Tiling, 1, 1, 1, default)) },
        { typeof(BandsKernel), FarBands, "narrow: loops over 1 of 0 iterations", s => Narrow<BandsKernel>(s, k => k with { Ends = new([.. k.Ends.Select(_ => new LoopShape(1, 1))]) }) },
        { typeof(BandsKernel), FarBands, "narrow: has 0 loops after its bands for 1 kinds of tiles", s => Narrow<BandsKernel>(s, k => k with { Ends = default }) },

        // A shifted kernel on 18 channels would store a whole block at lane 16, up to element 31.
        { typeof(ShiftedKernel), Eighteen, "wide: cannot shift 63 rows of 18 channels in blocks of 16", s => Set(s, RegisterFile.Wide, new ShiftedKernel((RowsKernel)s.Choice!.Kernels.Wide, 16, new TileWalk(new LoopShape(1, 13), 0))) },
        { typeof(ShiftedKernel), Shifted, "wide: shifts to boundaries of 32 elements, not of 16", s => Wide<ShiftedKernel>(s, k => k with { Boundary = 32 }) },
        { typeof(ShiftedKernel), Shifted, "narrow: shifts to boundaries of 16 elements, not of 8", s => Narrow<ShiftedKernel>(s, k => k with { Boundary = 16 }) },
        { typeof(ShiftedKernel), Shifted, "wide: loops over 12 of 11 iterations by 1", s => Wide<ShiftedKernel>(s, k => k with { Turned = new TileWalk(new LoopShape(1, 12), 0) }) },
        { typeof(ShiftedKernel), Shifted, "wide: has 64 lanes in blocks of 16, but tiles of 48 lanes", s => Wide<ShiftedKernel>(s, k => k with { Aligned = k.Aligned with { Tiling = k.Aligned.Tiling with { Lanes = 48 } } }) },

        { typeof(RealignedKernel), Eighteen, "wide: cannot realign 63 rows of 18 channels in blocks of 16", s => Set(s, RegisterFile.Wide, new RealignedKernel(true, 0)) },
        { typeof(RealignedKernel), Realigned, "cannot realign 63 rows of 33 channels in blocks of 16", s => Set(s, RegisterFile.Narrow, s.Choice!.Kernels.Wide) },
        { typeof(RealignedKernel), Realigned, "wide: writes out 14 groups one by one, with turns of 4", s => Wide<RealignedKernel>(s, k => k with { Loops = false }) },
        { typeof(RealignedKernel), Realigned, "wide: keeps 2 witnesses of 8 accumulators of a sum", s => Wide<RealignedKernel>(s, k => k with { Witnesses = 2 }) },

        { typeof(StreamKernel), Stream, "wide: streams 300 channels in blocks of 16 with tail None", s => Wide<StreamKernel>(s, k => k with { LastBlock = Tail.None }) },
        { typeof(StreamKernel), Stream, "narrow: streams 300 channels in blocks of 16 with tail Overlap", s => Narrow<StreamKernel>(s, k => k with { LastBlock = Tail.Overlap }) },
        { typeof(StreamKernel), Stream, "wide: streams 5 blocks of 18 at once", s => Wide<StreamKernel>(s, k => k with { Unroll = 5 }) },
        { typeof(StreamKernel), Stream, "narrow: keeps 0 witnesses of 8 accumulators of a maximum", s => Narrow<StreamKernel>(s, k => k with { Witnesses = 0 }) },
        { typeof(StreamKernel), Stream, "cannot stream its 49 rows of 300", s => Order(s, o => o with { Streams = 25 }) },
        { typeof(StreamKernel), HalfPairs, "cannot stream its 20 rows of 80", s => Order(s, _ => new PoolOrder(PoolWalk.Streams, Streams: 3)) },

        { typeof(RunsKernel), Runs, "ends runs of 49 in blocks of 16 with tail Overlap", s => Both<RunsKernel>(s, k => k with { LastBlock = Tail.Overlap }) },
        { typeof(RunsKernel), Runs, "ends runs of 49 in blocks of 16 with tail None", s => Both<RunsKernel>(s, k => k with { LastBlock = Tail.None }) },
        { typeof(RunsKernel), Runs, "takes 12 channels of each half and 4 of 20 by fours", s => Both<RunsKernel>(s, k => k with { PairedChannels = 12 }) },
        { typeof(RunsKernel), Runs, "takes 6 channels of each half and 4 of 20 by fours", s => Both<RunsKernel>(s, k => k with { PairedChannels = 6 }) },
        { typeof(RunsKernel), LongRuns, "takes 0 channels of each half and 4 of 5 by fours", s => Both<RunsKernel>(s, k => k with { FollowingChannels = 4 }) },
        { typeof(RunsKernel), Runs, "loops over 3 of 2 iterations", s => Both<RunsKernel>(s, k => k with { Loop = new LoopShape(1, 3) }) },
        { typeof(RunsKernel), Runs, "has no contiguous runs of 15 for 1 phase", s => s with { Positions = 15, AllPositions = 15 } },
        { typeof(RunsKernel), Rows, "has no contiguous runs of 49 for 1 phase", s => Order(s, _ => new PoolOrder(PoolWalk.Runs)) },

        { typeof(HalfPairsKernel), HalfPairs, "has 0 watchers for", s => Wide<HalfPairsKernel>(s, k => k with { Walks = new([.. k.Walks.Select(w => w with { Watchers = 0 })]) }) },
        { typeof(HalfPairsKernel), HalfPairs, "exact: loops over 50 of", s => Narrow<HalfPairsKernel>(s, k => k with { Exact = new LoopShape(1, 50) }) },
        { typeof(HalfPairsKernel), HalfPairs, "wide: has 80 lanes in blocks of 32, but tiles of 80 lanes in blocks of 16", s => Wide<HalfPairsKernel>(s, k => k with { Tiling = k.Tiling with { Block = 16 } }) },
        { typeof(HalfPairsKernel), HalfPairs, "cannot read halves two by two", s => s with { IsHalfRead = false } },
        { typeof(HalfPairsKernel), Eighteen, "cannot read halves two by two", s => Set(s, RegisterFile.Wide, new HalfPairsKernel(new LaneTiling(18, 32, 1), default, new LoopShape(1, 0))) },

        { typeof(ScalarKernel), Rows, "writes out 49 positions", s => Order(s, _ => new PoolOrder(PoolWalk.Tree)) },
        { typeof(ScalarKernel), Rows, "narrow: ScalarKernel pools in Tree, not in Rows", s => Set(s, RegisterFile.Narrow, new ScalarKernel()) },
        { typeof(ScalarKernel), Scalar, "pools in Tree with a fold of 2", s => Order(s, o => o with { Fold = 2 }) },

        { typeof(MaskedRowsKernel), Masked, "wide: has 40 lanes in blocks of 16, but tiles of 16 lanes", s => Wide<MaskedRowsKernel>(Mask(s), k => new MaskedRowsKernel(k.Tiling with { Lanes = 16 })) },
        { typeof(MaskedRowsKernel), MaskedRuns, "masks runs as rows", s => Set(Mask(s), RegisterFile.Wide, new MaskedRowsKernel(new LaneTiling(40, 16, 1))) },
        { typeof(MaskedRowsKernel), Masked, "masks a maximum of 1 sections", s => Mask(s) with { Reduction = Reduction.Maximum } },

        { typeof(MaskedScalarKernel), MaskedRuns, "masks a maximum of 1 sections", s => Mask(s) with { Reduction = Reduction.Maximum } },
        { typeof(MaskedScalarKernel), MaskedRuns, "pools in Positions without a mask", s => Mask(s) with { IsMasked = false } },
        { typeof(MaskedScalarKernel), MaskedRuns, "pools in Runs with a mask", s => s with { IsMasked = true } },
        { typeof(MaskedScalarKernel), MaskedRuns, "has kernels of Double for Single", s => Mask(s) with { Choice = Mask(s).Choice! with { Element = ElementType.Double } } },
    };

    public static TheoryData<int> WrongPlanNumbers => [.. Enumerable.Range(0, Wrong.Count)];

    public static TheoryData<Type> Variants => [.. typeof(PoolKernel).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(PoolKernel)))];

    [Theory]
    [MemberData(nameof(WrongPlanNumbers))]
    public void AWrongPlanIsRefused(int number)
    {
        (_, string attributes, string message, Func<PoolStep, PoolStep> corrupt) = Wrong[number];
        PlanDraft draft = Draft(attributes);
        PlanVerifier.Verify(draft, All, "Test");
        draft.Steps[0] = corrupt((PoolStep)draft.Steps[0]);
        Assert.Contains(message, Assert.Throws<InvalidOperationException>(() => PlanVerifier.Verify(draft, All, "Test")).Message);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void EveryVariantHasWrongPlans(Type variant)
    {
        int count = Wrong.Count(wrong => wrong.Variant == variant);
        Assert.True(count >= 2, $"PoolKernelTests.Wrong has {count} wrong plans of {variant.Name}, and needs two at least.");
    }

    /// <summary>The kernels of a model, wide and narrow, and those of its masked step.</summary>
    [Theory]
    [InlineData(Rows, "Rows Rows")]
    [InlineData(Bands, "Shifted Bands")]
    [InlineData("[InputShape(16, 16, 64)] [GlobalMaxPooling2D]", "Shifted Rows")]
    [InlineData(FarBands, "Shifted Bands MaskedRows MaskedRows")]
    [InlineData(WideRows, "Rows Rows MaskedRows MaskedRows")]
    [InlineData(Shifted, "Shifted Shifted")]
    [InlineData(Realigned, "Realigned Rows")]
    [InlineData(Stream, "Stream Stream")]
    [InlineData(Runs, "Runs Runs")]
    [InlineData(HalfPairs, "HalfPairs HalfPairs")]
    [InlineData("[InputShape<System.Half>(20, 80)] [Activation(Activation.Relu)] [GlobalMaxPooling1D]", "Rows Rows")]
    [InlineData(Scalar, "Scalar Scalar")]
    [InlineData(Masked, "Rows Rows MaskedRows MaskedRows")]
    [InlineData(MaskedRuns, "Runs Runs MaskedScalar MaskedScalar")]
    public void AShapeHasItsKernels(string attributes, string kernels)
    {
        PoolStep step = Parsed.Plan(attributes).Steps.OfType<PoolStep>().Single();
        PoolStep?[] steps = [step, step.Mask() as PoolStep];
        IEnumerable<PoolKernel> found = steps.OfType<PoolStep>().SelectMany(s => new[] { s.Choice!.Kernels.Wide, s.Choice.Kernels.Narrow });
        Assert.Equal(kernels, string.Join(' ', found.Select(kernel => kernel.GetType().Name.Replace("Kernel", ""))));
    }

    /// <summary>Sums of sums of sums are one sum with a mask, and what adds them up passes it on.</summary>
    [Theory]
    [InlineData("[InputShape(17000000, 20)] [GlobalAveragePooling1D]", 20)]
    [InlineData("[InputShape(1, 1610612736)] [GlobalAveragePooling1D(DataFormat = DataFormat.ChannelsFirst)]", 1)]
    public void ManyPositionsTakeAMask(string attributes, int channels)
    {
        ExecutionPlan plan = Parsed.Plan(attributes);
        Assert.Equal(plan.MaskLength, plan.MaskedSteps[0].InputLength / channels);
        Assert.All(plan.MaskedSteps, step => Assert.Equal(channels, step.OutputLength));
    }

    private static PoolStep Mask(PoolStep step) => Assert.IsType<PoolStep>(step.Mask());

    private static PoolStep Order(PoolStep step, Func<PoolOrder, PoolOrder> change) => step with { Choice = step.Choice! with { Order = change(step.Choice.Order) } };

    private static PoolStep Set(PoolStep step, RegisterFile file, PoolKernel kernel) =>
        step with { Choice = step.Choice! with { Kernels = step.Choice.Kernels.With(file, kernel) } };

    private static PoolStep Wide<TKernel>(PoolStep step, Func<TKernel, TKernel> change)
        where TKernel : PoolKernel => Set(step, RegisterFile.Wide, change(Assert.IsType<TKernel>(step.Choice!.Kernels.Wide)));

    private static PoolStep Narrow<TKernel>(PoolStep step, Func<TKernel, TKernel> change)
        where TKernel : PoolKernel => Set(step, RegisterFile.Narrow, change(Assert.IsType<TKernel>(step.Choice!.Kernels.Narrow)));

    private static PoolStep Both<TKernel>(PoolStep step, Func<TKernel, TKernel> change)
        where TKernel : PoolKernel => Wide(Narrow(step, change), change);

    private static PlanDraft Draft(string attributes)
    {
        PlanDraft draft = ModelPlanner.Lower(Parsed.Shaped(attributes));
        Planner.Run(draft, Planner.Passes);
        return draft;
    }

    private sealed class WrongPlans : List<(Type Variant, string Attributes, string Message, Func<PoolStep, PoolStep> Corrupt)>
    {
        public void Add(Type variant, string attributes, string message, Func<PoolStep, PoolStep> corrupt) => Add((variant, attributes, message, corrupt));
    }
}
