using ShapeGen.Generator.Models;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Tests.Planning;

/// <summary>Where a product adds the other operand of a sum itself, and where the sum stays a step.</summary>
public class AddInProductsTests
{
    private const string Blocks = """
        [Block] [Conv2D(3, 3, Padding = Padding.Same)] [BatchNormalization] public partial class Same;
        [Block] [Conv2D(5, 1)] public partial class Narrow;
        [Block] [DepthwiseConv2D(1)] [Conv2D(5, 1)] public partial class Wide;

        """;

    [Theory]
    [InlineData("[InputShape(6)] [Dense(6)] [Add(\"input\")] [ReLU]", "Dense+other+Relu")]
    [InlineData("[InputShape(6)] [Dense(6, Name = \"a\")] [Dense(6, From = \"input\")] [Add(\"a\")]", "Dense Dense+other")]
    [InlineData("[InputShape(6)] [Dense(6, Name = \"a\")] [Dense(6, From = \"input\", Name = \"b\")] [Add(\"b\", From = \"a\")]", "Dense Dense+other")]
    [InlineData("[InputShape(4, 6)] [DepthwiseConv1D(3, Padding = Padding.Same)] [Add(\"input\")]", "Depthwise+other")]
    [InlineData("[InputShape(4, 6)] [Dense(6)] [BatchNormalization] [Add(\"input\")] [BatchNormalization]", "Dense*norm+other PerChannel")]
    [InlineData("[InputShape(4, 4, 3)] [Residual<Same>(Repeat = 2, Activation = Activation.Relu)]", "Conv*norm+other+Relu Conv*norm+other+Relu")]
    [InlineData("[InputShape(4, 4, 3)] [Parallel<Narrow, Wide>(Merge = Merge.Add)]", "Conv Depthwise Conv+other")]
    [InlineData("[InputShape(4, 4, 3)] [Conv2D(3, 3, Padding = Padding.Same, Algorithm = ConvAlgorithm.Winograd)] [Add(\"input\")] [ReLU]", "Winograd+other+Relu")]
    [InlineData("[InputShape<System.Half>(6)] [ReLU(Name = \"a\")] [Dense(6)] [Add(\"a\")]", "Relu Dense+other")]
    public void ASumIsAPartOfTheProduct(string attributes, string steps) => Assert.Equal(steps, StepText.Of(Plan(attributes)));

    [Theory]
    [InlineData("[InputShape(6)] [Dense(6, Activation = Activation.Relu)] [Add(\"input\")]", "Dense+Relu Add")]
    [InlineData("[InputShape(6)] [Dense(6, Name = \"a\")] [ReLU(From = \"input\")] [Add(\"a\")]", "Dense Relu Add")]
    [InlineData("[InputShape(6)] [Dense(6, Name = \"a\")] [Add(\"input\")] [Multiply(\"a\")]", "Dense Add Multiply")]
    [InlineData("[InputShape(6)] [Dense(6, Name = \"a\")] [Add(\"input\", Name = \"b\")] [Output(\"a\")] [Output(\"b\")]", "Dense Add")]
    [InlineData("[InputShape(6)] [Dense(6, Name = \"a\")] [Add(\"a\")]", "Dense Add")]
    [InlineData("[InputShape(6)] [Dense(6)] [Subtract(\"input\")]", "Dense Subtract")]
    [InlineData("[InputShape(6)] [Dense(6, Name = \"a\")] [Dense(6)] [Add(\"input\", \"a\")]", "Dense Dense Add")]
    [InlineData("[InputShape(4, 6)] [Dense(6, Name = \"a\")] [GlobalAveragePooling1D(KeepDims = true, From = \"input\")] [Add(\"a\")]", "Dense Pool Add")]
    [InlineData("[InputShape<System.Half>(6)] [Dense(6)] [Add(\"input\")]", "Widen Dense Add")]
    public void OtherSumsStaySteps(string attributes, string steps) => Assert.Equal(steps, StepText.Of(Plan(attributes)));

    /// <summary>The same bits as the separate steps, which a second reader of the product keeps apart.</summary>
    [Fact]
    public void TheBitsAreThoseOfASumAfterwards()
    {
        using LoadedAssembly assembly = GeneratorRun.Of("""
            using System;
            using ShapeGen;

            [InputShape(5, 19)] [Dense(19)] [Add("input")] [Activation(Activation.Tanh, Name = "sum")] public sealed partial class Together;
            [InputShape(5, 19)] [Dense(19, Name = "dense")] [Add("input")] [Activation(Activation.Tanh, Name = "sum")] [Output("sum")] [Output("dense")] public sealed partial class Apart;

            public static class Run
            {
                public static bool AreEqual(int seed)
                {
                    float[] Make(int length) { var random = new Random(seed + length); float[] made = new float[length]; for (int i = 0; i < length; i++) made[i] = (float)(random.NextDouble() - 0.5); return made; }
                    float[] x = Make(70 * 95), one = new float[x.Length], two = new float[x.Length], dense = new float[x.Length];
                    Together.FromWeights(Make(361), Make(19)).ForwardBatch(x, one);
                    Apart.FromWeights(Make(361), Make(19)).ForwardBatch(x, two, dense);
                    return one.AsSpan().SequenceEqual(two) && one[0] != dense[0];
                }
            }
            """).Load();
        Assert.True((bool)assembly.Call("Run", "AreEqual", 7)!);
    }

    private static ExecutionPlan Plan(string attributes)
    {
        PlannedModel planned = ModelPlanner.Plan(ShapeInference.Infer(Parsed.Declaration($"using ShapeGen;\n{Blocks}{attributes}\npublic partial class M;", "M")));
        Assert.DoesNotContain(planned.Model.Problems, problem => problem.RuleId.StartsWith("SHAPE01", StringComparison.Ordinal));
        return planned.Plan!;
    }
}
