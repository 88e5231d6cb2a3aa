using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Steps.Recurrent;

namespace ShapeGen.Generator.Tests.Layers;

public class RecurrentLayerTests
{
    [Theory]
    [InlineData("[InputShape(100, 64)] [LSTM(128)]", "(128)")]
    [InlineData("[InputShape(100, 64)] [GRU(128, ReturnSequences = true)]", "(100, 128)")]
    [InlineData("[InputShape(100, 64)] [SimpleRNN(3, GoBackwards = true)]", "(3)")]
    [InlineData("[InputShape(30, 9)] [LSTM(32, ReturnSequences = true)] [LSTM(16)] [Dense(6)]", "(6)")]
    [InlineData("[InputShape(1, 1)] [LSTM(1, ReturnSequences = true)]", "(1, 1)")]
    public void MakesKerasShape(string attributes, string output) => Assert.Equal(output, LayerCase.Output(attributes));

    [Theory]
    [InlineData("[InputShape(9, 5)] [LSTM(3)]", "lstm/kernel (5, 12) lstm/recurrent_kernel (3, 12) lstm/bias (12)")]
    [InlineData("[InputShape(9, 5)] [GRU(3)]", "gru/kernel (5, 9) gru/recurrent_kernel (3, 9) gru/bias (2, 9)")]
    [InlineData("[InputShape(9, 5)] [GRU(3, ResetAfter = false)]", "gru/kernel (5, 9) gru/recurrent_kernel (3, 9) gru/bias (9)")]
    [InlineData("[InputShape(9, 5)] [SimpleRNN(3, UseBias = false, Name = \"cell\")]", "cell/kernel (5, 3) cell/recurrent_kernel (3, 3)")]
    public void HasKerasWeights(string attributes, string weights) => Assert.Equal(weights, string.Join(' ', LayerCase.Weights(attributes)));

    /// <summary>All steps are projected by one product, and then the cell goes through time.</summary>
    [Fact]
    public void ProjectsAllStepsTogether()
    {
        IReadOnlyList<Step> steps = LayerCase.Steps("[InputShape(100, 64)] [LSTM(33)]");
        Assert.Equal((100, 64, 4 * 48), Assert.IsType<DenseStep>(steps[0]) is var dense ? (dense.Rows, dense.Inputs, dense.Units) : default);
        var cell = Assert.IsType<RecurrentStep>(steps[1]);
        Assert.Equal((100, 33, 3), (cell.Steps, cell.Units, cell.Blocks));
        Assert.Equal("0 1 × 3 ends in 1", string.Join(", ", cell.Panels.Select(p => $"{p.First} {p.Count} × {p.Blocks} ends in {p.LastLanes}")));
    }

    /// <summary>Panels are nearly equal, and one that ends within a block stands by itself.</summary>
    [Theory]
    [InlineData(16, "0 1 × 1 ends in 16")]
    [InlineData(80, "0 1 × 3 ends in 16, 3 1 × 2 ends in 16")]
    [InlineData(112, "0 1 × 4 ends in 16, 4 1 × 3 ends in 16")]
    [InlineData(143, "0 2 × 3 ends in 16, 6 1 × 3 ends in 15")]
    [InlineData(144, "0 3 × 3 ends in 16")]
    public void PanelsAreNearlyEqual(int units, string panels)
    {
        var cell = Assert.IsType<RecurrentStep>(LayerCase.Steps($"[InputShape(4, 4)] [LSTM({units})]")[1]);
        Assert.Equal(panels, string.Join(", ", cell.Panels.Select(p => $"{p.First} {p.Count} × {p.Blocks} ends in {p.LastLanes}")));
    }

