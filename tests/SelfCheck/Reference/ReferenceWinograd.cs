namespace ShapeGen.SelfCheck.Reference;

/// <summary>
/// A convolution by Winograd's F(2x2, 3x3). Its values are those of any convolution; the error of an output is bounded by the sizes of what the
/// algorithm adds up for it, which are those of the inputs of its tile and not of its own window alone. Where a value is not finite, it is
/// what the algorithm makes of the tile: an infinity that is added and subtracted is NaN.
/// </summary>
/// <remarks>
/// N. Higham, Accuracy and Stability of Numerical Algorithms, 2002, section 3.1, for y = Aᵀ [Σ (G g Gᵀ) ⊙ (Bᵀ d B)] A: two roundings on the way
/// to an element of Bᵀ d B; one of G g Gᵀ, or five where the weights are computed in the type that is stored; as many as there are
/// channels in a sum of products; four of Aᵀ m A and one of the bias. |A|ᵀ [Σ (|G| |g| |G|ᵀ) ⊙ (|B|ᵀ |d| |B|)] |A| is what they are relative to.
/// </remarks>
internal sealed record ReferenceWinograd(ReferenceConvolution Convolution) : IReferenceLayer
{
    private const int WinogradProducts = 16;
    private const int Roundings = 2 + 5 + 4 + 1;
    private static readonly double[][] B = [[1, 0, -1, 0], [0, 1, 1, 0], [0, -1, 1, 0], [0, 1, 0, -1]];
    private static readonly double[][] G = [[1, 0, 0], [0.5, 0.5, 0.5], [0.5, -0.5, 0.5], [0, 0, 1]];
    private static readonly double[][] A = [[1, 1, 1, 0], [0, 1, -1, -1]];
    private (double[] Of, double[][] Values, double[][] Sizes)? _kernels;

    private bool IsFirst => Convolution.Options.DataFormat == DataFormat.ChannelsFirst;

    public ReferenceTensor Run(ReferenceTensor input, ReferenceContext context)
    {
        ReferenceTensor output = Convolution.Run(input, context);
        int spatial = IsFirst ? 1 : 0;
        int channels = IsFirst ? input.Shape[0] : input.Last;
        int filters = Convolution.Filters;
        (double[][] kernels, double[][] kernelSizes) = Kernels(context.Weights[Convolution.Kernel], channels);
        (int rows, int columns) = (output.Shape[spatial], output.Shape[spatial + 1]);
        double gamma = context.Rounding.Gamma(channels + Roundings);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                (int top, int left) = (First(row, rows), First(column, columns));
                (double[][] tiles, double[][] tileSizes) = Tiles(input, channels, rows, columns, top, left);
                for (int filter = 0; filter < filters; filter++)
                {
                    int at = IsFirst ? (((filter * rows) + row) * columns) + column : (((row * columns) + column) * filters) + filter;
                    double bias = Convolution.Bias < 0 ? 0 : context.Weights[Convolution.Bias][filter];
                    double size = Math.Abs(bias) + Sum(kernelSizes, tileSizes, filter, A[row - top], A[column - left], Math.Abs);
                    output.Magnitudes[at] = size;
                    output.Bounds[at] += (gamma * size) + (2 * WinogradProducts * channels * context.Rounding.Smallest);
                    if (!double.IsFinite(output.Values[at]))
                    {
                        output.Values[at] = Sum(kernels, tiles, filter, A[row - top], A[column - left], x => x) + bias;
                    }
                }
            }
        }

        return output;
    }

    /// <summary>The first output of the tile that an output comes from: of an odd number the last two are one, which is written last.</summary>
    private static int First(int output, int outputs) => outputs % 2 == 1 && output >= outputs - 2 ? outputs - 2 : output / 2 * 2;

    private double Sum(double[][] kernels, double[][] tiles, int filter, double[] row, double[] column, Func<double, double> sign)
    {
        double sum = 0;
        for (int channel = 0; channel < tiles.Length; channel++)
        {
            double[] kernel = kernels[(channel * Convolution.Filters) + filter];
            double[] tile = tiles[channel];
            for (int i = 0; i < WinogradProducts; i++)
            {
                double factor = row[i / 4] * column[i % 4];
                if (factor != 0)
                {
                    sum += sign(factor) * kernel[i] * tile[i];
                }
            }
        }

        return sum;
    }

    /// <summary>Bᵀ d B of each channel, and the same of all sizes.</summary>
    private (double[][] Values, double[][] Sizes) Tiles(ReferenceTensor input, int channels, int rows, int columns, int top, int left)
    {
        int spatial = IsFirst ? 1 : 0;
        (int height, int width) = (input.Shape[spatial], input.Shape[spatial + 1]);
        (int above, int before) = ((rows + 2 - height) / 2, (columns + 2 - width) / 2);
        double[][] values = new double[channels][];
        double[][] sizes = new double[channels][];
        double[] d = new double[16];
        double[] size = new double[16];
        for (int channel = 0; channel < channels; channel++)
        {
            for (int i = 0; i < d.Length; i++)
            {
                (int y, int x) = (top - above + (i / 4), left - before + (i % 4));
                bool isInside = y >= 0 && y < height && x >= 0 && x < width;
                int at = IsFirst ? (((channel * height) + y) * width) + x : (((y * width) + x) * channels) + channel;
                d[i] = isInside ? input.Values[at] : 0;
                size[i] = isInside ? Math.Abs(input.Values[at]) + input.Bounds[at] : 0;
            }

            values[channel] = Transform(B, d, x => x);
            sizes[channel] = Transform(B, size, Math.Abs);
        }

        return (values, sizes);
    }

    /// <summary>G g Gᵀ of each channel and filter, and the same of all sizes.</summary>
    private (double[][] Values, double[][] Sizes) Kernels(double[] weights, int channels)
    {
        if (_kernels is { } known && known.Of == weights)
        {
            return (known.Values, known.Sizes);
        }

        int tap = channels * Convolution.Filters;
        double[][] taps = [.. Enumerable.Range(0, tap).Select(i => Enumerable.Range(0, 9).Select(t => weights[(t * tap) + i]).ToArray())];
        double[][] values = [.. taps.Select(g => Transform(G, g, x => x))];
        double[][] sizes = [.. taps.Select(g => Transform(G, [.. g.Select(Math.Abs)], Math.Abs))];
        _kernels = (weights, values, sizes);
        return (values, sizes);
    }

    /// <summary>M x Mᵀ, rows first, without products by 0.</summary>
    private static double[] Transform(double[][] matrix, double[] x, Func<double, double> sign)
    {
        int size = matrix[0].Length;
        double[] result = new double[WinogradProducts];
        for (int i = 0; i < result.Length; i++)
        {
            for (int k = 0; k < x.Length; k++)
            {
                double factor = matrix[i / 4][k / size] * matrix[i % 4][k % size];
                result[i] += factor == 0 ? 0 : sign(factor) * x[k];
            }
        }

        return result;
    }
}
