using ShapeGen.Generator.Models;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Passes;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Steps.Recurrent;
using ShapeGen.Generator.Planning.Values;
using ShapeGen.Generator.Planning.Verification;

namespace ShapeGen.Generator.Tests.Planning;

/// <summary>A sound draft passes, and each way of breaking one is found, by the words that the message has for it.</summary>
public class PlanVerifierTests
{
    private const PlanFacts All = PlanFacts.ViewsElided | PlanFacts.OutputsSeparated | PlanFacts.TilesChosen | PlanFacts.WeightsPacked | PlanFacts.BuffersAssigned | PlanFacts.ChunkChosen;

    /// <summary>Steps: 1 Dense (Panels), 2 mean, 3 Dense (Dots), 4 Softmax in place.</summary>
    private const string Head = "[InputShape(40, 20)] [Dense(300, Activation = Activation.Relu)] [GlobalAveragePooling1D] [Dense(12, Activation = Activation.Softmax)]";

    /// <summary>A step that leaves memory unchanged.</summary>
    private static readonly Step Nothing = new TransposeStep(new([12]), new([0]));

    private static readonly IReadOnlyList<IPass> Passes = Planner.Passes;

    private static Corruptions Drafts => new()
    {
        // Lengths.
        { "step 2 reads 12000 elements where there are 11700", d => Change<DenseStep>(d, 0, s => s with { Rows = 39 }) },
        { "step 1 reads 780 elements where there are 800", d => Change<DenseStep>(d, 0, s => s with { Rows = 39 }) },
        { "the steps make 300 elements of output 1, the model 12", d => d.Outputs[0] = d.Steps[1].Writes },
        { "nothing writes output 1", d => d.Steps.RemoveRange(2, 2) },
        { "step 5 does nothing and is still there", d => d.Outputs[0] = d.Add(Nothing, d.Outputs[0]) },

        // Values.
        { "step 2 reads v5, which is not written yet", d => Change<Step>(d, 1, s => s with { Reads = new([d.Steps[3].Writes]) }) },
        { "step 1 reads v99, which is not written yet", d => Change<Step>(d, 0, s => s with { Reads = new([new ValueId(99)]) }) },
        { "step 2 writes what is written already", d => Change<Step>(d, 1, s => s with { Writes = d.Steps[0].Writes }) },
        { "step 1 writes what is written already", d => Change<Step>(d, 0, s => s with { Writes = new ValueId(0) }) },
        { "step 2 reads 2 values and keeps 0 of its own", d => Change<Step>(d, 1, s => s with { Reads = new([s.Reads[0], s.Reads[0]]) }) },
        { "step 2 reads 1 values and keeps 1 of its own", d => Change<Step>(d, 1, s => s with { Workspaces = new([d.AddValue(16)]) }) },
        { "an output is an input or another output", d => d.Outputs[0] = new ValueId(0) },

        // Buffers.
        { "step 1 looks for its values where they do not lie", d => Change<Step>(d, 0, s => s with { Sources = new([new BufferRef(BufferKind.Scratch)]) }) },
        { "step 2 looks for its values where they do not lie", d => Change<Step>(d, 1, s => s with { Destination = new BufferRef(BufferKind.Scratch, 16) }) },
        { "step 1 writes to the input", d => Put(d, 0, new BufferRef(BufferKind.Input)) },
        { "step 1 leaves the 12304 elements of scratch, their alignment, or the caller's buffers", d => Put(d, 0, new BufferRef(BufferKind.Output)) },
        { "output 1 is not written to its destination", d => Put(d, 3, new BufferRef(BufferKind.Scratch)) },
        { "output 1 is not written to its destination", d => Put(d, 3, new BufferRef(BufferKind.Output, 0, 1)) },
        { "step 1 leaves the 6152 elements of scratch", d => d.ScratchLength /= 2 },
        { "step 1 leaves the 12304 elements of scratch", d => Put(d, 0, new BufferRef(BufferKind.Scratch, -16)) },
        { "step 2 leaves the 12304 elements of scratch", d => Put(d, 1, new BufferRef(BufferKind.Scratch, 12001)) },
        { "step 4 leaves", d => Put(d, 3, new BufferRef(BufferKind.Output, 16)) },
        { "v3 of step 2 overwrites v2 of step 1, which is still read", d => Put(d, 1, new BufferRef(BufferKind.Scratch)) },
        { "v3 of step 2 overwrites v2 of step 1, which is still read", d => Put(d, 1, new BufferRef(BufferKind.Scratch, 11984)) },

        { "step 1 takes rows together that lie apart, as parts of another value", d => d.Values[d.Steps[0].Writes.Index] = d.Values[d.Steps[0].Writes.Index] with { Pitch = 12016 } },

        // Weights.
        { "weight 1 at 6001 is not aligned to 64 bytes", d => Move(d, 1, w => w with { Offset = w.Offset + 1 }) },
        { "weight 1 at 5984 overlaps the one before it, which ends at 6000", d => Move(d, 1, w => w with { Offset = w.Offset - 16 }) },
        { "the weights end at 9968, their buffer at 9967", d => d.WeightsLength-- },
        { "weight 0 of (20, 300) does not fill 5999 elements", d => Move(d, 0, w => w with { Length = 5999 }) },
        { "weight 3 is not placed", d => d.Weights.RemoveAt(3) },
        { "weight 2 of (300, 12) is placed in another shape", d => Move(d, 2, w => w with { Inputs = 299 }) },
        { "a weight is placed that is none of the model's 4", d => Move(d, 3, w => w with { Weight = 4 }) },
        { "5 weights are placed for 4 uses", d => d.Weights.Add(d.Weights[3]) },
        { "step 3 wants its weights packed in another way than they are", d => Move(d, 2, w => w with { Packing = WeightPacking.AsIs }) },
        { "step 3 wants its weights packed in another way", d => (d.Weights[2], d.Weights[3]) = (d.Weights[3], d.Weights[2]) },
        { "step 3 looks for its weights where they are not", d => Change<DenseStep>(d, 2, s => s with { KernelOffset = s.KernelOffset + 16 }) },
        { "step 1 looks for its weights where they are not", d => Change<DenseStep>(d, 0, s => s with { BiasOffset = 0 }) },

        // The first Dense.
        { "step 1 has no kernel", d => Change<DenseStep>(d, 0, s => s with { Choice = null }) },
        { "step 1 multiplies (40, 20) by (20, 300) of weight -1", d => Change<DenseStep>(d, 0, s => s with { Kernel = -1 }) },

        // The mean.
        { "step 2 takes 40 of 41 positions together", d => Change<PoolStep>(d, 1, s => s with { AllPositions = 41 }) },
        { "step 2 reads 24000 elements where there are 12000, with a mask", d => Change<PoolStep>(d, 1, s => s with { AllPositions = 80 }) },
        { "step 2 cuts positions into 2 sections where it cannot", d => Change<PoolStep>(d, 1, s => s with { Sections = 2, ChannelsFirst = true }) },
        { "step 2 has no kernel", d => Change<PoolStep>(d, 1, s => s with { Choice = null }) },

        // The chunk.
        { "0 samples go together", d => d.Chunk = 0 },
        { "2 samples go together, with 40 rows", d => d.Chunk = 2 },
    };

