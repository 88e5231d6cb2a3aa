using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Verification.Reference;

/// <summary>Windows over the spatial axes of a channels-last tensor.</summary>
internal sealed class Window
{
    public Window(int[] spatial, int[] size, int[] strides, int[] dilation, Padding padding)
    {
        Spatial = spatial;
        Size = size;
        Strides = strides;
        Dilation = dilation;
        Output = new int[spatial.Length];
        Before = new int[spatial.Length];
        for (int axis = 0; axis < spatial.Length; axis++)
        {
            int reach = ((size[axis] - 1) * dilation[axis]) + 1;
            if (padding == Padding.Same)
            {
                Output[axis] = (spatial[axis] + strides[axis] - 1) / strides[axis];
                Before[axis] = Math.Max(((Output[axis] - 1) * strides[axis]) + reach - spatial[axis], 0) / 2;
            }
            else
            {
                Before[axis] = padding == Padding.Causal ? reach - 1 : 0;
                Output[axis] = ((spatial[axis] + Before[axis] - reach) / strides[axis]) + 1;
            }
        }
    }

    public int[] Spatial { get; }

    public int[] Size { get; }

    public int[] Strides { get; }

    public int[] Dilation { get; }

    public int[] Output { get; }

    public int[] Before { get; }

    /// <summary>The pairs of an input's position and a tap that one output sees.</summary>
    public IEnumerable<(int Position, int Tap)> At(int[] output)
    {
        int taps = Tensor.Count(Size);
        int[] strides = Tensor.Strides(Spatial);
        int[] tap = new int[Size.Length];
        for (int i = 0; i < taps; i++)
        {
            int position = 0;
            bool isInside = true;
            for (int axis = 0; axis < tap.Length && isInside; axis++)
            {
                int at = (output[axis] * Strides[axis]) + (tap[axis] * Dilation[axis]) - Before[axis];
                isInside = (uint)at < (uint)Spatial[axis];
                position += at * strides[axis];
            }

            if (isInside)
            {
                yield return (position, i);
            }

            Tensor.Next(tap, Size);
        }
    }
}

/// <summary>Convolutions of all kinds.</summary>
internal sealed class ConvolutionReference : ReferenceLayer
{
    public override IReadOnlyList<string> Kinds { get; } =
    [
        "Conv1D", "Conv2D", "Conv3D", "Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose",
        "DepthwiseConv1D", "DepthwiseConv2D", "SeparableConv1D", "SeparableConv2D",
    ];

    public override Tensor Run(Node node, IReadOnlyList<Tensor> inputs)
    {
        Tensor input = inputs[0];
        int axes = input.Rank - 1;
        int[] arguments = Arguments(node);
        bool isDepthwise = node.Kind.StartsWith("Depthwise", StringComparison.Ordinal);
        bool isSeparable = node.Kind.StartsWith("Separable", StringComparison.Ordinal);
        int[] size = PerAxis(isDepthwise ? arguments : arguments[1..], axes);
        int[] strides = PerAxis(node.Option<int[]>("Strides", [1]), axes);
        int[] dilation = PerAxis(node.Option<int[]>("DilationRate", [1]), axes);
        int channels = input.Shape[^1];
        int multiplier = node.Option("DepthMultiplier", 1);
        int filters = isDepthwise ? channels * multiplier : arguments[0];
        Tensor output;
        int weights = 1;
        if (node.Kind.EndsWith("Transpose", StringComparison.Ordinal))
        {
            output = Transposed(node, input, size, strides, dilation, filters);
        }
        else
        {
            var window = new Window(input.Shape[..^1], size, strides, dilation, node.Option("Padding", Padding.Valid));
            int groups = isDepthwise || isSeparable ? channels : node.Option("Groups", 1);
            output = Convolve(input, window, Weight(node, 0), groups, isSeparable ? channels * multiplier : filters);
            if (isSeparable)
            {
                int[] one = [.. Enumerable.Repeat(1, axes)];
                output = Convolve(output, new Window(output.Shape[..^1], one, one, one, Padding.Valid), Weight(node, 1), 1, filters);
                weights = 2;
            }
        }

        if (node.Option("UseBias", true))
        {
            double[] bias = Weight(node, weights);
            for (int i = 0; i < output.Length; i++)
            {
                output.Values[i] += bias[i % filters];
            }
        }

        return FunctionReference.Apply(node.Option("Activation", Activation.Linear), output);
    }

    /// <summary>A kernel (taps, channels / groups, filters); of a depthwise one (taps, channels, multiplier) the rows are the same numbers.</summary>
    public static Tensor Convolve(Tensor input, Window window, double[] kernel, int groups, int filters)
    {
        int channels = input.Shape[^1];
        int depth = channels / groups;
        int width = filters / groups;
        // Depthwise kernels are (taps, channels, multiplier): one input a group, and the groups' filters beside each other.
        var output = new Tensor([.. window.Output, filters]);
        int[] place = new int[window.Output.Length];
        for (int o = 0; o < output.Length; o += filters)
        {
            foreach ((int position, int tap) in window.At(place))
            {
                for (int group = 0; group < groups; group++)
                {
                    for (int c = 0; c < depth; c++)
                    {
                        double x = input.Values[(position * channels) + (group * depth) + c];
                        int row = ((tap * depth) + c) * filters;
                        for (int f = group * width; f < (group + 1) * width; f++)
                        {
                            output.Values[o + f] += x * kernel[row + f];
                        }
                    }
                }
            }

            Tensor.Next(place, window.Output);
        }

        return output;
    }

