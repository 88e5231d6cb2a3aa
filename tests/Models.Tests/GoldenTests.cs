using ShapeGen.SelfCheck;
using ShapeGen.SelfCheck.Reference;
using Xunit;

namespace ShapeGen.Models.Tests;

/// <summary>Vectors made by running Keras 3.16.</summary>
public sealed class GoldenTests(FirstGoldenModels models) : IClassFixture<FirstGoldenModels>
{
    public static IEnumerable<object[]> Cases => GoldenModels.CasesOf(GoldenVector.All);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Keras_vector(int index, string text)
    {
        GoldenVector vector = GoldenVector.All[index];
        Assert.Equal(text, vector.ToString());
        Type type = models.Case(index);
        ReferenceInterpreter reference = ReferenceInterpreter.Read(type);
        var model = new ModelUnderTest<float>(type, vector.Weights);
        var context = new ReferenceContext(Rounding.Of(typeof(float)), [.. vector.Weights.Select(w => Array.ConvertAll(w, v => (double)v))]);
        Assert.Equal(vector.OutputShape, reference.OutputShape);

        int inputs = vector.X.Length / vector.Samples;
        int outputs = vector.Y.Length / vector.Samples;
        for (int sample = 0; sample < vector.Samples; sample++)
        {
            float[] x = vector.X[(sample * inputs)..((sample + 1) * inputs)];
            float[] y = vector.Y[(sample * outputs)..((sample + 1) * outputs)];
            var found = new float[outputs];
            bool[]? mask = vector.Masks?[sample];
            if (mask is null)
            {
                model.Forward(x, found);
            }
            else
            {
                model.ForwardMasked!(x, mask, found);
            }

            var exact = new ReferenceTensor(reference.InputShape);
            Array.ConvertAll(x, v => (double)v).CopyTo(exact.Values, 0);
            Compare(found, y, reference.Run(exact, context with { Mask = mask }), KerasUnits(reference));
        }
    }

    /// <summary>
    /// Ours is within its bound of the exact result, and so is Keras', which computes in float too: twice the bound between
    /// them. Its activations cancel in places (1 + erf(x), x/6 + 0.5, e^x − 1), which leaves errors of the size of 1's last
    /// places whatever the result is.
    /// </summary>
    private static void Compare(float[] found, float[] keras, ReferenceTensor exact, int kerasUnits)
    {
        for (int i = 0; i < found.Length; i++)
        {
            double bound = exact.Bounds[i];
            Assert.True(IsNear(found[i], exact.Values[i], bound), $"output {i}: {found[i]:R}, exactly {exact.Values[i]:R} ± {bound}");
            double between = (2 * bound) + (kerasUnits * Math.ScaleB(Math.Max(1, Math.Abs(keras[i])), -23));
            Assert.True(IsNear(found[i], keras[i], bound == 0 ? 0 : between), $"output {i}: {found[i]:R}, Keras has {keras[i]:R}, exactly {exact.Values[i]:R} ± {bound}");
        }
    }

    /// <summary>NaN is near NaN, an infinity near itself.</summary>
    private static bool IsNear(double found, double expected, double bound) =>
        found.Equals(expected) || Math.Abs(found - expected) <= bound;

    /// <summary>What Keras may be off by beside its roundings, in units of 1's last place: nothing in sums, E[x²] − E[x]² loses the most.</summary>
    private static int KerasUnits(ReferenceInterpreter reference) =>
        reference.Layers.All(l => l is ReferenceDense or ReferencePooling or ReferenceWindowPooling) ? 0
        : reference.Layers.Any(l => l is ReferenceNormalization) ? 160
        : 4;
}

/// <summary>One model for each vector.</summary>
public sealed class FirstGoldenModels() : GoldenModels("golden", GoldenVector.Paths);