    public static TheoryData<int> DraftNumbers => [.. Enumerable.Range(0, Drafts.Count)];

    [Theory]
    [MemberData(nameof(DraftNumbers))]
    public void AFaultyDraftIsFound(int number)
    {
        (string message, Action<PlanDraft> corrupt) = Drafts[number];
        AssertFaulty(message, Head, corrupt);
    }

    /// <summary>What the steps of the head do not have.</summary>
    [Fact]
    public void FaultsOfOtherStepsAreFound()
    {
        const string Moved = "[InputShape(4, 6, 2)] [Permute(3, 2, 1)]";
        AssertFaulty("step 1 [2, 2, 0] does not name each of 3 axes once", Moved, d => Change<TransposeStep>(d, 0, s => s with { Order = new([2, 2, 0]) }));
        AssertFaulty("step 1 32 rows are written out of a matrix that is not such", Moved, d => Change<TransposeStep>(d, 0, s => s with { RowsWrittenOut = 32 }));
        AssertFaulty("step 1 (4, -6, -2) has a dimension that is not positive", Moved, d => Change<TransposeStep>(d, 0, s => s with { Dimensions = new([4, -6, -2]) }));

        const string Half = "[InputShape<System.Half>(20)] [Activation(Activation.Relu)] [Activation(Activation.Tanh)] [Activation(Activation.Softmax)]";
        AssertFaulty("step 2 reads what has been rounded to Half", Half, d =>
        {
            Put(d, 0, new BufferRef(BufferKind.Output));
        });
        AssertFaulty("step 1 has -1 elements", Half, d => Change<ElementwiseStep>(d, 0, s => s with { Length = -1 }));
        AssertFaulty("step 3 has 0 rows of 20 elements to 20", Half, d => Change<RowActivationStep>(d, 2, s => s with { Rows = 0 }));
        AssertFaulty("2 samples go together, with 0 rows", Half, d => d.Chunk = 2);
    }

