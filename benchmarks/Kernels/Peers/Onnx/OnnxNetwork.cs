namespace ShapeGen.Benchmarks.Peers.Onnx;

/// <summary>
/// Writes a network for ONNX Runtime, with channels first, from weights under Keras' names. What Keras calls <c>same</c> becomes pads; the runtime itself
/// folds normalisations and fuses functions.
/// </summary>
/// <param name="weights">The file of the weights, with channels last.</param>
/// <param name="shape">(height, width, channels) of the input.</param>
internal sealed class OnnxNetwork(SafeTensors weights, params int[] shape)
{
    private readonly Dictionary<string, int> _uses = [];
    private int[] _shape = shape;

    public OnnxGraph<float> Graph { get; } = new(1, shape[2], shape[0], shape[1]);

    /// <summary>What the last operator gives, to come back to.</summary>
    public (string Name, int[] Shape) Here => (Graph.OutputName, _shape);

    /// <summary>That of the whole, with the batch axis.</summary>
    public long[] OutputShape => _shape[0] * _shape[1] == 1 ? [1, _shape[2]] : [1, _shape[2], _shape[0], _shape[1]];

    /// <summary>The name of a block or layer that is used again and again: with a number from the second use on, as Keras counts.</summary>
    public string Next(string name)
    {
        int use = _uses[name] = _uses.GetValueOrDefault(name, -1) + 1;
        return use == 0 ? name : $"{name}_{use}";
    }

    public OnnxNetwork ContinueFrom((string Name, int[] Shape) place)
    {
        Graph.ContinueFrom(place.Name);
        _shape = place.Shape;
        return this;
    }

    /// <summary>A convolution; a kernel of (height, width, channels, 1) is a depthwise one.</summary>
    public OnnxNetwork Conv(string name, int stride = 1, bool isSame = true, bool isTransposed = false)
    {
        (float[] kernel, int[] size) = Read($"{name}/kernel");
        bool isDepthwise = size[3] == 1 && size[2] == _shape[2] && name.Contains("depthwise", StringComparison.Ordinal);
        int filters = isDepthwise || isTransposed ? size[2] : size[3];
        float[] bias = weights.Contains($"{name}/bias") ? Read($"{name}/bias").Values : new float[filters];
        int[] order = isDepthwise ? [size[2], 1] : [size[3], size[2]];
        float[] turned = LastAxesFirst(kernel, isDepthwise ? 1 : size[3], size[2]);
        int[] pads = isTransposed ? [0, 0, size[0] - stride, size[1] - stride] : isSame ? SamePads(size[0], size[1], stride) : [0, 0, 0, 0];
        Graph.Conv(isTransposed, turned, [.. order, size[0], size[1]], bias, pads, stride, isDepthwise ? filters : 1);
        _shape = isTransposed
            ? [_shape[0] * stride, _shape[1] * stride, filters]
            : [((_shape[0] + pads[0] + pads[2] - size[0]) / stride) + 1, ((_shape[1] + pads[1] + pads[3] - size[1]) / stride) + 1, filters];
        return this;
    }

    public OnnxNetwork Normalize(string name)
    {
        string[] inputs = [Graph.OutputName, .. new[] { "gamma", "beta", "moving_mean", "moving_variance" }.Select(part => Graph.Constant(Read($"{name}/{part}").Values, _shape[2]))];

        // Keras' epsilon is added here: the operator's default is another.
        (float[] variance, _) = Read($"{name}/moving_variance");
        inputs[4] = Graph.Constant([.. variance.Select(v => v + 1e-3f - 1e-5f)], _shape[2]);
        Graph.Apply("BatchNormalization", inputs);
        return this;
    }

    public OnnxNetwork Relu()
    {
        Graph.Relu();
        return this;
    }

    public OnnxNetwork Relu6()
    {
        Graph.Apply("Clip", Graph.OutputName, Graph.Constant([0f]), Graph.Constant([6f]));
        return this;
    }

    public OnnxNetwork Apply(string type)
    {
        Graph.Apply(type, Graph.OutputName);
        return this;
    }

    public OnnxNetwork Pool(bool isMaximum)
    {
        Graph.Pool(isMaximum, [2, 2], [2, 2], [0, 0, 0, 0]);
        _shape = [_shape[0] / 2, _shape[1] / 2, _shape[2]];
        return this;
    }

    public OnnxNetwork GlobalPool()
    {
        Graph.Apply("GlobalAveragePool", Graph.OutputName);
        _shape = [1, 1, _shape[2]];
        return this;
    }

    public OnnxNetwork Add((string Name, int[] Shape) other)
    {
        Graph.Apply("Add", Graph.OutputName, other.Name);
        return this;
    }

    public OnnxNetwork Concatenate((string Name, int[] Shape) first, (string Name, int[] Shape) second)
    {
        Graph.Concatenate(first.Name, second.Name);
        _shape = [_shape[0], _shape[1], first.Shape[2] + second.Shape[2]];
        return this;
    }

    /// <summary>All values in a row, with channels first.</summary>
    public OnnxNetwork Flatten()
    {
        Graph.Flatten();
        return this;
    }

    /// <summary>A matrix whose rows come in the order of a tensor with channels last: they are brought into that of one with channels first.</summary>
    public OnnxNetwork Dense(string name)
    {
        (float[] kernel, int[] size) = Read($"{name}/kernel");
        int channels = _shape[2];
        int positions = size[0] / channels;
        float[] turned = new float[kernel.Length];
        for (int row = 0; row < size[0]; row++)
        {
            int from = (row % positions * channels) + (row / positions);
            kernel.AsSpan(from * size[1], size[1]).CopyTo(turned.AsSpan(row * size[1]));
        }

        Graph.Dense(turned, Read($"{name}/bias").Values);
        _shape = [1, 1, size[1]];
        return this;
    }

    public OnnxNetwork Softmax()
    {
        Graph.Softmax();
        return this;
    }

    private int[] SamePads(int height, int width, int stride)
    {
        int rows = Pad(_shape[0], height, stride);
        int columns = Pad(_shape[1], width, stride);
        return [rows / 2, columns / 2, rows - (rows / 2), columns - (columns / 2)];

        static int Pad(int input, int taps, int stride) => Math.Max(0, (((input - 1) / stride) * stride) + taps - input);
    }

    private (float[] Values, int[] Shape) Read(string name)
    {
        if (!weights.TryFind(name, out TensorInfo? info))
        {
            throw new InvalidOperationException($"There is no {name}.");
        }

        int[] shape = [.. info.Shape.ToArray().Select(d => (int)d)];
        float[] values = new float[shape.Aggregate(1, (product, d) => product * d)];
        weights.CopyTo<float>(name, values);
        return (values, shape);
    }

    /// <summary>Brings (taps, middle, last) to (last, middle, taps).</summary>
    public static float[] LastAxesFirst(ReadOnlySpan<float> kernel, int last, int middle)
    {
        int taps = kernel.Length / last / middle;
        float[] turned = new float[kernel.Length];
        for (int i = 0; i < turned.Length; i++)
        {
            turned[(((i % last * middle) + (i / last % middle)) * taps) + (i / last / middle)] = kernel[i];
        }

        return turned;
    }
}
