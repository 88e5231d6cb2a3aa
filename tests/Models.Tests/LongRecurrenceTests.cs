using ShapeGen.SelfCheck;
using ShapeGen.SelfCheck.Reference;
using Xunit;

namespace ShapeGen.Models.Tests;

[WholeNetwork]
[InputShape(1000, 8)]
[LSTM(32, ReturnSequences = true)]
public sealed partial class LongLstm;

[WholeNetwork]
[InputShape(1000, 8)]
[GRU(32, ReturnSequences = true)]
public sealed partial class LongGru;

[WholeNetwork]
[InputShape(1000, 8)]
[GRU(32, ReturnSequences = true, ResetAfter = false)]
public sealed partial class LongGruResetBefore;

[WholeNetwork]
[InputShape(1000, 8)]
[SimpleRNN(32, ReturnSequences = true)]
public sealed partial class LongSimpleRnn;

/// <summary>How far a state drifts from that in double precision, over a thousand steps.</summary>
public class LongRecurrenceTests
{
    private const int Units = 32;
    private const double Rounding = 1.0 / (1 << 24);

    /// <summary>
    /// The largest error of an output, which is at most 1, in roundings of 2^-24; the bounds are twice what five seeds gave. It is that of a few steps:
    /// what a step adds, later ones forget.
    /// </summary>
    [Theory]
    [InlineData(typeof(LongLstm), 6)]
    [InlineData(typeof(LongGru), 16)]
    [InlineData(typeof(LongGruResetBefore), 8)]
    [InlineData(typeof(LongSimpleRnn), 18)]
    public void The_error_does_not_grow_with_the_steps(Type model, double mostRoundings)
    {
        double[][] errors = [.. Enumerable.Range(1, 5).Select(seed => Errors(model, seed))];
        double early = errors.Max(each => each[..100].Max());
        double late = errors.Max(each => each[900..].Max());
        double all = errors.Max(each => each.Max());
        Assert.True(all <= mostRoundings * Rounding && late <= 2 * early, $"{early / Rounding:0.0} of the first hundred steps, {late / Rounding:0.0} of the last, {all / Rounding:0.0} of all");
    }

    /// <summary>The largest error of each step.</summary>
    private static double[] Errors(Type model, int seed)
    {
        ReferenceInterpreter reference = ReferenceInterpreter.Read(model);
        var random = new Random(seed);
        float[][] weights = [.. reference.WeightShapes.Select(shape => Values(random, ReferenceTensor.Count(shape), shape.Length == 1 ? 0.5 : Math.Sqrt(3.0 / shape[0])))];
        float[] input = Values(random, ReferenceTensor.Count(reference.InputShape), 1);
        var found = new float[ReferenceTensor.Count(reference.OutputShape)];
        new ModelUnderTest<float>(model, weights).Forward(input, found);

        var tensor = new ReferenceTensor(reference.InputShape);
        for (int i = 0; i < input.Length; i++)
        {
            tensor.Values[i] = input[i];
        }

        var context = new ReferenceContext(SelfCheck.Reference.Rounding.Of(typeof(float)), [.. weights.Select(w => Array.ConvertAll(w, v => (double)v))]);
        ReferenceTensor exact = Assert.Single(reference.Layers).Run(tensor, context);
        return [.. Enumerable.Range(0, found.Length / Units).Select(step => Enumerable.Range(step * Units, Units).Max(i => Math.Abs(found[i] - exact.Values[i])))];
    }

    private static float[] Values(Random random, int count, double range) => [.. Enumerable.Range(0, count).Select(_ => (float)(((random.NextDouble() * 2) - 1) * range))];
}