    [Fact]
    public void WrongStreamsOfWeightsAreFound()
    {
        const string Pairs = "[InputShape(3, 4)] [LSTM(64)]";
        const string Odd = "[InputShape(3, 4)] [LSTM(80)]";
        AssertFaulty("step 2 reads 5 blocks of Single in two streams", Odd, d => Change<RecurrentStep>(d, 1, s => s with { HasTwoStreams = true }));
        AssertFaulty("step 2 wants its weights packed in another way than they are", Pairs, d => Change<RecurrentStep>(d, 1, s => s with { HasTwoStreams = false }));
    }

    [Fact]
    public void WrongSumsInProductsAreFound()
    {
        const string Residual = "[InputShape(20)] [Dense(30)] [Dense(20)] [Add(\"input\")] [Dense(8)]";
        AssertFaulty("step 2 reads 2 values and keeps 0 of its own", Residual, d => Change<DenseStep>(d, 1, s => s with { AddsOther = false }));
        AssertFaulty("step 1 reads 1 values and keeps 0 of its own", Residual, d => Change<DenseStep>(d, 0, s => s with { AddsOther = true }));
        AssertFaulty("step 2 reads 20 elements where there are 30", Residual, d => Change<DenseStep>(d, 1, s => s with { Reads = new([s.Reads[0], s.Reads[0]]) }));
        AssertFaulty("step 2 reads v4, which is not written yet", Residual, d => Change<DenseStep>(d, 1, s => s with { Reads = new([s.Reads[0], d.Steps[2].Writes]) }));
    }

    [Fact]
    public void WrongFoldsAreFound()
    {
        const string Folded = "[InputShape(20)] [Dense(12)] [BatchNormalization] [Dense(8)]";
        AssertFaulty("step 1 wants its weights packed in another way than they are", Folded, d => Fold(d, fold => fold with { Statistics = null }));
        AssertFaulty("step 1 wants its weights packed in another way than they are", Folded, d => Fold(d, fold => fold with { Factor = 2 }));
        AssertFaulty("step 1 multiplies its weights by 0", Folded, d => Fold(d, fold => fold with { Factor = 0 }));
        AssertFaulty("step 1 multiplies its weights by NaN", Folded, d => Fold(d, fold => fold with { Factor = double.NaN }));
        AssertFaulty("weight 6 of (12, 8) is placed in another shape", Folded, d => Move(d, 0, w => w with { Fold = Of(w.Fold!, gamma: 6) }));
        AssertFaulty("a weight is placed that is none of the model's 8", Folded, d => Move(d, 1, w => w with { Fold = Of(w.Fold!, gamma: 8) }));
        AssertFaulty("weight 2 is not placed", Folded, d =>
        {
            Move(d, 0, w => w with { Fold = null });
            Move(d, 1, w => w with { Fold = null });
        });

        const string Half = "[InputShape<System.Half>(20)] [Dense(12)]";
        AssertFaulty("step 2 multiplies weights of Half", Half, d => Change<DenseStep>(d, 1, s => s with { Fold = new WeightFold(null, 0.5) }));

        static void Fold(PlanDraft draft, Func<WeightFold, WeightFold> change) => Change<DenseStep>(draft, 0, s => s with { Fold = change(s.Fold!) });

        static WeightFold Of(WeightFold fold, int gamma) => fold with { Statistics = fold.Statistics! with { Gamma = gamma } };
    }

    [Fact]
    public void TheMessageNamesModelPassAndPlan()
    {
        InvalidOperationException exception = AssertFaulty("is not placed", Head, d => d.Weights.RemoveAt(3));
        Assert.StartsWith("The plan of M is wrong after Test:\n- weight 3 is not placed\n- ", exception.Message);
        Assert.Contains("step 1: Dense \"dense\": (40, 20) → (40, 300)\n  DenseStep (40, 20) · (20, 300) + bias, Relu\n", exception.Message);
    }

