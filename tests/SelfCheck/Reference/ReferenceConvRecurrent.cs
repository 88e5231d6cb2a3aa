namespace ShapeGen.SelfCheck.Reference;

/// <summary>A recurrent layer whose products are convolutions, by Keras' formulas, frame by frame.</summary>
/// <param name="Layer">The attribute.</param>
/// <param name="Kernel">The place of the kernel among the weights; the recurrent kernel and the bias follow.</param>
internal sealed record ReferenceConvRecurrent(ConvRecurrentAttribute Layer, int Kernel) : IReferenceLayer
{
    private int Rank => Layer.GetType().Name.First(char.IsDigit) - '0';

    private int[] Size => [.. Enumerable.Range(0, Rank).Select(axis => Layer.KernelSize[Layer.KernelSize.Count == 1 ? 0 : axis])];

    private bool IsFirst => Layer.DataFormat == DataFormat.ChannelsFirst;

    /// <summary>The shapes of the weights in Keras' order.</summary>
    /// <param name="shape">Of the input.</param>
    public IEnumerable<int[]> WeightShapes(int[] shape)
    {
        int width = 4 * Layer.Filters;
        yield return [.. Size, IsFirst ? shape[1] : shape[^1], width];
        yield return [.. Size, Layer.Filters, width];
        if (Layer.UseBias)
        {
            yield return [width];
        }
    }

    public ReferenceTensor Run(ReferenceTensor input, ReferenceContext context)
    {
        int steps = input.Shape[0];
        ReferenceConvolution convolution = Convolution(Kernel, Layer.UseBias ? Kernel + 2 : -1, Layer.Padding, Layer.Strides, Layer.DilationRate);
        ReferenceConvolution product = Convolution(Kernel + 1, -1, Padding.Same, [1], [1]);
        ReferenceTensor? h = null;
        ReferenceTensor? c = null;
        ReferenceTensor? output = null;
        for (int step = 0; step < steps; step++)
        {
            ReferenceTensor gates = convolution.Run(Frame(input, Layer.GoBackwards ? steps - 1 - step : step), context);
            for (int i = 0; i < gates.Length; i++)
            {
                // An infinite sum is exact, and what saturates on it too.
                gates.Bounds[i] = double.IsFinite(gates.Values[i]) ? gates.Bounds[i] : 0;
            }

            if (h is not null)
            {
                gates = ReferenceRecurrent.Sum(gates, product.Run(h, context), context);
            }

            ReferenceTensor[] parts = [.. Enumerable.Range(0, 4).Select(gate => ReferenceRecurrent.Apply(gate == 2 ? Layer.Activation : Layer.RecurrentActivation, Part(gates, gate), context))];
            ReferenceTensor added = ReferenceRecurrent.Product(parts[0], parts[2], context);
            c = c is null ? added : ReferenceRecurrent.Sum(ReferenceRecurrent.Product(parts[1], c, context), added, context);
            h = ReferenceRecurrent.Product(parts[3], ReferenceRecurrent.Apply(Layer.Activation, c, context), context);
            output ??= new ReferenceTensor(Layer.ReturnSequences ? [steps, .. h.Shape] : h.Shape);
            for (int i = 0; i < h.Length; i++)
            {
                output.Copy(h, i, Layer.ReturnSequences ? (step * h.Length) + i : i);
            }
        }

        return output!;
    }

    private ReferenceConvolution Convolution(int kernel, int bias, Padding padding, int[] strides, int[] dilation)
    {
        int filters = 4 * Layer.Filters;
        ConvAttribute attribute = Rank switch { 1 => new Conv1DAttribute(filters, Size), 2 => new Conv2DAttribute(filters, Size), _ => new Conv3DAttribute(filters, Size) };
        (attribute.Padding, attribute.Strides, attribute.DilationRate, attribute.DataFormat) = (padding, strides, dilation, Layer.DataFormat);
        return new ReferenceConvolution(attribute, filters, 1, kernel, bias);
    }

    /// <summary>The channels of a gate.</summary>
    private ReferenceTensor Part(ReferenceTensor gates, int gate)
    {
        int filters = Layer.Filters;
        int positions = gates.Length / (4 * filters);
        var part = new ReferenceTensor(IsFirst ? [filters, .. gates.Shape[1..]] : [.. gates.Shape[..^1], filters]);
        for (int position = 0; position < positions; position++)
        {
            for (int filter = 0; filter < filters; filter++)
            {
                int channel = (gate * filters) + filter;
                part.Copy(gates, IsFirst ? (channel * positions) + position : (position * 4 * filters) + channel, IsFirst ? (filter * positions) + position : (position * filters) + filter);
            }
        }

        return part;
    }

    private static ReferenceTensor Frame(ReferenceTensor input, int step)
    {
        var frame = new ReferenceTensor(input.Shape[1..]);
        for (int i = 0; i < frame.Length; i++)
        {
            frame.Copy(input, (step * frame.Length) + i, i);
        }

        return frame;
    }
}
