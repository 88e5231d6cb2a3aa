using Xunit;

namespace ShapeGen.Models.Tests;

/// <summary>Long sums keep their digits: the error bound of the sweep grows with the length, and this one does not.</summary>
public sealed class AccuracyTests
{
    /// <summary>Sixteen roundings; added up one after the other, the 25,600 values of the first test lose six hundred.</summary>
    private const double MostError = 16 * (1.0 / (1 << 24));

    [Fact]
    public void A_mean_of_many_positions_keeps_its_digits()
    {
        float[] input = Values(LongMeanModel.InputLength);
        float[] output = new float[LongMeanModel.OutputLength];
        LongMeanModel.Forward(input, output);
        Assert.InRange(LargestError(input, output), 0, MostError);
    }

    [Fact]
    public void A_long_sequence_keeps_its_digits_and_has_a_mask()
    {
        float[] input = Values(LongSequenceModel.InputLength);
        float[] output = new float[LongSequenceModel.OutputLength];
        float[] masked = new float[output.Length];
        bool[] mask = new bool[LongSequenceModel.InputLength / output.Length];
        LongSequenceModel.Forward(input, output);
        Assert.InRange(LargestError(input, output), 0, MostError);

        Array.Fill(mask, true);
        mask[1] = mask[7999] = false;
        LongSequenceModel.Forward(input, mask, masked);
        float[] kept = [.. input[..24], .. input[48..(7999 * 24)]];
        Assert.InRange(LargestError(kept, masked), 0, 1e-4);
    }

    /// <summary>Equal values, whose roundings go the same way for thousands of additions.</summary>
    private static float[] Values(int count) => [.. Enumerable.Repeat(4f / 3, count)];

    /// <summary>Over all channels, relative.</summary>
    private static double LargestError(float[] input, float[] output) => Enumerable.Range(0, output.Length).Max(channel =>
    {
        double sum = 0;
        for (int i = channel; i < input.Length; i += output.Length)
        {
            sum += input[i];
        }

        double exact = sum / (input.Length / output.Length);
        return Math.Abs(output[channel] - exact) / exact;
    });
}
