namespace ShapeGen.SelfCheck.Reference;

/// <summary>Mean and maximum of each channel over its positions.</summary>
internal sealed record ReferencePooling(bool IsMean, bool IsChannelsFirst, bool KeepDims) : IReferenceLayer
{
    public ReferenceTensor Run(ReferenceTensor input, ReferenceContext context)
    {
        int channels = IsChannelsFirst ? input.Shape[0] : input.Last;
        int positions = input.Length / channels;
        int[] spatial = [.. Enumerable.Repeat(1, KeepDims ? input.Rank - 1 : 0)];
        var output = new ReferenceTensor(IsChannelsFirst ? [channels, .. spatial] : [.. spatial, channels]);
        (int channelStride, int positionStride) = IsChannelsFirst ? (positions, 1) : (1, channels);
        for (int channel = 0; channel < channels; channel++)
        {
            if (IsMean)
            {
                Mean(input, output, channel, channel * channelStride, positionStride, positions, context);
            }
            else
            {
                Maximum(input, output, channel, channel * channelStride, positionStride, positions);
            }
        }

        return output;
    }

    private static void Mean(ReferenceTensor input, ReferenceTensor output, int channel, int start, int stride, int positions, ReferenceContext context)
    {
        bool[]? mask = context.Mask;
        double sum = 0;
        double magnitude = 0;
        double carried = 0;
        int kept = 0;
        CompensatedSum exact = default;
        for (int position = 0; position < positions; position++)
        {
            if (mask is not null && !mask[position])
            {
                continue;
            }

            int at = start + (position * stride);
            double value = input.Values[at];
            kept++;
            sum += value;
            magnitude += Math.Abs(value);
            carried += input.Bounds[at];
            if (context.Rounding.NeedsCompensation)
            {
                exact.Add(value);
                exact.Add(input.Tails[at]);
            }
        }

        // n − 1 additions and one division: γ_n; of nothing, 0 / 0.
        double count = kept;
        (output.Values[channel], output.Tails[channel]) = context.Rounding.NeedsCompensation && kept > 0 ? exact.DividedBy(kept) : (sum / count, 0);
        output.Bounds[channel] = (context.Rounding.Gamma(kept) * (magnitude + carried) / count) + (carried / count) + (kept > 1 ? context.Rounding.Smallest : 0);
    }

    /// <summary>IEEE 754-2019 maximum: NaN propagates, +0 is above −0.</summary>
    private static void Maximum(ReferenceTensor input, ReferenceTensor output, int channel, int start, int stride, int positions)
    {
        int largest = start;
        double bound = 0;
        for (int position = 0; position < positions; position++)
        {
            int at = start + (position * stride);
            double value = input.Values[at];
            double best = input.Values[largest];
            bound = Math.Max(bound, input.Bounds[at]);
            bool isAbove = double.IsNaN(value) || value > best || (value == 0 && best == 0 && double.IsNegative(best));
            if (isAbove && !double.IsNaN(best))
            {
                largest = at;
            }
        }

        output.Copy(input, largest, channel);
        output.Bounds[channel] = bound;
    }
}
