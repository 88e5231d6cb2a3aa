namespace ShapeGen.SelfCheck.Reference;

/// <summary>
/// A convolution as its definition says it: the sum, over all taps that see an input, of products with the kernel. Depthwise ones are of
/// as many groups as there are channels; transposed ones send each input to the outputs around its place.
/// </summary>
/// <param name="Options">The options.</param>
/// <param name="Filters">Channels of the output.</param>
/// <param name="Groups">Groups of channels.</param>
/// <param name="Kernel">The place of the kernel among the weights.</param>
/// <param name="Bias">The place of the bias, or −1.</param>
internal sealed record ReferenceConvolution(ConvolutionAttribute Options, int Filters, int Groups, int Kernel, int Bias) : IReferenceLayer
{
    private bool IsTransposed => Options is ConvTransposeAttribute;

    private bool IsFirst => Options.DataFormat == DataFormat.ChannelsFirst;

    /// <summary>Taps of the kernel; 1 each for the pointwise part of a separable convolution.</summary>
    public IReadOnlyList<int> KernelSize { get; init; } = Options.KernelSize;

    /// <summary>The pointwise part of a separable convolution has neither strides nor padding.</summary>
    public bool IsPointwise { get; init; }

    /// <summary>What each output adds up: places of inputs and weights.</summary>
    private (int Input, int Weight)[][]? _terms;

    private int[] _outputShape = [];

    public ReferenceTensor Run(ReferenceTensor input, ReferenceContext context)
    {
        _terms ??= Plan(input);
        var output = new ReferenceTensor(_outputShape);
        int positions = output.Length / Filters;
        for (int i = 0; i < _terms.Length; i++)
        {
            Dot(input, _terms[i], IsFirst ? i / positions : i % Filters, output, i, context);
        }

        return output;
    }

    private (int Input, int Weight)[][] Plan(ReferenceTensor input)
    {
        int channels = IsFirst ? input.Shape[0] : input.Last;
        Axis[] axes = [.. Enumerable.Range(0, input.Rank - 1).Select(axis => AxisOf(axis, input.Shape[axis + (IsFirst ? 1 : 0)]))];
        int[] spatial = [.. axes.Select(a => a.Output)];
        _outputShape = IsFirst ? [Filters, .. spatial] : [.. spatial, Filters];
        int positions = ReferenceTensor.Count(spatial);
        int inputs = input.Length / channels;
        var terms = new (int, int)[positions * Filters][];
        for (int position = 0; position < positions; position++)
        {
            (int Input, int Tap)[] seen = [.. Seen(axes, position)];
            for (int filter = 0; filter < Filters; filter++)
            {
                int own = channels / Groups;
                int first = filter / (Filters / Groups) * own;
                terms[IsFirst ? (filter * positions) + position : (position * Filters) + filter] =
                [
                    .. from pair in seen
                       from channel in Enumerable.Range(0, own)
                       select (
                           IsFirst ? ((first + channel) * inputs) + pair.Input : (pair.Input * channels) + first + channel,
                           IsTransposed ? (((pair.Tap * Filters) + filter) * channels) + channel : (((pair.Tap * own) + channel) * Filters) + filter),
                ];
            }
        }

        return terms;
    }

    private Axis AxisOf(int axis, int input)
    {
        int taps = KernelSize[KernelSize.Count == 1 ? 0 : axis];
        int stride = IsPointwise ? 1 : Options.Strides[Options.Strides.Length == 1 ? 0 : axis];
        int dilation = IsPointwise ? 1 : Options.DilationRate[Options.DilationRate.Length == 1 ? 0 : axis];
        int extent = ((taps - 1) * dilation) + 1;
        return Options is ConvTransposeAttribute { OutputPadding: var padding }
            ? Transposed(input, taps, stride, dilation, extent, padding.Length == 0 ? null : padding[padding.Length == 1 ? 0 : axis])
            : (IsPointwise ? Padding.Valid : Options.Padding) switch
            {
                Padding.Valid => new Axis(input, ((input - extent) / stride) + 1, taps, stride, dilation, 0),
                Padding.Causal => new Axis(input, (input + stride - 1) / stride, taps, stride, dilation, extent - 1),
                _ => Same(input, taps, stride, dilation, extent),
            };
    }