    /// <summary>Before a pass has run, what it settles is not asked for; afterwards it is.</summary>
    [Fact]
    public void ADraftIsHeldToWhatIsSettled()
    {
        PlanDraft draft = Draft(Head, []);
        draft.Outputs[0] = draft.Add(Nothing, draft.Outputs[0]);
        PlanVerifier.Verify(draft, PlanFacts.None, "Test");
        foreach ((PlanFacts fact, string message) in new[]
        {
            (PlanFacts.ViewsElided, "does nothing"),
            (PlanFacts.TilesChosen, "has no kernel"),
            (PlanFacts.BuffersAssigned, "output 1 is not written to its destination"),
        })
        {
            Assert.Contains(message, Assert.Throws<InvalidOperationException>(() => PlanVerifier.Verify(draft, fact, "Test")).Message);
        }

        PlanDraft tiled = Draft(Head, [.. Passes.TakeWhile(pass => pass is not PackWeights)]);
        Assert.Contains("weight 0 is not placed", Assert.Throws<InvalidOperationException>(() => PlanVerifier.Verify(tiled, PlanFacts.WeightsPacked, "Test")).Message);
    }

    [Fact]
    public void ThePassesSettleEverything() => Assert.Equal(All, Passes.Aggregate(PlanFacts.None, (facts, pass) => facts | pass.Establishes));

    /// <summary>The planner looks before the first pass and after each, and goes on asking for what earlier ones have settled.</summary>
    [Fact]
    public void ThePlannerVerifiesAroundEachPass()
    {
        PlanDraft unsound = Draft(Head, []);
        unsound.Steps.RemoveAt(0);
        Assert.Contains("is wrong after lowering:", Assert.Throws<InvalidOperationException>(() => Planner.Run(unsound, Passes)).Message);

        for (int i = 0; i <= Passes.Count; i++)
        {
            IPass[] passes = [.. Passes.Take(i), new BreakingPass(), .. Passes.Skip(i)];
            string message = Assert.Throws<InvalidOperationException>(() => Planner.Run(Draft(Head, []), passes)).Message;
            Assert.Contains("is wrong after BreakingPass:", message);
        }

        PlanDraft late = Draft(Head, Passes);
        Assert.Contains("does nothing and is still there", Assert.Throws<InvalidOperationException>(() => Planner.Run(late, [new ElideViews(), new AddingPass()])).Message);
    }

