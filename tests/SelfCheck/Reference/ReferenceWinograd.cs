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
    private const int Roundings = 2 + 5 + 4 + 1;
    private static readonly double[][] B = [[1, 0, -1, 0], [0, 1, 1, 0], [0, -1, 1, 0], [0, 1, 0, -1]];
    private static readonly double[][] G = [[1, 0, 0], [0.5, 0.5, 0.5], [0.5, -0.5, 0.5], [0, 0, 1]];
    private static readonly double[][] A = [[1, 1, 1, 0], [0, 1, -1, -1]];

    /// <summary>For each output of a tile, row by row, the products that it is made of.</summary>
    private static readonly (int Product, double Sign)[][] Terms =
    [
        .. from row in A
           from column in A
           select (from i in Enumerable.Range(0, 16) let sign = row[i / 4] * column[i % 4] where sign != 0 select (i, sign)).ToArray(),
    ];

    private (double[] Of, double[][] Values, double[][] Sizes)? _kernels;

    private bool IsFirst => Convolution.Options.DataFormat == DataFormat.ChannelsFirst;

    public ReferenceTensor Run(ReferenceTensor input, ReferenceContext context)
    {
        ReferenceTensor output = Convolution.Run(input, context);
        int spatial = IsFirst ? 1 : 0;
        int channels = IsFirst ? input.Shape[0] : input.Last;
        (int rows, int columns) = (output.Shape[spatial], output.Shape[spatial + 1]);

        // Of an odd number of outputs the last two are a tile too, which is written last.
        for (int top = 0; top < rows; top += 2)
        {
            for (int left = 0; left < columns; left += 2)
            {
                (int y, int x) = (Math.Min(top, rows - 2), Math.Min(left, columns - 2));
                var tiles = new Tile[channels];
                for (int channel = 0; channel < channels; channel++)
                {
                    tiles[channel] = Read(input, channel, channels, (y, (rows + 2 - input.Shape[spatial]) / 2), (x, (columns + 2 - input.Shape[spatial + 1]) / 2));
                }

                for (int i = 0; i < Terms.Length; i++)
                {
                    Finish(output, context, tiles, (y + (i / 2), x + (i % 2)), (rows, columns), Terms[i]);
                }
            }
        }

        // Two tiles may have had a part in the bound of an output: the larger one holds for both.
        for (int i = 0; i < output.Length; i++)
        {
            output.Bounds[i] += (context.Rounding.Gamma(channels + Roundings) * output.Magnitudes[i]) + (32 * channels * context.Rounding.Smallest);
        }

        return output;
    }

    private void Finish(ReferenceTensor output, ReferenceContext context, Tile[] tiles, (int Row, int Column) place, (int Rows, int Columns) size, (int Product, double Sign)[] terms)
    {
        int filters = Convolution.Filters;
        (double[][] kernels, double[][] kernelSizes) = Kernels(context.Weights[Convolution.Kernel], tiles.Length);
        for (int filter = 0; filter < filters; filter++)
        {
            int at = IsFirst ? (((filter * size.Rows) + place.Row) * size.Columns) + place.Column : (((place.Row * size.Columns) + place.Column) * filters) + filter;
            double bias = Convolution.Bias < 0 ? 0 : context.Weights[Convolution.Bias][filter];
            bool isFinite = double.IsFinite(output.Values[at]);
            double magnitude = Math.Abs(bias);
            double value = bias;
            for (int channel = 0; channel < tiles.Length; channel++)
            {
                double[] kernelSize = kernelSizes[(channel * filters) + filter];
                double[] tileSize = tiles[channel].Sizes;
                foreach ((int product, _) in terms)
                {
                    magnitude += kernelSize[product] * tileSize[product];
                }

                foreach ((int product, double sign) in isFinite ? [] : terms)
                {
                    value += sign * kernels[(channel * filters) + filter][product] * tiles[channel].Values[product];
                }
            }

            output.Magnitudes[at] = Math.Max(output.Magnitudes[at], magnitude);
            output.Values[at] = isFinite ? output.Values[at] : value;
        }
    }

    /// <summary>Bᵀ d B of a channel, and the same of all sizes.</summary>
    private Tile Read(ReferenceTensor input, int channel, int channels, (int Start, int Before) row, (int Start, int Before) column)
    {
        (int height, int width) = IsFirst ? (input.Shape[1], input.Shape[2]) : (input.Shape[0], input.Shape[1]);
        double[] d = new double[16];
        double[] size = new double[16];
        for (int i = 0; i < d.Length; i++)
        {
            (int y, int x) = (row.Start - row.Before + (i / 4), column.Start - column.Before + (i % 4));
            if (y >= 0 && y < height && x >= 0 && x < width)
            {
                int at = IsFirst ? (((channel * height) + y) * width) + x : (((y * width) + x) * channels) + channel;
                d[i] = input.Values[at];
                size[i] = Math.Abs(input.Values[at]) + input.Bounds[at];
            }
        }

        return new Tile(Transform(B, d, isOfSizes: false), Transform(B, size, isOfSizes: true));
    }

    /// <summary>G g Gᵀ of each channel and filter, and the same of all sizes.</summary>
    private (double[][] Values, double[][] Sizes) Kernels(double[] weights, int channels)
    {
        if (_kernels is not { } known || known.Of != weights)
        {
            int tap = channels * Convolution.Filters;
            double[][] taps = [.. Enumerable.Range(0, tap).Select(i => Enumerable.Range(0, 9).Select(t => weights[(t * tap) + i]).ToArray())];
            known = (weights, [.. taps.Select(g => Transform(G, g, isOfSizes: false))], [.. taps.Select(g => Transform(G, [.. g.Select(Math.Abs)], isOfSizes: true))]);
            _kernels = known;
        }

        return (known.Values, known.Sizes);
    }

    /// <summary>M x Mᵀ, without products by 0; with |M| for sizes.</summary>
    private static double[] Transform(double[][] matrix, double[] x, bool isOfSizes)
    {
        int size = matrix[0].Length;
        double[] columns = new double[4 * size];
        double[] result = new double[16];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = Sum(matrix[i / size], x, i % size, size);
        }

        for (int i = 0; i < result.Length; i++)
        {
            result[i] = Sum(matrix[i % 4], columns, i / 4 * size, 1);
        }

        return result;

        double Sum(double[] factors, double[] from, int start, int pitch)
        {
            double sum = 0;
            for (int k = 0; k < factors.Length; k++)
            {
                double factor = isOfSizes ? Math.Abs(factors[k]) : factors[k];
                sum += factor == 0 ? 0 : factor * from[start + (k * pitch)];
            }

            return sum;
        }
    }

    private sealed record Tile(double[] Values, double[] Sizes);
}