    private static Axis Same(int input, int taps, int stride, int dilation, int extent)
    {
        int output = (input + stride - 1) / stride;
        return new Axis(input, output, taps, stride, dilation, Math.Max(0, ((output - 1) * stride) + extent - input) / 2);
    }

    private Axis Transposed(int input, int taps, int stride, int dilation, int extent, int? padding)
    {
        int last = (input - 1) * stride;
        if (Options.Padding == Padding.Valid)
        {
            return new Axis(input, padding is null ? last + Math.Max(extent, stride) : last + extent + padding.Value, taps, stride, dilation, 0);
        }

        int output = padding is null ? input * stride : last + (extent % 2) + padding.Value;
        int total = output + extent - 2 - last;
        return new Axis(input, output, taps, stride, dilation, extent - 1 - Math.Min((total / 2) + (total % 2), extent - 1));
    }

    /// <summary>The inputs that an output sees, each with its tap of the kernel.</summary>
    private IEnumerable<(int Input, int Tap)> Seen(Axis[] axes, int position)
    {
        IEnumerable<(int Input, int Tap)> seen = [(0, 0)];
        int rest = axes.Aggregate(1, (product, a) => product * a.Output);
        foreach (Axis axis in axes)
        {
            rest /= axis.Output;
            int at = position / rest % axis.Output;
            (int, int)[] own = [.. IsTransposed ? axis.Sources(at) : axis.Window(at)];
            seen = [.. from outer in seen from inner in own select ((outer.Input * axis.Input) + inner.Item1, (outer.Tap * axis.Taps) + inner.Item2)];
        }

        return seen;
    }

    private void Dot(ReferenceTensor input, (int Input, int Weight)[] terms, int filter, ReferenceTensor output, int target, ReferenceContext context)
    {
        double[] kernel = context.Weights[Kernel];
        double bias = Bias < 0 ? 0 : context.Weights[Bias][filter];
        double sum = bias;
        double magnitude = Math.Abs(sum);
        double carried = 0;
        CompensatedSum exact = default;
        exact.Add(bias);
        foreach ((int from, int weight) in terms)
        {
            double product = input.Values[from] * kernel[weight];
            sum += product;
            magnitude += Math.Abs(product);
            carried += input.Bounds[from] * Math.Abs(kernel[weight]);
            if (context.Rounding.NeedsCompensation)
            {
                exact.AddProduct(input.Values[from], kernel[weight]);
                exact.Add(input.Tails[from] * kernel[weight]);
            }
        }

        output.Magnitudes[target] = magnitude + carried;
        output.Values[target] = sum;
        if (context.Rounding.NeedsCompensation && double.IsFinite(sum))
        {
            (output.Values[target], output.Tails[target]) = (exact.High, exact.Low);
        }

        int count = terms.Length + (Bias < 0 ? 0 : 1);
        output.Bounds[target] = (context.Rounding.Gamma(count) * (magnitude + carried)) + carried + (terms.Length * context.Rounding.Smallest);
    }

    /// <summary>One spatial axis: of an ordinary convolution <paramref name="Before"/> is its padding, of a transposed one what is cut off.</summary>
    private readonly record struct Axis(int Input, int Output, int Taps, int Stride, int Dilation, int Before)
    {
        public IEnumerable<(int Input, int Tap)> Window(int output)
        {
            for (int tap = 0; tap < Taps; tap++)
            {
                int input = (output * Stride) - Before + (tap * Dilation);
                if (input >= 0 && input < Input)
                {
                    yield return (input, tap);
                }
            }
        }

        public IEnumerable<(int Input, int Tap)> Sources(int output)
        {
            for (int input = 0; input < Input; input++)
            {
                for (int tap = 0; tap < Taps; tap++)
                {
                    if ((input * Stride) + (tap * Dilation) - Before == output)
                    {
                        yield return (input, tap);
                    }
                }
            }
        }
    }
}
