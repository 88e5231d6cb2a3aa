using ShapeGen.Generator.Core;
using ShapeGen.Generator.Layers.Merging;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Tests.Layers;

public class MergingLayerTests
{
    private const string TwoInputs = "[InputShape(5, 3, Name = \"a\")] [InputShape({0}, Name = \"b\")]";

    public static TheoryData<string> Operations => [.. Enum.GetNames<MergeOperation>()];

    [Theory]
    [MemberData(nameof(Operations))]
    public void MergesElementByElement(string operation)
    {
        // What merges after a function of its own is a step: a sum alone could be a part of the product.
        string attributes = $"[InputShape(4)] [Dense(4, Activation = Activation.Tanh)] [{operation}(\"input\")]";
        Assert.Equal("(4)", LayerCase.Output(attributes));
        Assert.Equal(["dense/kernel (4, 4)", "dense/bias (4)"], LayerCase.Weights(attributes));
        MergeStep step = Assert.Single(LayerCase.Steps(attributes).OfType<MergeStep>());
        Assert.Equal((operation, "4", "4 4"), (step.Operation.ToString(), string.Join(',', step.Dimensions), string.Join(' ', step.InputDimensions.Select(d => string.Join(',', d)))));
    }

    /// <summary>What each operation makes of two numbers.</summary>
    private static readonly Dictionary<MergeOperation, Func<float, float, float>> Formulas = new()
    {
        [MergeOperation.Add] = (a, b) => a + b,
        [MergeOperation.Subtract] = (a, b) => a - b,
        [MergeOperation.Multiply] = (a, b) => a * b,
        [MergeOperation.Average] = (a, b) => (a + b) / 2,
        [MergeOperation.Maximum] = Math.Max,
        [MergeOperation.Minimum] = Math.Min,
    };

    /// <summary>Two whole blocks and a partial one, broadcast or not: each result is rounded once, as the formula's, or is one of the inputs.</summary>
    [Theory]
    [MemberData(nameof(Operations))]
    public void ComputesTheFormula(string operation)
    {
        string source = $$"""
            using ShapeGen;

            [InputShape(5, 7, Name = "a")] [InputShape(5, 7, Name = "b")] [{{operation}}("b")] public static partial class Equal;
            [InputShape(5, 7, Name = "a")] [InputShape(7, Name = "b")] [{{operation}}("b")] public static partial class Broadcast;

            public static class Run
            {
                public static float[] Of(float[] a, float[] b)
                {
                    float[] y = new float[35];
                    if (b.Length == 35) Equal.Forward(a, b, y); else Broadcast.Forward(a, b, y);
                    return y;
                }
            }
            """;
        float[] a = [.. Enumerable.Range(0, 35).Select(i => 0.3f * (i - 17))];
        float[] b = [.. Enumerable.Range(0, 35).Select(i => 0.7f * ((i * 5 % 13) - 6))];
        Assert.True(Formulas.TryGetValue(Enum.Parse<MergeOperation>(operation), out Func<float, float, float>? formula), $"MergingLayerTests.Formulas has no {operation}.");
        using LoadedAssembly consumer = GeneratorRun.Of(source).Load();
        Assert.Equal(a.Zip(b, formula), (float[])consumer.Call("Run", "Of", a, b)!);
        Assert.Equal(a.Select((value, i) => formula(value, b[i % 7])), (float[])consumer.Call("Run", "Of", a, b[..7])!);
    }

    [Fact]
    public void MembersOfMergeAreTheLayersOfTheirNames()
    {
        Merge[] merging = [.. Enum.GetValues<Merge>().Where(member => member != Merge.None)];
        Assert.Equal(merging.Select(member => member.ToString()), merging.Select(member => MergeMembers.Find((int)member)?.Name));
        Assert.Null(MergeMembers.Find((int)Merge.None));
        Assert.Null(MergeMembers.Find(-1));
        Assert.Null(MergeMembers.Find(Enum.GetValues<Merge>().Length));
        Assert.Equal("Add", MergeMembers.Find(null)?.Name);
    }

    [Theory]
    [InlineData("5, 3", "(5, 3)")]
    [InlineData("3", "(5, 3)")]
    [InlineData("1", "(5, 3)")]
    [InlineData("5, 1", "(5, 3)")]
    [InlineData("1, 3", "(5, 3)")]
    [InlineData("2, 5, 3", "(2, 5, 3)")]
    [InlineData("2, 1, 1", "(2, 5, 3)")]
    public void BroadcastsAsNumPyDoes(string other, string output) =>
        Assert.Equal(output, LayerCase.Output($"{string.Format(TwoInputs, other)} [Add(\"b\")]"));

    [Fact]
    public void TakesMoreThanTwo()
    {
        const string Attributes = "[InputShape(4)] [Dense(4, Name = \"a\")] [Dense(4, Name = \"b\")] [Average(\"a\", \"input\")]";
        Assert.Equal("(4)", LayerCase.Output(Attributes));
        Assert.Equal(3, Assert.Single(LayerCase.Steps(Attributes).OfType<MergeStep>()).InputLengths.Count);
    }

    [Theory]
    [InlineData("[InputShape(4)] [Dense(3)] [Add]", "SHAPE0106: Add has only one input, (3) from Dense of (4): name another one, as in [Add(\"…\")]")]
    [InlineData("[InputShape(4)] [Dense(4, Name = \"a\")] [Dense(4)] [Subtract(\"a\", \"input\")]", "SHAPE0106: Subtract takes two inputs but gets 3: subtract one after the other")]
    [InlineData("[InputShape(4)] [Dense(3)] [Multiply(\"input\")]", "SHAPE0111: Multiply cannot merge (3) from Dense of (4) with (4) from the input: project one of them, for instance by [Dense(4)] before this layer")]
    [InlineData("[InputShape(8, 3, Name = \"a\")] [InputShape(4, 3, Name = \"b\")] [Maximum(\"b\")]", "SHAPE0111: Maximum cannot merge (8, 3) from the input \"a\" with (4, 3) from the input \"b\": one of them is smaller by a stride of 2, so give the other the same, or take it from both")]
    [InlineData("[InputShape(8, 3, Name = \"a\")] [InputShape(6, 3, Name = \"b\")] [Add(\"b\")]", "SHAPE0111: Add cannot merge (8, 3) from the input \"a\" with (6, 3) from the input \"b\": keep the borders of the smaller one, with Padding = Padding.Same, or crop the larger one")]
    [InlineData("[InputShape(8, 3, Name = \"a\")] [InputShape(8, Name = \"b\")] [Add(\"b\")]", "SHAPE0111: Add cannot merge (8, 3) from the input \"a\" with (8) from the input \"b\": the axes must be equal from the last one on, so flatten, pool or reshape one of them")]
    public void SaysWhatIsWrong(string attributes, string problem) => Assert.Equal(problem, LayerCase.Problem(attributes));

    [Fact]
    public void GoesOnWithTheFirstShape() =>
        Assert.Equal("(3)", LayerCase.OutputDespiteProblem("[InputShape(4)] [Dense(3)] [Add(\"input\")]"));
}