    /// <summary>Weights that the first-level cache cannot hold, but the second can, are two streams where blocks come in pairs; a block is a panel then.</summary>
    [Theory]
    [InlineData("float", "LSTM(32)", false, "0 1 × 2 ends in 16")]
    [InlineData("float", "LSTM(63)", true, "0 3 × 1 ends in 16, 3 1 × 1 ends in 15")]
    [InlineData("float", "LSTM(128)", true, "0 8 × 1 ends in 16")]
    [InlineData("double", "GRU(48)", true, "0 6 × 1 ends in 8")]
    [InlineData("System.Half", "LSTM(128)", false, "0 2 × 4 ends in 16")]
    [InlineData("float", "SimpleRNN(64)", false, "0 1 × 4 ends in 16")]
    [InlineData("float", "SimpleRNN(128)", true, "0 8 × 1 ends in 16")]
    [InlineData("float", "LSTM(320)", false, "0 5 × 4 ends in 16")]
    public void WeightsInTheSecondCacheAreTwoStreams(string type, string layer, bool expected, string panels)
    {
        RecurrentStep cell = LayerCase.Steps($"[InputShape<{type}>(4, 4)] [{layer}]").OfType<RecurrentStep>().Single();
        Assert.Equal(expected, cell.HasTwoStreams);
        Assert.Equal(panels, string.Join(", ", cell.Panels.Select(p => $"{p.First} {p.Count} × {p.Blocks} ends in {p.LastLanes}")));
    }

    /// <summary>What lasts is one output, and a memory of long short-term memory; the sums of a time step do not.</summary>
    [Theory]
    [InlineData("LSTM(16)", 32, 64)]
    [InlineData("LSTM(17)", 64, 128)]
    [InlineData("GRU(17)", 32, 96)]
    [InlineData("GRU(65, ResetAfter = false)", 80, 400)]
    [InlineData("SimpleRNN(3)", 16, 16)]
    public void KeepsOutputsAndMemories(string layer, int kept, int sums) =>
        Assert.Equal([kept, sums], Assert.IsType<RecurrentStep>(LayerCase.Steps($"[InputShape(4, 4)] [{layer}]")[1]).WorkspaceLengths);

    /// <summary>A masked cell reads the integers of its steps, the model's first value, whatever layers stand between.</summary>
    [Theory]
    [InlineData("[LSTM(4)]", 1, false)]
    [InlineData("[Dense(3)] [GRU(4, ZeroOutputForMask = true)]", 1, true)]
    [InlineData("[LSTM(4, ReturnSequences = true)] [Dense(2)] [SimpleRNN(3)]", 1, false)]
    [InlineData("[GRU(4, ReturnSequences = true, GoBackwards = true)] [LSTM(3)]", 1, false)]
    [InlineData("[Dense(3, Name = \"a\")] [Concatenate(\"embedding\")] [LSTM(3)]", 1, false)]
    [InlineData("[Conv1D(3, 1)] [LSTM(3)]", 0, false)]
    [InlineData("[LSTM(4, ReturnSequences = true, StopsMask = true)] [SimpleRNN(3)]", 0, false)]
    [InlineData("[Flatten] [Reshape(6, 2)] [LSTM(3, ZeroOutputForMask = true)]", 0, false)]
    public void ReadsTheMask(string layers, int width, bool isZero)
    {
        RecurrentStep step = LayerCase.Steps($"[InputShape<int>(6)] [Embedding(9, 2, MaskZero = true)] {layers}").OfType<RecurrentStep>().Last();
        Assert.Equal((width, isZero), (step.MaskWidth, step.ZeroesMasked));
        Assert.Equal(width == 0 ? 1 : 2, step.Reads.Count);
        Assert.True(width == 0 || step.Reads[1].Index == 0);
    }

    /// <summary>What is merged with a tensor in which every step counts has no mask, as in Keras.</summary>
    [Theory]
    [InlineData("Concatenate")]
    [InlineData("Add")]
    public void ATensorWithoutAMaskTakesItAway(string merge)
    {
        RecurrentStep step = LayerCase.Steps($"[InputShape<int>(6, Name = \"words\")] [InputShape(6, 2, Name = \"x\")] [Embedding(9, 2, MaskZero = true)] [{merge}(\"x\")] [LSTM(3)]").OfType<RecurrentStep>().Single();
        Assert.False(step.IsMasked);
    }

