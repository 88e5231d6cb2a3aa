namespace ShapeGen.Generator.Tests.Graph;

/// <summary>Models with blocks, branches, several inputs and outputs: what they compute, and what they are called.</summary>
public class GraphModelTests
{
    private const string Models = """
        using System;
        using ShapeGen;

        [Block] [Dense(6, Activation = Activation.Relu)] [Dense(6)] public partial class Basic;
        [Block] [Apply<Basic>] [Residual<Basic>] public partial class Stage;
        [Block] [Dense(3, UseBias = false)] public partial class Left;
        [Block] [Dense(5, Name = "wide")] [Activation(Activation.Tanh)] public partial class Right;

        [InputShape(6)] [Residual<Basic>(Repeat = 2, Activation = Activation.Relu)] public sealed partial class TwoResiduals;
        [InputShape(6)] [Apply<Stage>(Name = "stage")] public sealed partial class Nested;
        [InputShape(4)] [Parallel<Left, Identity, Right>(Merge = Merge.Concatenate)] [Dense(2)] public sealed partial class Wide;
        [InputShape(2, 3, 4)] [GlobalAveragePooling2D(Name = "mean")] [GlobalMaxPooling2D(From = "input", Name = "most")] [Concatenate("mean")] public static partial class Pooled;

        [InputShape(3, Name = "image")]
        [InputShape(2, Name = "meta")]
        [Dense(4, Name = "seen")]
        [Concatenate("meta", Name = "both")]
        [Dense(1, Name = "age")]
        [Dense(2, From = "both", Activation = Activation.Softmax, Name = "gender")]
        [Output("age")]
        [Output("gender")]
        public sealed partial class Person;

        [InputShape(3, Name = "left")]
        [InputShape(3, Name = "right")]
        [Apply<Left>(From = "left", Name = "first")]
        [Apply<Left>(From = "right", SharesWeights = "first", Name = "second")]
        [Subtract("first")]
        public sealed partial class Siamese;

        public static class Run
        {
            public static float[] Weights(int length, int seed)
            {
                var random = new Random(seed);
                float[] weights = new float[length];
                for (int i = 0; i < length; i++) weights[i] = (float)(random.NextDouble() - 0.5);
                return weights;
            }

            public static string Names(ReadOnlySpan<WeightInfo> weights)
            {
                string names = "";
                foreach (WeightInfo weight in weights) names += weight + "; ";
                return names;
            }

            public static string NamesOf(string model) => model switch
            {
                "TwoResiduals" => Names(TwoResiduals.Weights), "Nested" => Names(Nested.Weights), "Wide" => Names(Wide.Weights),
                "Person" => Names(Person.Weights), _ => Names(Siamese.Weights),
            };

            public static float[] TwoResidualsOf(float[] x)
            {
                TwoResiduals model = TwoResiduals.FromWeights(Weights(36, 1), Weights(6, 2), Weights(36, 3), Weights(6, 4), Weights(36, 5), Weights(6, 6), Weights(36, 7), Weights(6, 8));
                float[] y = new float[x.Length];
                model.ForwardBatch(x, y);
                return y;
            }

            public static float[] WideOf(float[] x)
            {
                float[] y = new float[2];
                Wide.FromWeights(Weights(12, 1), Weights(20, 2), Weights(5, 3), Weights(24, 4), Weights(2, 5)).Forward(x, y);
                return y;
            }

            public static float[] PooledOf(float[] x)
            {
                float[] y = new float[Pooled.OutputLength];
                Pooled.Forward(x, y);
                return y;
            }

            public static float[] PersonOf(float[] image, float[] meta)
            {
                Person model = Person.FromWeights(Weights(12, 1), Weights(4, 2), Weights(6, 3), Weights(1, 4), Weights(12, 5), Weights(2, 6));
                int samples = image.Length / Person.ImageLength;
                float[] age = new float[samples * Person.AgeLength], gender = new float[samples * Person.GenderLength];
                if (samples == 1) model.Forward(image, meta, age, gender); else model.ForwardBatch(image, meta, age, gender);
                return [.. age, .. gender];
            }

            public static float[] SiameseOf(float[] left, float[] right)
            {
                float[] y = new float[3];
                Siamese.FromWeights(Weights(9, 1)).Forward(left, right, y);
                return y;
            }

            public static string Summary() => Person.Summary;
        }
        """;

    private static readonly float[] Samples = [0.5f, -1, 2, 0.25f, -0.75f, 1, 1.5f, -2, 0.125f, 3, -0.5f, 0.75f];

    [Fact]
    public void ResidualsAddWhatTheyRead()
    {
        using LoadedAssembly consumer = GeneratorRun.LoadShared(Models);
        float[] actual = (float[])consumer.Call("Run", "TwoResidualsOf", Samples)!;
        for (int sample = 0; sample < 2; sample++)
        {
            double[] x = [.. Samples.Skip(6 * sample).Take(6).Select(value => (double)value)];
            for (int seed = 1; seed <= 5; seed += 4)
            {
                double[] inner = Dense([.. Dense(x, 6, seed, seed + 1).Select(v => Math.Max(0, v))], 6, seed + 2, seed + 3);
                x = [.. x.Zip(inner, (a, b) => Math.Max(0, a + b))];
            }

            AssertClose(x, actual.Skip(6 * sample).Take(6));
        }
    }

