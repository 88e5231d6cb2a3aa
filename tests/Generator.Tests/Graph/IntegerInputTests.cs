namespace ShapeGen.Generator.Tests.Graph;

/// <summary>Models with inputs of integers: what they compute, what they are called, and what they refuse.</summary>
public class IntegerInputTests
{
    private const string Models = """
        using System;
        using System.Linq;
        using ShapeGen;

        [InputShape<int>(4)] [Embedding(10, 3)] public sealed partial class Words;
        [InputShape<int>(2, 2)] [Embedding(10, 17)] [Flatten] [Dense(2)] public sealed partial class Pairs;
        [InputShape<int>(4)] [Embedding<Half>(10, 18)] public sealed partial class SmallWords;
        [InputShape<int>(4)] [Embedding<double>(10, 5, MaskZero = true)] [GlobalAveragePooling1D] public sealed partial class Mean;
        [InputShape<int>(4)] [Embedding(10, 20, MaskZero = true)] [Dense(20)] [GlobalAveragePooling1D] public sealed partial class WideMean;
        [InputShape<int>(4)] [Embedding<Half>(10, 20, MaskZero = true)] [GlobalAveragePooling1D] public sealed partial class SmallMean;

        [InputShape<int>(3, Name = "tokens")] [InputShape(2, Name = "meta")]
        [Embedding(5, 2, Name = "first")] [Embedding(9, 2, From = "tokens", Name = "second")] [Add("first")] [GlobalMaxPooling1D] [Concatenate("meta", Name = "all")]
        public sealed partial class Mixed;

        [InputFrom(typeof(Mean))] [Activation(Activation.Relu)] public static partial class After;

        public static class Run
        {
            public static float[] Table(int length) => [.. Enumerable.Range(0, length).Select(i => (i * 7 % 23) - 11 + 0.5f)];

            public static float[] WordsOf(int[] x)
            {
                float[] y = new float[x.Length * 3];
                Words model = Words.FromWeights(Table(30));
                if (x.Length == Words.InputLength) model.Forward(x, y); else model.ForwardBatch(x, y);
                return y;
            }

            public static float[] PairsOf(int[] x)
            {
                float[] y = new float[2];
                Pairs model = Pairs.FromWeights(Table(170), Table(136), Table(2));
                model.Forward(new int[,] { { x[0], x[1] }, { x[2], x[3] } }, y);
                float[] same = new float[2];
                model.Forward(x, same);
                return [.. y, .. same];
            }

            public static float[] SmallWordsOf(int[] x)
            {
                Half[] y = new Half[4 * 18];
                SmallWords.FromWeights([.. Table(180).Select(v => (Half)v)]).Forward(x, y);
                return [.. y.Select(v => (float)v)];
            }

            public static float[] MeanOf(int[] x)
            {
                double[] y = new double[x.Length / 4 * 5];
                Mean.FromWeights([.. Table(50).Select(v => (double)v)]).ForwardBatch(x, y);
                return [.. y.Select(v => (float)v)];
            }

            public static float[] WideMeanOf(int[] x)
            {
                float[] y = new float[x.Length / 4 * 20], identity = new float[400];
                for (int i = 0; i < 20; i++) identity[i * 21] = 1;
                WideMean.FromWeights(Table(200), identity, new float[20]).ForwardBatch(x, y);
                return y;
            }

            public static float[] SmallMeanOf(int[] x)
            {
                Half[] y = new Half[20];
                SmallMean.FromWeights([.. Table(200).Select(v => (Half)v)]).Forward(x, y);
                return [.. y.Select(v => (float)v)];
            }

            public static float[] MixedOf(int[] x, float[] meta)
            {
                float[] y = new float[x.Length / 3 * 4];
                Mixed model = Mixed.FromWeights(Table(10), Table(18));
                if (x.Length == Mixed.TokensLength) model.Forward(x, meta, y); else model.ForwardBatch(x, meta, y);
                return y;
            }

            public static float[] Written(int[] x)
            {
                float[] y = new float[12];
                try { Words.FromWeights(Table(30)).Forward(x, y); } catch (ArgumentException) { }
                return y;
            }
        }
        """;

    private static float[] Table(int length) => [.. Enumerable.Range(0, length).Select(i => (i * 7 % 23) - 11 + 0.5f)];

    private static float[] Rows(int[] x, int rows, int width) => [.. x.SelectMany(i => Table(rows * width).Skip(i * width).Take(width))];

    private static float[] Call(string method, params object[] arguments)
    {
        using LoadedAssembly consumer = GeneratorRun.LoadShared(Models);
        return (float[])consumer.Call("Run", method, arguments)!;
    }

    [Theory]
    [InlineData(3, 0, 9, 3)]
    [InlineData(1, 2, 3, 4, 5, 6, 7, 8)]
    [InlineData]
    public void EachIntegerIsARow(params int[] x) => Assert.Equal(Rows(x, 10, 3), Call("WordsOf", x));

    [Fact]
    public void RowsAreStoredAsTheyAre() => Assert.Equal(Rows([9, 0, 4, 1], 10, 18), Call("SmallWordsOf", new[] { 9, 0, 4, 1 }));

