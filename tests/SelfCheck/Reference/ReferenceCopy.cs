namespace ShapeGen.SelfCheck.Reference;

/// <summary>Zeros around spatial axes, edges cut away, and elements repeated.</summary>
/// <param name="Edges">Zeros at the start and end of each spatial axis, negative for what is cut away.</param>
/// <param name="Factors">How often each element of a spatial axis is repeated.</param>
internal sealed record ReferenceCopy(int[] Edges, int[] Factors, bool IsChannelsFirst) : IReferenceLayer
{
    public static ReferenceCopy Padding(int[] edges, DataFormat format) => new(edges, [.. Enumerable.Repeat(1, edges.Length / 2)], format == DataFormat.ChannelsFirst);

    public static ReferenceCopy Enlarging(int[] factors, DataFormat format) => new(new int[2 * factors.Length], factors, format == DataFormat.ChannelsFirst);

    public ReferenceTensor Run(ReferenceTensor input, ReferenceContext context)
    {
        int first = IsChannelsFirst ? 1 : 0;
        int[] shape = [.. input.Shape];
        for (int axis = 0; axis < Factors.Length; axis++)
        {
            shape[first + axis] = (shape[first + axis] + Edges[2 * axis] + Edges[(2 * axis) + 1]) * Factors[axis];
        }

        var output = new ReferenceTensor(shape);
        for (int to = 0; to < output.Length; to++)
        {
            int rest = to;
            int from = 0;
            int stride = 1;
            bool isInside = true;
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                int index = rest % shape[axis];
                rest /= shape[axis];
                int spatial = axis - first;
                if (spatial >= 0 && spatial < Factors.Length)
                {
                    index = (index / Factors[spatial]) - Edges[2 * spatial];
                }

                isInside &= index >= 0 && index < input.Shape[axis];
                from += index * stride;
                stride *= input.Shape[axis];
            }

            if (isInside)
            {
                output.Copy(input, from, to);
            }
        }

        return output;
    }
}

/// <summary>Enlarges (height, width, channels), the weights of neighbours falling with their distance, edges repeated.</summary>
internal sealed record ReferenceBilinear(int[] Factors, bool IsChannelsFirst) : IReferenceLayer
{
    public ReferenceTensor Run(ReferenceTensor input, ReferenceContext context)
    {
        int first = IsChannelsFirst ? 1 : 0;
        (int height, int width, int channels) = (input.Shape[first], input.Shape[first + 1], input.Shape[IsChannelsFirst ? 0 : 2]);
        int[] spatial = [height * Factors[0], width * Factors[1]];
        var output = new ReferenceTensor(IsChannelsFirst ? [channels, .. spatial] : [.. spatial, channels]);
        for (int y = 0; y < spatial[0]; y++)
        {
            for (int x = 0; x < spatial[1]; x++)
            {
                for (int c = 0; c < channels; c++)
                {
                    Blend(input, output, y, x, c, height, width, channels, context.Rounding);
                }
            }
        }

        return output;
    }

    private void Blend(ReferenceTensor input, ReferenceTensor output, int y, int x, int c, int height, int width, int channels, Rounding rounding)
    {
        double sum = 0;
        double magnitude = 0;
        double carried = 0;
        bool isExact = true;
        foreach ((int row, double down) in Neighbours(y, Factors[0], height))
        {
            foreach ((int column, double across) in Neighbours(x, Factors[1], width))
            {
                int at = IsChannelsFirst ? (((c * height) + row) * width) + column : (((row * width) + column) * channels) + c;
                double weight = down * across;
                isExact &= weight == 1;
                sum += weight * input.Values[at];
                magnitude += Math.Abs(weight * input.Values[at]);
                carried += weight * input.Bounds[at];
            }
        }

        int to = IsChannelsFirst ? (((c * height * Factors[0]) + y) * width * Factors[1]) + x : (((y * width * Factors[1]) + x) * channels) + c;
        output.Values[to] = sum;

        // A weight of one neighbour alone is made of two halves, of which the smallest numbers have none. In double the reference rounds as well.
        output.Bounds[to] = (isExact ? 0 : rounding.Gamma(rounding.NeedsCompensation ? 18 : 9) * (magnitude + carried)) + carried + (4 * rounding.Smallest);
    }

    /// <summary>The neighbours that count: none with a weight of 0, which infinities would turn to NaN.</summary>
    private static IEnumerable<(int Position, double Weight)> Neighbours(int position, int factor, int length)
    {
        // The distance from the centre of the pixel that the position lies in, in halves of an output pixel: whole numbers are exact.
        int pixel = position / factor;
        int distance = (2 * (position % factor)) + 1 - factor;
        int other = distance < 0 ? pixel - 1 : pixel + 1;
        if (distance == 0 || other < 0 || other >= length)
        {
            return [(pixel, 1)];
        }

        double weight = Math.Abs(distance) / (2.0 * factor);
        return [(pixel, 1 - weight), (other, weight)];
    }
}
