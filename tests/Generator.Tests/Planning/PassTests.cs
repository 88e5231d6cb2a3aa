using ShapeGen.Generator.Models;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Passes;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Tests.Planning;

/// <summary>What each pass does to the steps.</summary>
public class PassTests
{
    [Theory]
    [InlineData("2,3,4", "0,1,2", "24", "0")]
    [InlineData("2,3,4", "1,2,0", "2,12", "1,0")]
    [InlineData("2,3,4", "2,0,1", "6,4", "1,0")]
    [InlineData("2,3,4", "2,1,0", "2,3,4", "2,1,0")]
    [InlineData("2,1,4", "1,0,2", "8", "0")]
    [InlineData("1,3,1", "2,1,0", "3", "0")]
    [InlineData("1,1", "1,0", "", "")]
    [InlineData("2,3,4,5", "0,2,3,1", "2,3,20", "0,2,1")]
    [InlineData("5,1,3,1,2", "4,1,0,3,2", "15,2", "1,0")]
    public void SimplifyTransposesFindsTheFewestAxes(string dimensions, string order, string newDimensions, string newOrder)
    {
        PlanDraft draft = Draft(new TransposeStep(Numbers(dimensions), Numbers(order)));
        new SimplifyTransposes().Run(draft);
        var step = (TransposeStep)Assert.Single(draft.Steps);
        Assert.Equal((newDimensions, newOrder), (string.Join(',', step.Dimensions), string.Join(',', step.Order)));
        Assert.Equal(newOrder.Length <= 1, step.IsView);
    }

    /// <summary>All orders of all small shapes: the simple transposition moves every element where the full one does.</summary>
    [Fact]
    public void SimplifiedTransposesMoveTheSameElements()
    {
        int[][] shapes = [[2, 3], [1, 3], [2, 1, 3], [2, 3, 4], [1, 2, 1, 3], [2, 3, 1, 2], [2, 2, 3, 2, 2]];
        foreach (int[] shape in shapes)
        {
            foreach (int[] order in Permutations(shape.Length))
            {
                var full = new TransposeStep(new EquatableArray<int>(shape), new EquatableArray<int>(order));
                Assert.Equal(Transposed(full), Transposed(full.Simplify()));
            }
        }
    }

    [Fact]
    public void ElideViewsDropsWhatMovesNothing()
    {
        var nothing = new TransposeStep(Numbers("4"), Numbers("0"));
        PlanDraft draft = Draft(nothing, nothing, new ElementwiseStep("Relu", 4), nothing);
        new ElideViews().Run(draft);
        Step step = Assert.IsType<ElementwiseStep>(Assert.Single(draft.Steps));
        Assert.Equal([new ValueId(0)], step.Reads);
        Assert.Equal([step.Writes], draft.Outputs);
    }

    /// <summary>Positions of each step; channels times sections; what it divides by.</summary>
    [Theory]
    [InlineData("[InputShape(240, 240, 128)] [GlobalAveragePooling2D]", "480x128x120/1 120x128x1/57600")]
    [InlineData("[InputShape(32, 32, 200)] [GlobalAveragePooling2D]", "1024x200x1/1024")]
    [InlineData("[InputShape(25, 41, 200)] [GlobalAveragePooling2D]", "205x200x5/1 5x200x1/1025")]
    [InlineData("[InputShape(1031, 200)] [GlobalAveragePooling1D]", "1031x200x1/1031")]
    [InlineData("[InputShape(240, 240, 128)] [GlobalMaxPooling2D]", "57600x128x1/57600")]
    [InlineData("[InputShape(3, 256, 256)] [GlobalAveragePooling2D(DataFormat = DataFormat.ChannelsFirst)]", "65536x3x1/65536")]
    [InlineData("[InputShape(3, 512, 512)] [GlobalAveragePooling2D(DataFormat = DataFormat.ChannelsFirst)]", "16384x48x1/1 16x3x1/262144")]
    [InlineData("[InputShape(1024, 1280, 200)] [GlobalAveragePooling2D]", "256x200x5120/1 256x200x20/1 20x200x1/1310720")]
    public void SplitSumsCutsLongSums(string attributes, string expected)
    {
        PlanDraft draft = ModelPlanner.Lower(Parsed.Shaped(attributes));
        new ChooseTiles().Run(draft);
        new SplitSums().Run(draft);
        Assert.Equal(expected, string.Join(' ', draft.Steps.Cast<PoolStep>().Select(s => $"{s.Positions}x{s.Channels}x{s.Sections}/{s.Divisor}")));
    }