    [Fact]
    public void AnArrayOfTheInputsShapeIsTaken()
    {
        float[] x = Rows([5, 0, 9, 2], 10, 17);
        double[] expected = [.. Enumerable.Range(0, 2).Select(u => x.Select((v, i) => (double)v * Table(136)[(i * 2) + u]).Sum() + Table(2)[u])];
        float[] found = Call("PairsOf", new[] { 5, 0, 9, 2 });
        Assert.Equal(found[..2], found[2..]);
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(expected[i], found[i], 0.01);
        }
    }

    [Theory]
    [InlineData("MeanOf", 5, 5, 0, 0, 7)]
    [InlineData("MeanOf", 5, 1, 2, 3, 4, 0, 0, 0, 9)]
    [InlineData("WideMeanOf", 20, 0, 3, 0, 8, 1, 1, 2, 3)]
    [InlineData("SmallMeanOf", 20, 0, 3, 0, 3)]
    public void ZeroesAreLeftOutOfTheMean(string method, int width, params int[] x)
    {
        IEnumerable<float> expected = x.Chunk(4).SelectMany(sample => Enumerable.Range(0, width).Select(c => sample.Where(i => i != 0).Average(i => Table(10 * width)[(i * width) + c])));
        Assert.Equal(expected, Call(method, x));
    }

    [Fact]
    public void NothingLeftIsNaN() => Assert.All(Call("MeanOf", new[] { 0, 0, 0, 0 }), value => Assert.True(float.IsNaN(value)));

    [Theory]
    [InlineData(4, 0, 2)]
    [InlineData(1, 1, 1, 0, 3, 2)]
    public void InputsOfSeveralTypesStandSideBySide(params int[] x)
    {
        float[] meta = [.. Enumerable.Range(0, x.Length / 3 * 2).Select(i => i + 0.25f)];
        float[] sums = [.. Rows(x, 5, 2).Zip(Rows(x, 9, 2), (a, b) => a + b)];
        IEnumerable<float> expected = Enumerable.Range(0, x.Length / 3).SelectMany(s => new[]
        {
            sums.Skip(s * 6).Take(6).Where((_, i) => i % 2 == 0).Max(), sums.Skip(s * 6).Take(6).Where((_, i) => i % 2 == 1).Max(), meta[2 * s], meta[(2 * s) + 1],
        });
        Assert.Equal(expected, Call("MixedOf", x, meta));
    }

    [Theory]
    [InlineData("WordsOf", "input[2] is 10, but Embedding \"embedding\" has 10 rows, 0 to 9. (Parameter 'input')\nActual value was 10.", 1, 2, 10, -1)]
    [InlineData("WordsOf", "input[3] is -1, but Embedding \"embedding\" has 10 rows, 0 to 9. (Parameter 'input')\nActual value was -1.", 1, 2, 9, -1)]
    [InlineData("WordsOf", "inputs[6] (number 2 of sample 1) is 12, but Embedding \"embedding\" has 10 rows, 0 to 9. (Parameter 'inputs')\nActual value was 12.", 1, 2, 9, 1, 1, 1, 12, 1)]
    [InlineData("MeanOf", "inputs[0] is -2147483648, but Embedding \"embedding\" has 10 rows, 0 to 9. (Parameter 'inputs')\nActual value was -2147483648.", int.MinValue, 2, 9, 1)]
    public void AnIntegerWithoutARowIsNamed(string method, string message, params int[] x) =>
        Assert.Equal(message, Assert.Throws<ArgumentOutOfRangeException>(() => Call(method, x)).Message.ReplaceLineEndings("\n"));

    [Fact]
    public void TheFewestRowsDecide() => Assert.Equal(
        "tokens[1] is 5, but Embedding \"first\" has 5 rows, 0 to 4. (Parameter 'tokens')\nActual value was 5.",
        Assert.Throws<ArgumentOutOfRangeException>(() => Call("MixedOf", new[] { 4, 5, 8 }, new float[2])).Message.ReplaceLineEndings("\n"));

    [Fact]
    public void NothingIsWrittenThen() => Assert.All(Call("Written", new[] { 1, 2, 3, 10 }), value => Assert.Equal(0, value));

    [Theory]
    [InlineData("WordsOf", "inputs has 3 elements, which is no whole number of samples of the shape (4) with 4. (Parameter 'inputs')", 1, 2, 3)]
    public void LengthsAreChecked(string method, string message, params int[] x) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => Call(method, x)).Message);

    [Fact]
    public void TheSignatureHasATypeForEachBuffer()
    {
        string words = GeneratorRun.Of(Models).Files["Words.g.cs"];
        Assert.Contains("BufferSignature(\"input\", false, new int[] { 4 }, typeof(int))", words);
        Assert.Contains("BufferSignature(\"destination\", true, new int[] { 4, 3 }, typeof(float))", words);
        Assert.DoesNotContain("IModel<", words);
        Assert.DoesNotContain("ModelSignature", words);
    }
}
