using Xunit;

namespace ShapeGen.Models.Tests;

/// <summary>
/// Winograd's algorithm beside double precision and beside the direct kernel. The sweep holds every output to the bound of the algorithm;
/// here it is held to what the documentation says of whole convolutions.
/// </summary>
public sealed class WinogradTests
{
    private const int Height = 9;
    private const int Width = 14;
    private const int Channels = 64;

    /// <summary>Of the largest output; the documentation has 2.3e-7 for 64 channels.</summary>
    private const double MostError = 6e-7;

    private static readonly float[] Kernel = Values(9 * Channels * Channels, 1, 1.0 / Math.Sqrt(9 * Channels));
    private static readonly float[] Bias = Values(Channels, 2, 1);

    [Fact]
    public void The_error_is_a_few_units_of_the_largest_output()
    {
        float[] input = Values(WinogradConvolution.InputLength, 3, 1);
        double[] expected = Convolve(input);
        double largest = expected.Max(Math.Abs);
        float[] found = Winograd(input);
        float[] direct = Direct(input);
        Assert.InRange(found.Zip(expected, (f, e) => Math.Abs(f - e)).Max() / largest, 0, MostError);
        Assert.InRange(found.Zip(direct, (f, d) => Math.Abs(f - d)).Max() / largest, 0, 2 * MostError);
        Assert.NotEqual(direct, found);
    }

    /// <summary>An output sees the tile of another one's inputs only where these cancel out exactly: what it does not see itself does not change it.</summary>
    [Theory]
    [InlineData(4, 6)]
    [InlineData(5, 7)]
    [InlineData(0, 13)]
    [InlineData(8, 0)]
    public void An_infinity_stays_with_the_outputs_that_see_it(int row, int column)
    {
        float[] input = Values(WinogradConvolution.InputLength, 3, 1);
        float[] before = Winograd(input);
        input[(((row * Width) + column) * Channels) + 5] = float.PositiveInfinity;
        float[] after = Winograd(input);
        float[] direct = Direct(input);
        int seeing = 0;
        int undefined = 0;
        for (int i = 0; i < after.Length; i++)
        {
            (int y, int x) = (i / Channels / Width, i / Channels % Width);
            if (Math.Abs(y - row) <= 1 && Math.Abs(x - column) <= 1)
            {
                seeing++;
                undefined += float.IsNaN(after[i]) ? 1 : 0;
                Assert.False(float.IsFinite(after[i]));
                Assert.True(float.IsInfinity(direct[i]));
                Assert.True(float.IsNaN(after[i]) || after[i] == direct[i]);
            }
            else
            {
                Assert.Equal(before[i], after[i]);
            }
        }

        Assert.InRange(undefined, 1, seeing);
    }

    [Fact]
    public void A_residual_network_differs_in_its_last_digits_only()
    {
        float[] input = Values(3 * WinogradNetwork.InputLength, 4, 1);
        float[] found = new float[3 * WinogradNetwork.OutputLength];
        float[] expected = new float[found.Length];
        WinogradNetwork.Load(File(WinogradNetwork.Weights)).ForwardBatch(input, found);
        DirectNetwork.Load(File(DirectNetwork.Weights)).ForwardBatch(input, expected);
        double largest = expected.Max();
        Assert.InRange(found.Zip(expected, (f, e) => Math.Abs(f - e)).Max() / largest, 1e-9, 4 * MostError);
    }

    [Fact]
    public void Frames_have_the_bits_of_one()
    {
        float[] kernel = Values(9 * 5 * 17, 5, 1);
        float[] bias = Values(17, 6, 1);
        float[] input = Values(WinogradFrames.InputLength, 7, 1);
        float[] found = new float[WinogradFrames.OutputLength];
        float[] expected = new float[WinogradFrames.OutputLength];
        WinogradFrames.FromWeights(kernel, bias).Forward(input, found);
        WinogradOneFrame.FromWeights(kernel, bias).ForwardBatch(input, expected);
        Assert.Equal(expected, found);
        Assert.Contains(found, value => value > 0);
    }

    private static float[] Winograd(float[] input)
    {
        float[] output = new float[WinogradConvolution.OutputLength];
        WinogradConvolution.FromWeights(Kernel, Bias).Forward(input, output);
        return output;
    }

    private static float[] Direct(float[] input)
    {
        float[] output = new float[DirectConvolution.OutputLength];
        DirectConvolution.FromWeights(Kernel, Bias).Forward(input, output);
        return output;
    }

    /// <summary>The convolution in double precision.</summary>
    private static double[] Convolve(float[] input)
    {
        double[] output = new double[Height * Width * Channels];
        for (int i = 0; i < output.Length; i++)
        {
            (int row, int column, int filter) = (i / Channels / Width, i / Channels % Width, i % Channels);
            output[i] = Bias[filter];
            for (int tap = 0; tap < 9; tap++)
            {
                (int y, int x) = (row + (tap / 3) - 1, column + (tap % 3) - 1);
                for (int channel = 0; channel < Channels && y >= 0 && y < Height && x >= 0 && x < Width; channel++)
                {
                    output[i] += (double)input[(((y * Width) + x) * Channels) + channel] * Kernel[(((tap * Channels) + channel) * Channels) + filter];
                }
            }
        }

        return output;
    }

    /// <summary>Weights of a network, by their places; variances are positive.</summary>
    private static SafeTensors File(ReadOnlySpan<WeightInfo> weights)
    {
        var writer = new SafeTensorsWriter();
        for (int i = 0; i < weights.Length; i++)
        {
            int[] shape = [.. weights[i].Shape];
            int length = shape.Aggregate(1, (product, size) => product * size);
            float[] values = Values(length, i, shape.Length > 1 ? Math.Sqrt(6.0 / (length / shape[^1])) : 0.5);
            writer.Add(weights[i].Name, shape, weights[i].Name.EndsWith("variance", StringComparison.Ordinal) ? [.. values.Select(value => value + 1)] : values);
        }

        using var stream = new MemoryStream();
        writer.WriteTo(stream);
        stream.Position = 0;
        return SafeTensors.Read(stream);
    }

    private static float[] Values(int count, int seed, double range)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(((random.NextDouble() * 2) - 1) * range))];
    }
}