    [Theory]
    [InlineData("[InputShape(4, 6)] [Flatten] [Reshape(2, 12)] [Dropout(0.5)]", "")]
    [InlineData("[InputShape(4, 6)] [Activation(Activation.Linear)]", "")]
    [InlineData("[InputShape(1, 6)] [Permute(2, 1)]", "")]
    [InlineData("[InputShape(1, 6)] [Flatten(DataFormat = DataFormat.ChannelsFirst)]", "")]
    [InlineData("[InputShape(4, 6)] [Flatten(DataFormat = DataFormat.ChannelsFirst)]", "Transpose")]
    [InlineData("[InputShape(4, 6)] [Flatten] [Dense(3, Activation = Activation.Relu)] [Dropout(0.5)] [Dense(2, Activation = Activation.Softmax)]", "Dense+Relu Dense Softmax")]
    [InlineData("[InputShape(4)] [Dense(3)] [Dropout(0.5)] [Activation(Activation.Tanh)]", "Dense+Tanh")]
    [InlineData("[InputShape(4)] [Dense(3, Activation = Activation.Relu)] [Activation(Activation.Tanh)]", "Dense+Relu Tanh")]
    [InlineData("[InputShape(4)] [Activation(Activation.Relu)] [Activation(Activation.Tanh)]", "Relu Tanh")]
    [InlineData("[InputShape(4, 6)] [GlobalMaxPooling1D] [Activation(Activation.Glu)]", "Pool Glu")]
    [InlineData("[InputShape(4, 6)] [Dense(3, Activation = Activation.HardTanh)] [Dense(3, Activation = Activation.Tanh)]", "Dense+HardTanh Dense Tanh")]
    public void ViewsGoAndActivationsFuse(string attributes, string steps) =>
        Assert.Equal(steps, string.Join(' ', Parsed.Plan(attributes).Steps.Select(Show)));

    [Fact]
    public void EveryStepSaysWhichLayerItComputes() => Assert.Equal(
        ["GlobalAveragePooling2D \"global_average_pooling2d\": (7, 7, 64) → (64)", "Dense \"fc\": (64) → (10)", "Dense \"fc\": (64) → (10)"],
        Parsed.Plan("[InputShape(7, 7, 64)] [GlobalAvgPool2D] [Dense(10, Name = \"fc\", Activation = Activation.Softmax)]").Steps.Select(s => s.Comment));

    [Theory]
    [InlineData("[InputShape(5, 4)] [GlobalAveragePooling1D]", 5)]
    [InlineData("[InputShape(5, 4)] [Dense(3)] [Activation(Activation.Relu)] [Dropout(0.1)] [GlobalAveragePooling1D] [Dense(2)]", 5)]
    [InlineData("[InputShape(4, 5)] [GlobalAveragePooling1D(DataFormat = DataFormat.ChannelsFirst)]", 5)]
    [InlineData("[InputShape(5, 4)] [GlobalMaxPooling1D]", 0)]
    [InlineData("[InputShape(5, 4)] [Permute(2, 1)] [GlobalAveragePooling1D]", 0)]
    [InlineData("[InputShape(5, 4)] [Reshape(4, 5)] [GlobalAveragePooling1D]", 0)]
    [InlineData("[InputShape(5, 4)] [GlobalAveragePooling1D(KeepDims = true)] [GlobalAveragePooling1D]", 0)]
    [InlineData("[InputShape(5, 4)] [Dense(3)]", 0)]
    [InlineData("[InputShape(5, 4, 2)] [GlobalAveragePooling2D]", 0)]
    public void AMaskIsTakenWhereOneMeanOfStepsIsReachedStepByStep(string attributes, int length)
    {
        ExecutionPlan plan = Parsed.Plan(attributes);
        Assert.Equal(length, plan.MaskLength);
        Assert.Equal(length > 0 ? plan.Steps.Count : 0, plan.MaskedSteps.Count);
        Assert.Equal(length > 0 ? 1 : 0, plan.MaskedSteps.OfType<PoolStep>().Count(s => s.IsMasked));
    }

    private static string Show(Step step) => step switch
    {
        DenseStep { Activation: { } function } => $"Dense+{function}",
        ElementwiseStep elementwise => elementwise.Function,
        RowActivationStep row => row.Function,
        _ => step.GetType().Name.Replace("Step", ""),
    };

    private static PlanDraft Draft(params Step[] steps)
    {
        var draft = new PlanDraft(ModelPlanner.SignatureOf(Parsed.Shaped("[InputShape(4)] [Flatten]")));
        draft.Outputs.Add(steps.Aggregate(new ValueId(0), (value, step) => draft.Add(step, value)));
        return draft;
    }

    private static EquatableArray<int> Numbers(string text) => text.Split(',').Select(int.Parse).ToEquatableArray();

    /// <summary>For each output element its index in the input.</summary>
    private static List<int> Transposed(TransposeStep step)
    {
        int[] strides = new int[step.Dimensions.Count];
        for (int axis = strides.Length - 1, stride = 1; axis >= 0; stride *= step.Dimensions[axis], axis--)
        {
            strides[axis] = stride;
        }

        List<int> result = [0];
        foreach (int axis in step.Order)
        {
            result = [.. from start in result from i in Enumerable.Range(0, step.Dimensions[axis]) select start + (i * strides[axis])];
        }

        return result;
    }

    private static IEnumerable<int[]> Permutations(int count) => count == 0
        ? [[]]
        : from shorter in Permutations(count - 1) from at in Enumerable.Range(0, count) select (int[])[.. shorter[..at], count - 1, .. shorter[at..]];
}
