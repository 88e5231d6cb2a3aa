using System.Reflection;
using ShapeGen.Generator.Emission;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Tests.Generated;

/// <summary>Models of many layers: their files say less of each, and mean the same.</summary>
public class LongModelTests
{
    private const double MostText = 1.6;

    private const string Block = "[Block] [Dense(64, Activation = Activation.Relu)] public partial class B;\n";

    [Theory]
    [InlineData("[InputShape(64)] [Residual<B>(Repeat = 20)]")]
    [InlineData("[InputShape(2, 3, 4, 5, 64, Name = \"a_name_that_is_longer_than_its_column\")] [Residual<B>(Repeat = 20)]")]
    [InlineData("[InputShape(64)] [Apply<B>(Repeat = 20)]")]
    [InlineData("[InputShape(64)] [Residual<B>(Repeat = 20, Name = \"with spaces\")]")]
    public void TheSummaryIsTheTable(string attributes)
    {
        string source = $"using ShapeGen;\n{Block}{attributes}\npublic sealed partial class M;";
        ShapedModel model = ShapeInference.Infer(Parsed.Declaration(source, "M"));
        using LoadedAssembly consumer = GeneratorRun.Of(source).Load();
        Assert.Equal(string.Join('\n', SummaryTable.Lines(model)), consumer.Type("M").GetProperty("Summary")!.GetValue(null));
    }

    [Fact]
    public void AWeightOfAnotherLengthIsNamed()
    {
        using LoadedAssembly consumer = GeneratorRun.Of($$"""
            using System;
            using ShapeGen;
            {{Block}}
            [InputShape(64)] [Apply<B>(Repeat = 9)] public sealed partial class M;
            public static class Run
            {
                public static void Make()
                {
                    float[] k = new float[4096], b = new float[64];
                    M.FromWeights(k, b, k, b, k, b, k, new float[63], k, b, k, b, k, b, k, b, k, b);
                }
            }
            """).Load();
        var exception = Assert.IsType<ArgumentException>(Assert.Throws<TargetInvocationException>(() => consumer.Type("Run").GetMethod("Make")!.Invoke(null, null)).InnerException);
        Assert.Equal("b3DenseBias", exception.ParamName);
        Assert.StartsWith("b_3/dense/bias has 63 elements, but its shape (64) has 64.", exception.Message);
    }

    [Fact]
    public void TwentyBlocksAreLittleMoreThanOne()
    {
        string once = Text(1);
        string often = Text(20);
        Assert.True(often.Length <= MostText * once.Length, $"20 blocks take {often.Length} characters, one takes {once.Length}");
        Assert.Contains("<para>the same 19 times more, up to b_19</para>", often);
    }

    private static string Text(int blocks) => GeneratorRun.Of($"using ShapeGen;\n{Block}[InputShape(64)] [Residual<B>(Repeat = {blocks})] public sealed partial class M;").Files["M.g.cs"];
}
