using System.Globalization;
using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Tests.Layers;

public class LayerNormalizationLayerTests
{
    [Theory]
    [InlineData("LayerNormalization", "layer_normalization/gamma (4),layer_normalization/beta (4)")]
    [InlineData("LayerNormalization(Axis = [1, 3])", "layer_normalization/gamma (2, 4),layer_normalization/beta (2, 4)")]
    [InlineData("LayerNormalization(Axis = [-1, -2])", "layer_normalization/gamma (3, 4),layer_normalization/beta (3, 4)")]
    [InlineData("LayerNormalization(Center = false)", "layer_normalization/gamma (4)")]
    [InlineData("LayerNormalization(Scale = false)", "layer_normalization/beta (4)")]
    [InlineData("RMSNormalization", "rms_normalization/scale (4)")]
    [InlineData("RMSNormalization(Axis = [2, 3])", "rms_normalization/scale (3, 4)")]
    public void HasKerasWeights(string layer, string weights)
    {
        Assert.Equal("(2, 3, 4)", LayerCase.Output($"[InputShape(2, 3, 4)] [{layer}]"));
        Assert.Equal(weights.Replace(",layer", "|layer").Split('|'), LayerCase.Weights($"[InputShape(2, 3, 4)] [{layer}]"));
    }

    [Theory]
    [InlineData("LayerNormalization", "Deviation with 0.001 along rows: (6, 4), scaled, shifted")]
    [InlineData("LayerNormalization(Axis = [2, 3], Epsilon = 1e-6)", "Deviation with 1E-06 along rows: (2, 12), scaled, shifted")]
    [InlineData("LayerNormalization(Center = false, Scale = false)", "Deviation with 0.001 along rows: (6, 4)")]
    [InlineData("RMSNormalization", "RootMeanSquare with 1E-06 along rows: (6, 4), scaled")]
    public void NormalisesRows(string layer, string step) =>
        Assert.Equal(step, Assert.Single(LayerCase.Steps($"[InputShape(2, 3, 4)] [{layer}]")).Describe(ElementType.Single).Single());

    [Fact]
    public void BringsOtherAxesToTheEndAndBack() => Assert.Equal(
        [typeof(TransposeStep), typeof(NormalizeStep), typeof(TransposeStep)],
        LayerCase.Steps("[InputShape(2, 3, 4)] [LayerNormalization(Axis = [1])]").Select(s => s.GetType()));

    [Theory]
    [InlineData("LayerNormalization(Axis = [3])", "SHAPE0106: LayerNormalization works along axis 3, but (4, 4) from the input has axes 1 to 2, or -1 to -2: axis 0 is the batch")]
    [InlineData("LayerNormalization(Axis = [])", "SHAPE0106: LayerNormalization needs an Axis to work along: use [-1] for the last one")]
    [InlineData("LayerNormalization(Axis = [1, 1])", "SHAPE0106: LayerNormalization works along axis 1 of (4, 4) twice: name each axis once")]
    [InlineData("LayerNormalization(Epsilon = -1)", "SHAPE0106: LayerNormalization needs a finite number of at least 0 as Epsilon, but -1 is declared")]
    [InlineData("RMSNormalization(Axis = [1])", "SHAPE0106: RMSNormalization works along axes of (4, 4) from the input that are not the last ones, where Keras applies its scale along others: name the last axes, with [Permute] before it")]
    public void SaysWhatIsWrong(string layer, string problem) => Assert.Equal(problem, LayerCase.Problem($"[InputShape(4, 4)] [{layer}]"));

    /// <summary>A short row is written out, a long one is the runtime's: both sum in one order, on all widths.</summary>
    [Theory]
    [InlineData("LayerNormalization(Epsilon = 1e-3)", "FromWeights(Ones(LENGTH), new float[LENGTH]).", "Mean<V, float, float>(in row[0], n)", "InverseDeviation<V, float, float>(in row[0], n, mean, 1e-3)")]
    [InlineData("RMSNormalization(Epsilon = 1e-6)", "FromWeights(Ones(LENGTH)).", "Mean<V, float, float>(in row[0], n) * 0", "InverseRootMeanSquare<V, float, float>(in row[0], n, 1e-6)")]
    [InlineData("UnitNormalization", "", "Mean<V, float, float>(in row[0], n) * 0", "InverseNorm<V, float, float>(in row[0], n, 1e-12)")]
    public void ShortRowsHaveTheBitsOfLongOnes(string layer, string model, string mean, string factor)
    {
        int[] lengths = [1, 7, 15, 16, 17, 48, 63, 64, 65, 100, 128, 255, 256, 257, 300];
        string models = string.Join('\n', lengths.Select(length => $"[InputShape(3, {length})] [{layer}] public sealed partial class N{length};"));
        string runs = string.Join('\n', lengths.Select(length => $"Compare({length}, N{length}.{model.Replace("LENGTH", length.ToString(CultureInfo.InvariantCulture))}Forward);"));
        using LoadedAssembly assembly = GeneratorRun.Of($$"""
            using System;
            using ShapeGen;
            using ShapeGen.CompilerServices;

            {{models}}

            public static class Run
            {
                private delegate void Forward(ReadOnlySpan<float> input, Span<float> output);

                public static void All()
                {
                    {{runs}}
                }

                private static float[] Ones(int length) { float[] ones = new float[length]; Array.Fill(ones, 1); return ones; }

                private static void Compare(int length, Forward forward)
                {
                    var random = new Random(length);
                    float[] x = new float[3 * length], y = new float[3 * length];
                    for (int i = 0; i < x.Length; i++) x[i] = (float)(random.NextDouble() * 3 - 1);
                    forward(x, y);
                    for (int i = 0; i < 3; i++)
                    {
                        float[] row = x[(i * length)..((i + 1) * length)];
                        Width<Lanes512<float>>(row, y.AsSpan(i * length, length));
                        Width<Lanes256<float>>(row, y.AsSpan(i * length, length));
                        Width<Lanes128<float>>(row, y.AsSpan(i * length, length));
                    }
                }

                private static void Width<V>(float[] row, ReadOnlySpan<float> actual) where V : struct, IVector<V, float>
                {
                    nuint n = (nuint)row.Length;
                    float mean = RowStatistics.{{mean}};
                    float factor = RowStatistics.{{factor}};
                    for (int i = 0; i < row.Length; i++)
                    {
                        if ((row[i] - mean) * factor != actual[i]) throw new InvalidOperationException($"{row.Length} elements, {i}: {(row[i] - mean) * factor:R} and {actual[i]:R}");
                    }
                }
            }
            """).Load();
        assembly.Call("Run", "All");
    }
}