    /// <summary>Both directions give zeros for what is masked where they return sequences, and only there, as Keras has it.</summary>
    [Theory]
    [InlineData("LSTM(4, ReturnSequences = true)", true)]
    [InlineData("GRU(4, ZeroOutputForMask = true)", false)]
    public void TwoDirectionsChooseTheirZeros(string layer, bool isZero)
    {
        RecurrentStep[] steps = [.. Parsed.Plan("[InputShape<int>(6)] [Embedding(9, 2, MaskZero = true)] [Bidirectional<Both>]", $"[Block] [{layer}] partial class Both;").Steps.OfType<RecurrentStep>()];
        Assert.Equal([isZero, isZero], steps.Select(step => step.ZeroesMasked));
        Assert.Equal([false, true], steps.Select(step => step.IsBackward));
    }

    /// <summary>After a layer has made one vector of each row of words, a row counts if any of its words does.</summary>
    [Fact]
    public void AStepMayHaveSeveralIntegers()
    {
        const string Blocks = "[Block] [LSTM(4)] partial class Sentence; [Block] [Embedding(9, 2, MaskZero = true)] [LSTM(4)] partial class Inner;";
        Assert.Equal(3, Parsed.Plan("[InputShape<int>(6, 3)] [Embedding(9, 2, MaskZero = true)] [TimeDistributed<Sentence>] [GRU(2)]", Blocks).Steps.OfType<RecurrentStep>().Single().MaskWidth);

        // A mask that is made inside stays inside, as in a model that Keras applies to each step.
        ExecutionPlan inner = Parsed.Plan("[InputShape<int>(6, 3)] [TimeDistributed<Inner>] [GRU(2)]", Blocks);
        Assert.False(inner.Steps.OfType<RecurrentStep>().Single().IsMasked);
        Assert.Contains(inner.Steps.OfType<FramesStep>(), step => step.Inner is RecurrentStep { MaskWidth: 1 });
    }

    [Fact]
    public void SaysWhatAMaskDoes()
    {
        RecurrentStep step = LayerCase.Steps("[InputShape<int>(6)] [Embedding(9, 2, MaskZero = true)] [LSTM(3)]").OfType<RecurrentStep>().Single();
        Assert.Contains("a step whose index is 0 keeps the state and gives the output before it", step.Describe(ElementType.Single));
        Assert.Contains("a step whose 3 indices are all 0 keeps the state and gives zeros", (step with { MaskWidth = 3, ZeroesMasked = true }).Describe(ElementType.Single));
        Assert.Contains("has a mask of 0 integers a step", (step with { MaskWidth = 0, ZeroesMasked = true }).Faults(ElementType.Single, default));
    }

    [Theory]
    [InlineData("[InputShape(9)] [LSTM(4)]", "SHAPE0103: LSTM expects (steps, features), receives (9) from the input: the time axis is missing; a sequence of one feature a step is made by [Reshape(9, 1)] before it")]
    [InlineData("[InputShape] [GRU(4)]", "SHAPE0103: GRU expects (steps, features), receives () from the input: there is no time axis, so remove the layer")]
    [InlineData("[InputShape(8, 8, 3)] [SimpleRNN(4)]", "SHAPE0103: SimpleRNN expects (steps, features), receives (8, 8, 3) from the input: [Reshape(8, 24)] before it takes the first axis as time and all others as features")]
    [InlineData("[InputShape(30, 9)] [LSTM(32)] [LSTM(16)]", "SHAPE0103: LSTM expects (steps, features), receives (32) from LSTM of (30, 9): with ReturnSequences = true there it receives (30, 32)")]
    [InlineData("[InputShape(30, 9)] [LSTM(0)]", "SHAPE0106: LSTM needs a positive number of units, but 0 is declared")]
    [InlineData("[InputShape(30, 9)] [GRU(4, Activation = Activation.Softmax)]", "SHAPE0106: GRU cannot use Softmax as Activation, which works along all units together: use a function of each unit by itself, such as Tanh")]
    [InlineData("[InputShape(30, 9)] [LSTM(4, RecurrentActivation = Activation.Glu)]", "SHAPE0106: LSTM cannot use Glu as RecurrentActivation, which works along all units together: use a function of each unit by itself, such as Sigmoid")]
    public void SaysWhatIsWrong(string attributes, string problem) => Assert.Equal(problem, LayerCase.Problem(attributes));
}
