using System.Reflection;
using ShapeGen.Generator.Emission;
using ShapeGen.Generator.Shapes;
using ShapeGen.Tests;

namespace ShapeGen.Generator.Tests.Generated;

/// <summary>Models of many layers: their files say less of each, and mean the same.</summary>
public class LongModelTests
{
    private const double MostText = 1.3;

    private const string Block = """
        [Block] [Dense(64, Activation = Activation.Relu)] public partial class B;
        [Block] [Dense(64, Activation = Activation.Relu)] [Dense(64)] public partial class Two;
        [Block] [Apply<B>] [Residual<Two>] public partial class Nested;
        [Block] [Conv2D(32, 3, Padding = Padding.Same, UseBias = false)] [BatchNormalization] [ReLU] [Conv2D(32, 3, Padding = Padding.Same, UseBias = false)] [BatchNormalization] public partial class Conv;

        """;

    [Theory]
    [Trait(TestScope.Size, TestScope.Large)]
    [InlineData("[InputShape(64)] [Residual<B>(Repeat = 20)]")]
    [InlineData("[InputShape(2, 3, 4, 5, 64, Name = \"a_name_that_is_longer_than_its_column\")] [Residual<B>(Repeat = 20)]")]
    [InlineData("[InputShape(64)] [Apply<B>(Repeat = 20)]")]
    [InlineData("[InputShape(64)] [Residual<B>(Repeat = 20, Name = \"with spaces\")]")]
    [InlineData("[InputShape(64)] [Residual<B>(Repeat = 20, Name = \"{n}\")]")]
    [InlineData("[InputShape(64)] [Dense(64, Name = \"b_7\")] [Residual<Nested>(Repeat = 12)] [Residual<B>(Repeat = 9)] [Add(\"b_7\")] [Dense(10)]")]
    [InlineData("[InputShape(8, 8, 32)] [Residual<Conv>(Repeat = 12, Activation = Activation.Relu)] [GlobalAveragePooling2D] [Dense(10)]")]
    public void TheSummaryIsTheTable(string attributes)
    {
        string source = $"using ShapeGen;\n{Block}{attributes}\npublic sealed partial class M;";
        ShapedModel model = ShapeInference.Infer(Parsed.Declaration(source, "M"));
        using LoadedAssembly consumer = GeneratorRun.Of(source).Load();
        Assert.Equal(string.Join('\n', SummaryTable.Lines(model)), consumer.Type("M").GetProperty("Summary")!.GetValue(null));

        string[] weights = [.. model.Layers.SelectMany(layer => layer.Weights, (layer, weight) => $"{layer.Name}/{weight.Name} {weight.Shape}")];
        var list = (WeightInfo[])consumer.Type("M").GetField("s_weights", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;
        Assert.Equal(weights, list.Select(weight => $"{weight.Name} ({string.Join(", ", weight.Shape.ToArray())})"));
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

    /// <summary>Where n blocks are packed by one method, and a single one as every short model is, the numbers are the same bits.</summary>
    [Theory]
    [Trait(TestScope.Size, TestScope.Large)]
    [InlineData("[Dense(64, Activation = Activation.Relu)] [Dense(64)]", "float", "64", "", 20)]
    [InlineData("[Dense(37, Activation = Activation.Tanh)] [LayerNormalization] [Dense(21)]", "double", "21", "[Dense(21, Name = \"stem\")]", 9)]
    [InlineData("[Dense(40)] [Dense(24, UseBias = false)]", "float", "24", "", 9)]
    [InlineData("[Conv2D(8, 3, Padding = Padding.Same, UseBias = false)] [BatchNormalization] [ReLU]", "float", "6, 5, 8", "[Conv2D(8, 1)]", 5)]
    [InlineData("[LSTM(12, ReturnSequences = true)]", "float", "7, 12", "", 8)]
    public void BlocksArePackedAsOneIs(string block, string type, string shape, string stem, int blocks)
    {
        string input = $"[InputShape<{type}>({shape})]";
        string source = $"using System;\nusing ShapeGen;\n[Block] {block} public partial class B;\n{input} {stem} [Residual<B>(Repeat = {blocks})] public sealed partial class M;\n{input} [Residual<B>] public sealed partial class One;\n";
        source += stem.Length == 0 ? "" : $"{input} {stem} public sealed partial class Stem;\n";
        int own = Weights(source, "One");
        int first = stem.Length == 0 ? 0 : Weights(source, "Stem");
        string chain = string.Concat(Enumerable.Range(0, blocks).Select(i => $"model(One.FromWeights({List(first + (i * own), own)}).Forward);\n        "));
        using LoadedAssembly consumer = GeneratorRun.Of($$"""
            {{source}}
            public delegate void Model(ReadOnlySpan<{{type}}> x, Span<{{type}}> y);
            public static class Run
            {
                public static string Compare(byte[] file, {{type}}[][] w, {{type}}[] x)
                {
                    var loaded = new {{type}}[x.Length];
                    var given = new {{type}}[x.Length];
                    var y = new {{type}}[x.Length];
                    M.Load(new System.IO.MemoryStream(file)).Forward(x, loaded);
                    M.FromWeights({{List(0, first + (blocks * own))}}).Forward(x, given);
                    {{(first == 0 ? "" : $"model(Stem.FromWeights({List(0, first)}).Forward);")}}
                    {{chain}}
                    return $"{loaded.AsSpan().SequenceEqual(x)} {given.AsSpan().SequenceEqual(x)}";

                    void model(Model run)
                    {
                        run(x, y);
                        y.CopyTo(x, 0);
                    }
                }
            }
            """).Load();
        Assert.Contains("equal rounds, under the names of the first", GeneratorRun.Of(source).Files["M.g.cs"]);
        Assert.Equal("True True", Compare(consumer, type));
    }

    private static string Compare(LoadedAssembly consumer, string type) =>
        type == "float" ? Compare(consumer, value => (float)value) : Compare(consumer, value => value);

    private static string Compare<T>(LoadedAssembly consumer, Func<double, T> round)
        where T : unmanaged
    {
        var random = new Random(12);
        var list = (WeightInfo[])consumer.Type("M").GetField("s_weights", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;

        // Small enough that 20 blocks stay finite; a variance is positive.
        T[][] weights = [.. list.Select(weight => Enumerable.Range(0, (int)weight.Length).Select(_ => round((random.NextDouble() * 0.25) + (weight.Name.EndsWith("variance", StringComparison.Ordinal) ? 0.5 : -0.125))).ToArray())];
        T[] input = [.. Enumerable.Range(0, (int)consumer.Type("M").GetField("InputLength")!.GetRawConstantValue()!).Select(_ => round(random.NextDouble() - 0.5))];
        return (string)consumer.Call("Run", "Compare", File(list, weights), weights, input)!;
    }

    /// <summary>A safetensors file: the length of the header, the header, the elements.</summary>
    private static byte[] File<T>(WeightInfo[] list, T[][] weights)
        where T : unmanaged
    {
        int at = 0;
        string type = $"F{System.Runtime.CompilerServices.Unsafe.SizeOf<T>() * 8}";
        byte[][] data = [.. weights.Select(weight => System.Runtime.InteropServices.MemoryMarshal.AsBytes(weight.AsSpan()).ToArray())];
        string header = $"{{{string.Join(",", list.Zip(data, (weight, bytes) => $"\"{weight.Name}\":{{\"dtype\":\"{type}\",\"shape\":[{string.Join(",", weight.Shape.ToArray())}],\"data_offsets\":[{at},{at += bytes.Length}]}}"))}}}";
        header = header.PadRight((header.Length + 7) / 8 * 8);
        return [.. BitConverter.GetBytes((long)header.Length), .. System.Text.Encoding.ASCII.GetBytes(header), .. data.SelectMany(bytes => bytes)];
    }

    private static string List(int first, int count) => string.Join(", ", Enumerable.Range(first, count).Select(i => $"w[{i}]"));

    private static int Weights(string source, string model) =>
        ShapeInference.Infer(Parsed.Declaration(source, model)).Layers.Sum(layer => layer.Weights.Count);

    /// <summary>What grows with a block is its parameters and their call: some 50 characters for each weight's name.</summary>
    [Theory]
    [InlineData("64", "Residual<B>", 20, MostText)]
    [InlineData("64", "Residual<Two>", 20, MostText)]
    [InlineData("16, 16, 32", "Residual<Conv>", 8, 1.15)]
    [InlineData("16, 16, 32", "Residual<Conv>", 16, 1.3)]
    [InlineData("16, 16, 32", "Residual<Conv>", 32, 1.6)]
    public void ManyBlocksAreLittleMoreThanOne(string shape, string block, int blocks, double most)
    {
        string once = Text(shape, block, 1);
        string often = Text(shape, block, blocks);
        Assert.True(often.Length <= most * once.Length, $"{blocks} blocks take {often.Length} characters, one takes {once.Length}");
    }

    [Fact]
    public void RepeatedBlocksHaveOneLineInTheTable() => Assert.Contains("<para>the same 19 times more, up to b_19</para>", Text("64", "Residual<B>", 20));

    private static string Text(string shape, string block, int blocks) =>
        GeneratorRun.Of($"using ShapeGen;\n{Block}[InputShape({shape})] [{block}(Repeat = {blocks}, Activation = Activation.Relu)] public sealed partial class M;").Files["M.g.cs"];
}