    [Fact]
    public void BranchesAreConcatenated()
    {
        using LoadedAssembly consumer = GeneratorRun.LoadShared(Models);
        double[] x = [.. Samples.Take(4).Select(value => (double)value)];
        double[] both = [.. Dense(x, 3, 1, 0), .. x, .. Dense(x, 5, 2, 3).Select(Math.Tanh)];
        AssertClose(Dense(both, 2, 4, 5), (float[])consumer.Call("Run", "WideOf", Samples.Take(4).ToArray())!);
    }

    [Fact]
    public void TwoPoolingsOfOneInputAreConcatenated()
    {
        using LoadedAssembly consumer = GeneratorRun.LoadShared(Models);
        float[] x = [.. Enumerable.Range(0, 24).Select(i => (i * 7 % 11) - 4f)];
        double[] Channel(int c) => [.. Enumerable.Range(0, 6).Select(p => (double)x[(4 * p) + c])];
        double[] most = [.. Enumerable.Range(0, 4).Select(c => Channel(c).Max())];
        double[] mean = [.. Enumerable.Range(0, 4).Select(c => Channel(c).Average())];
        AssertClose([.. most, .. mean], (float[])consumer.Call("Run", "PooledOf", x)!);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void SeveralInputsAndOutputsHaveTheirNames(int samples)
    {
        using LoadedAssembly consumer = GeneratorRun.LoadShared(Models);
        float[] image = Samples[..(3 * samples)];
        float[] meta = Samples[^(2 * samples)..];
        var expected = new List<double>();
        var genders = new List<double>();
        for (int i = 0; i < samples; i++)
        {
            double[] seen = Dense([.. image.Skip(3 * i).Take(3).Select(v => (double)v)], 4, 1, 2);
            double[] both = [.. seen, .. meta.Skip(2 * i).Take(2).Select(v => (double)v)];
            expected.AddRange(Dense(both, 1, 3, 4));
            double[] powers = [.. Dense(both, 2, 5, 6).Select(Math.Exp)];
            genders.AddRange(powers.Select(p => p / powers.Sum()));
        }

        AssertClose([.. expected, .. genders], (float[])consumer.Call("Run", "PersonOf", image, meta)!);
    }

    [Fact]
    public void SharedWeightsAreOne()
    {
        using LoadedAssembly consumer = GeneratorRun.LoadShared(Models);
        double[] left = Dense([.. Samples.Take(3).Select(v => (double)v)], 3, 1, 0);
        double[] right = Dense([.. Samples.Skip(3).Take(3).Select(v => (double)v)], 3, 1, 0);
        AssertClose([.. right.Zip(left, (r, l) => r - l)], (float[])consumer.Call("Run", "SiameseOf", Samples[..3], Samples[3..6])!);
    }

    [Theory]
    [InlineData("TwoResiduals", "basic/dense/kernel (6, 6) float; basic/dense/bias (6) float; basic/dense_1/kernel (6, 6) float; basic/dense_1/bias (6) float; basic_1/dense/kernel (6, 6) float; basic_1/dense/bias (6) float; basic_1/dense_1/kernel (6, 6) float; basic_1/dense_1/bias (6) float; ")]
    [InlineData("Nested", "stage/basic/dense/kernel (6, 6) float; stage/basic/dense/bias (6) float; stage/basic/dense_1/kernel (6, 6) float; stage/basic/dense_1/bias (6) float; stage/basic_1/dense/kernel (6, 6) float; stage/basic_1/dense/bias (6) float; stage/basic_1/dense_1/kernel (6, 6) float; stage/basic_1/dense_1/bias (6) float; ")]
    [InlineData("Wide", "left/dense/kernel (4, 3) float; right/wide/kernel (4, 5) float; right/wide/bias (5) float; dense/kernel (12, 2) float; dense/bias (2) float; ")]
    [InlineData("Person", "seen/kernel (3, 4) float; seen/bias (4) float; age/kernel (6, 1) float; age/bias (1) float; gender/kernel (6, 2) float; gender/bias (2) float; ")]
    [InlineData("Siamese", "first/dense/kernel (3, 3) float; ")]
    public void WeightsAreNamedByTheirUse(string model, string names)
    {
        using LoadedAssembly consumer = GeneratorRun.LoadShared(Models);
        Assert.Equal(names, consumer.Call("Run", "NamesOf", model));
    }

    [Fact]
    public void TheSummaryShowsTheConnections()
    {
        using LoadedAssembly consumer = GeneratorRun.LoadShared(Models);
        string summary = (string)consumer.Call("Run", "Summary")!;
        Assert.Contains("│ both (Concatenate)          │ (None, 6)              │             0 │ seen,                   │\n│                             │                        │               │ meta                    │\n", summary.ReplaceLineEndings("\n"));
    }

    private static double[] Dense(double[] x, int units, int kernelSeed, int biasSeed)
    {
        double[] kernel = Weights(x.Length * units, kernelSeed);
        double[] bias = biasSeed == 0 ? new double[units] : Weights(units, biasSeed);
        return [.. Enumerable.Range(0, units).Select(u => bias[u] + x.Select((value, i) => value * kernel[(i * units) + u]).Sum())];
    }

    private static double[] Weights(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (double)(float)(random.NextDouble() - 0.5))];
    }

    private static void AssertClose(IReadOnlyList<double> expected, IEnumerable<float> actual)
    {
        float[] found = [.. actual];
        Assert.Equal(expected.Count, found.Length);
        for (int i = 0; i < found.Length; i++)
        {
            Assert.Equal(expected[i], found[i], 1e-5);
        }
    }
}