    private static Tensor Transposed(Node node, Tensor input, int[] size, int[] strides, int[] dilation, int filters)
    {
        int axes = size.Length;
        int[] spatial = input.Shape[..^1];
        bool isSame = node.Option("Padding", Padding.Valid) == Padding.Same;
        int[]? outer = node.Options.Any(option => option.Name == "OutputPadding") ? PerAxis(node.Option<int[]>("OutputPadding", [0]), axes) : null;
        int[] length = new int[axes];
        int[] before = new int[axes];
        for (int axis = 0; axis < axes; axis++)
        {
            int reach = ((size[axis] - 1) * dilation[axis]) + 1;
            int full = ((spatial[axis] - 1) * strides[axis]) + reach;
            if (outer is not null)
            {
                before[axis] = isSame ? reach / 2 : 0;
                length[axis] = full - (2 * before[axis]) + outer[axis];
            }
            else
            {
                length[axis] = isSame ? spatial[axis] * strides[axis] : (spatial[axis] * strides[axis]) + Math.Max(reach - strides[axis], 0);
                before[axis] = Math.Max(full - length[axis], 0) / 2;
            }
        }

        double[] kernel = Weight(node, 0);
        int channels = input.Shape[^1];
        var output = new Tensor([.. length, filters]);
        int[] outputStrides = Tensor.Strides(length);
        int[] place = new int[axes];
        int[] tap = new int[axes];
        int taps = Tensor.Count(size);
        for (int i = 0; i < input.Length; i += channels)
        {
            for (int t = 0; t < taps; t++)
            {
                int target = 0;
                bool isInside = true;
                for (int axis = 0; axis < axes && isInside; axis++)
                {
                    int at = (place[axis] * strides[axis]) + (tap[axis] * dilation[axis]) - before[axis];
                    isInside = (uint)at < (uint)length[axis];
                    target += at * outputStrides[axis];
                }

                for (int f = 0; isInside && f < filters; f++)
                {
                    double sum = 0;
                    for (int c = 0; c < channels; c++)
                    {
                        sum += input.Values[i + c] * kernel[(((t * filters) + f) * channels) + c];
                    }

                    output.Values[(target * filters) + f] += sum;
                }

                Tensor.Next(tap, size);
            }

            Tensor.Next(place, spatial);
        }

        return output;
    }
}

/// <summary>Pooling in windows and over all positions.</summary>
internal sealed class PoolingReference : ReferenceLayer
{
    public override IReadOnlyList<string> Kinds { get; } =
    [
        "MaxPooling1D", "MaxPooling2D", "MaxPooling3D", "AveragePooling1D", "AveragePooling2D", "AveragePooling3D",
        "GlobalAveragePooling1D", "GlobalAveragePooling2D", "GlobalAveragePooling3D", "GlobalMaxPooling1D", "GlobalMaxPooling2D", "GlobalMaxPooling3D",
    ];

    public override bool CoversMask(Node node) => node.Option("DataFormat", DataFormat.ChannelsLast) == DataFormat.ChannelsLast;

    /// <summary>A mean over the steps that count.</summary>
    public override Tensor RunMasked(Node node, IReadOnlyList<Tensor> inputs, bool[] mask)
    {
        if (node.Kind != "GlobalAveragePooling1D")
        {
            return Run(node, inputs);
        }

        Tensor[] counting = [.. WrapperReference.Steps(inputs[0]).Where((_, step) => mask[step])];
        return counting.Length == 0 ? new Tensor([inputs[0].Shape[^1]], [.. Enumerable.Repeat(double.NaN, inputs[0].Shape[^1])]) : Run(node, [WrapperReference.Stack(counting)]);
    }

    public override Tensor Run(Node node, IReadOnlyList<Tensor> inputs)
    {
        Tensor input = inputs[0];
        int axes = input.Rank - 1;
        bool isGlobal = node.Kind.StartsWith("Global", StringComparison.Ordinal);
        int[] one = [.. Enumerable.Repeat(1, axes)];
        int[] size = isGlobal ? input.Shape[..^1] : PerAxis(node.Arguments.Count == 0 ? [2] : Arguments(node), axes);
        int[] strides = isGlobal ? one : PerAxis(node.Option("Strides", size), axes);
        var window = new Window(input.Shape[..^1], size, strides, one, node.Option("Padding", Padding.Valid));
        bool isMean = node.Kind.Contains("Average", StringComparison.Ordinal);
        int channels = input.Shape[^1];
        var output = new Tensor([.. window.Output, channels]);
        int[] place = new int[axes];
        for (int o = 0; o < output.Length; o += channels)
        {
            int[] positions = [.. window.At(place).Select(pair => pair.Position)];
            for (int c = 0; c < channels; c++)
            {
                IEnumerable<double> seen = positions.Select(position => input.Values[(position * channels) + c]);
                output.Values[o + c] = isMean ? seen.Sum() / positions.Length : seen.Max();
            }

            Tensor.Next(place, window.Output);
        }

        return isGlobal && !node.Option("KeepDims", false) ? output.As(channels) : output;
    }
}