    /// <param name="lanes">The lanes to cover, in blocks of 16.</param>
    /// <param name="tiles">Start, number and distance of equal tiles, and the blocks of one: <c>0*3+16:0</c>.</param>
    /// <param name="fault">What is to be found.</param>
    [Theory]
    [InlineData(48, "0:0,16,32", null)]
    [InlineData(40, "0:0,16,24", null)]
    [InlineData(40, "0:0,16 24:0", null)]
    [InlineData(48, "0*3+16:0", null)]
    [InlineData(72, "0*2+32:0,16 56:0", null)]
    [InlineData(48, "0:0,16", "lane 32 of 48 is left out")]
    [InlineData(40, "0:0,8,24", "leaves lanes out or repeats them")]
    [InlineData(40, "0:0,24", "leaves lanes out or repeats them")]
    [InlineData(8, "0:-8", "leaves lanes out or repeats them")]
    [InlineData(16, "0:", "leaves lanes out or repeats them")]
    [InlineData(48, "0*3+15:0", "leaves lanes out or repeats them")]
    [InlineData(48, "0*0+16:0", "leaves lanes out or repeats them")]
    [InlineData(48, "0*2+24:0,8", "leaves lanes out or repeats them")]
    [InlineData(48, "0*4+16:0", "does not follow on lane 0 of 48")]
    [InlineData(40, "0:0,16 16:0 24:0", "does not follow on lane 32 of 40")]
    [InlineData(40, "0:0,16 32:0", "does not follow on lane 32 of 40")]
    [InlineData(48, "0:0,16 16:0,16", "does not follow on lane 32 of 48")]
    [InlineData(64, "16:0 32:0,16", "does not follow on lane 0 of 64")]
    [InlineData(24, "-8:0,16", "does not follow on lane 0 of 24")]
    public void TilesThatMissLanesAreFound(int lanes, string tiles, string? fault)
    {
        string? found = LaneTiling.FindGap([.. tiles.Split(' ').Select(Parse)], lanes, 16);
        Assert.True(fault is null ? found is null : found?.Contains(fault) == true, found ?? "no fault is found");

        static LaneTile Parse(string text)
        {
            string[] parts = text.Split(':');
            int[] numbers = [.. parts[0].Split('*', '+').Select(int.Parse)];
            int[] offsets = [.. parts[1].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
            return numbers.Length == 1 ? new LaneTile(numbers[0], 1, 0, offsets, 1) : new LaneTile(numbers[0], numbers[1], numbers[2], offsets, 1);
        }
    }

    [Theory]
    [InlineData(2, 10, 11, 4, true)]
    [InlineData(1, 0, 8, 4, true)]
    [InlineData(1, 11, 11, 16, true)]
    [InlineData(2, 12, 11, 4, false)]
    [InlineData(2, 9, 11, 4, false)]
    [InlineData(0, 0, 11, 4, false)]
    [InlineData(1, -1, 11, 4, false)]
    [InlineData(4, 8, 11, 4, false)]
    [InlineData(1, 0, 11, 4, false)]
    [InlineData(2, 2, 40, 4, false)]
    public void LoopsBeyondTheBudgetAreFound(int unroll, int looped, int iterations, int statements, bool isSound) =>
        Assert.Equal(isSound ? 0 : 1, new LoopShape(unroll, looped).Faults(iterations, statements).Count());

    [Fact]
    public void EveryChosenLoopIsSound()
    {
        foreach (int statements in new[] { 1, 2, 3, 4, 6, 8, 12, 16 })
        {
            for (int iterations = 0; iterations < 200; iterations++)
            {
                Assert.Empty(LoopShape.Choose(iterations, statements).Faults(iterations, statements));
            }
        }
    }

    private static InvalidOperationException AssertFaulty(string message, string attributes, Action<PlanDraft> corrupt)
    {
        PlanDraft draft = Draft(attributes, Passes);
        PlanVerifier.Verify(draft, All, "Test");
        corrupt(draft);
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => PlanVerifier.Verify(draft, All, "Test"));
        Assert.Contains(message, exception.Message);
        return exception;
    }

    private static PlanDraft Draft(string attributes, IReadOnlyList<IPass> passes)
    {
        PlanDraft draft = ModelPlanner.Lower(Parsed.Shaped(attributes));
        Planner.Run(draft, passes);
        return draft;
    }

    private static void Change<TStep>(PlanDraft draft, int step, Func<TStep, Step> change)
        where TStep : Step => draft.Steps[step] = change((TStep)draft.Steps[step]);

    /// <summary>Puts what a step writes somewhere else, for the step and all that read it.</summary>
    private static void Put(PlanDraft draft, int step, BufferRef place)
    {
        ValueId value = draft.Steps[step].Writes;
        draft.Values[value.Index] = draft.Values[value.Index] with { Place = place };
        for (int i = 0; i < draft.Steps.Count; i++)
        {
            draft.Steps[i] = draft.Steps[i] with
            {
                Sources = draft.Steps[i].Reads.Select(read => draft.Values[read.Index].Place).ToEquatableArray(),
                Destination = draft.Values[draft.Steps[i].Writes.Index].Place,
            };
        }
    }

    private static void Move(PlanDraft draft, int weight, Func<PackedWeight, PackedWeight> change) =>
        draft.Weights[weight] = change(draft.Weights[weight]);

    /// <summary>What is done to a sound draft, and the words that its fault is reported in.</summary>
    private sealed class Corruptions : List<(string Message, Action<PlanDraft> Corrupt)>
    {
        public void Add(string message, Action<PlanDraft> corrupt) => Add((message, corrupt));
    }

    private sealed class BreakingPass : IPass
    {
        public PlanFacts Establishes => PlanFacts.None;

        public void Run(PlanDraft draft) => draft.Steps.RemoveAt(0);
    }

    private sealed class AddingPass : IPass
    {
        public PlanFacts Establishes => PlanFacts.None;

        public void Run(PlanDraft draft) => draft.Outputs[0] = draft.Add(Nothing, draft.Outputs[0]);
    }
}
