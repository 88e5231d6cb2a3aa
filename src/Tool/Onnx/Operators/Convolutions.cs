using ShapeGen.Tool.Keras;
using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Onnx.Operators;

/// <summary>Windows in ONNX: padding before and after each axis, and Keras' ways to say it.</summary>
internal static class OnnxWindow
{
    public static int[] PerAxis(Operation operation, string name, int axes) => operation.Integers(name) ?? [.. Enumerable.Repeat(1, axes)];

    /// <summary>The padding, before all axes and then after them.</summary>
    public static int[] Pads(Operation operation, int[] spatial, int[] size, int[] strides, int[] dilation)
    {
        int axes = spatial.Length;
        string automatic = operation.Text("auto_pad", "NOTSET");
        if (automatic is "NOTSET" or "")
        {
            int[] pads = operation.Integers("pads") ?? new int[2 * axes];
            return pads.Length == 2 * axes && pads.All(pad => pad >= 0) ? pads : throw new UnsupportedOperatorException($"its pads are [{string.Join(", ", pads)}]");
        }

        int[] same = Same(spatial, size, strides, dilation);
        return automatic switch
        {
            "VALID" => new int[2 * axes],
            "SAME_UPPER" => same,
            _ => [.. same.Skip(axes), .. same.Take(axes)],
        };
    }

    /// <summary>What <c>Padding.Same</c> adds.</summary>
    public static int[] Same(int[] spatial, int[] size, int[] strides, int[] dilation)
    {
        int[] total = [.. spatial.Select((length, axis) =>
            Math.Max((((length + strides[axis] - 1) / strides[axis]) - 1) * strides[axis] + ((size[axis] - 1) * dilation[axis]) + 1 - length, 0))];
        return [.. total.Select(pad => pad / 2), .. total.Select(pad => pad - (pad / 2))];
    }

    /// <summary>The output's spatial sizes.</summary>
    public static int[] Output(int[] spatial, int[] size, int[] strides, int[] dilation, int[] pads, bool isCeiling) => [.. spatial.Select((length, axis) =>
    {
        int room = length + pads[axis] + pads[axis + spatial.Length] - ((size[axis] - 1) * dilation[axis]) - 1;
        return room < 0 ? throw new UnsupportedOperatorException("its window is larger than its input") : ((isCeiling ? room + strides[axis] - 1 : room) / strides[axis]) + 1;
    })];

    /// <summary>Adds a border of zeros.</summary>
    public static Node Border(GraphRaising graph, Node input, int[] pads)
    {
        int axes = pads.Length / 2;
        Node border = graph.Add($"ZeroPadding{axes}D", null, input);
        int[] edges = [.. Enumerable.Range(0, axes).SelectMany(axis => (int[])[pads[axis], pads[axis + axes]])];
        border.Arguments.AddRange(KerasOptions.Once(edges).Cast<object>());
        return border;
    }

    public static int[] Transposed(int[] order, int[] shape) => [.. order.Select(axis => shape[axis])];

    /// <summary>Values with their axes in another order.</summary>
    public static WeightTensor Reorder(Constant constant, int[] order, int[]? seenAs = null)
    {
        int[] shape = seenAs ?? constant.Shape;
        int[] target = Transposed(order, shape);
        int[] strides = Transposed(order, Verification.Reference.Tensor.Strides(shape));
        return constant.AsWeight().Rearranged(target, (source, row, values) =>
        {
            int from = 0;
            for (int axis = target.Length - 2; axis >= 0; axis--)
            {
                (row, int place) = Math.DivRem(row, target[axis]);
                from += place * strides[axis];
            }

            for (int i = 0; i < values.Length; i++)
            {
                values[i] = source[from + (i * strides[^1])];
            }
        });
    }

    public static WeightTensor AsIs(Constant constant) => constant.AsWeight();
}

/// <summary>Convolutions.</summary>
internal sealed class ConvolutionOperators : OnnxOperator
{
    public override IReadOnlyList<string> Types { get; } = ["Conv"];

    public override void Raise(Operation operation, GraphRaising graph)
    {
        Value input = graph.ChannelsLast(GraphRaising.RequirePlaces(graph.Data(operation, 0)));
        Constant kernel = graph.Weight(operation, 1);
        int axes = input.Rank - 2;
        if (axes is < 1 or > 3 || kernel.Shape.Length != axes + 2)
        {
            throw new UnsupportedOperatorException($"it convolves over {axes} axes");
        }

        int[] size = kernel.Shape[2..];
        int[] spatial = input.Shape[2..];
        int channels = input.Shape[1];
        int filters = kernel.Shape[0];
        int groups = operation.Integer("group", 1);
        int[] strides = OnnxWindow.PerAxis(operation, "strides", axes);
        int[] dilation = OnnxWindow.PerAxis(operation, "dilations", axes);
        if (groups < 1 || kernel.Shape[1] * groups != channels || filters % groups != 0)
        {
            throw new UnsupportedOperatorException($"its kernel ({string.Join(", ", kernel.Shape)}) does not fit {channels} channels in {groups} groups");
        }

        int[] pads = OnnxWindow.Pads(operation, spatial, size, strides, dilation);
        int[] output = OnnxWindow.Output(spatial, size, strides, dilation, pads, isCeiling: false);
        bool isSame = pads.Any(pad => pad > 0) && pads.SequenceEqual(OnnxWindow.Same(spatial, size, strides, dilation));
        bool isDepthwise = groups == channels && groups > 1 && axes < 3;
        Node source = pads.All(pad => pad == 0) || isSame ? input.Node! : OnnxWindow.Border(graph, input.Node!, pads);
        Node node = graph.Add($"{(isDepthwise ? "DepthwiseConv" : "Conv")}{axes}D", GraphRaising.ModuleOf(kernel, operation), source);
        if (!isDepthwise)
        {
            node.Arguments.Add(filters);
        }

        node.Arguments.AddRange(KerasOptions.Once(size).Cast<object>());
        node.Set("Strides", KerasOptions.Once(strides), [1]);
        node.Set("Padding", isSame ? Padding.Same : Padding.Valid, Padding.Valid);
        node.Set("DilationRate", KerasOptions.Once(dilation), [1]);
        node.Set("Groups", isDepthwise ? 1 : groups, 1);
        node.Set("DepthMultiplier", isDepthwise ? filters / groups : 1, 1);
        node.Set("UseBias", operation.HasInput(2), true);
        int[] taps = [.. Enumerable.Range(2, axes)];
        // (channels · multiplier, 1, taps) seen as (channels, multiplier, taps).
        node.Weights.Add(isDepthwise
            ? OnnxWindow.Reorder(kernel, [.. taps, 0, 1], [channels, filters / channels, .. size])
            : OnnxWindow.Reorder(kernel, [.. taps, 1, 0]));
        if (operation.HasInput(2))
        {
            node.Weights.Add(OnnxWindow.AsIs(graph.Weight(operation, 2)));
        }

        graph.Set(operation.Outputs[0], new Value([1, filters, .. output]) { Node = node, Order = Value.ChannelsLast(input.Rank) });
    }
}

/// <summary>Pooling.</summary>
internal sealed class PoolingOperators : OnnxOperator
{
    private static readonly HashSet<string> NeverNegative = ["Relu", "Relu6", "Sigmoid", "HardSigmoid", "Softmax", "Softplus", "Exponential"];

    public override IReadOnlyList<string> Types { get; } = ["MaxPool", "AveragePool", "GlobalAveragePool", "GlobalMaxPool", "ReduceMean", "ReduceMax"];

    public override void Raise(Operation operation, GraphRaising graph)
    {
        Value input = GraphRaising.RequirePlaces(graph.Data(operation, 0));
        bool isMean = operation.Type is "AveragePool" or "GlobalAveragePool" or "ReduceMean";
        if (operation.Type is "MaxPool" or "AveragePool")
        {
            Window(operation, graph, graph.ChannelsLast(input), isMean);
            return;
        }

        int[] axes = [.. Axes(operation, graph, input.Rank).Order()];
        bool keepsAxes = !operation.Type.StartsWith("Reduce", StringComparison.Ordinal) || operation.Integer("keepdims", 1) == 1;
        // Over the spatial axes of an image, or over the steps of a sequence.
        bool isSequence = input.Rank == 3 && axes.SequenceEqual([1]) && input.Has(Value.Plain(3));
        if (!isSequence && !axes.SequenceEqual(Enumerable.Range(2, Math.Max(input.Rank - 2, 0))))
        {
            throw new UnsupportedOperatorException($"it reduces the axes {string.Join(", ", axes)}; global pooling takes all spatial axes");
        }

        input = isSequence ? input : graph.ChannelsLast(input);
        Node node = graph.Add($"Global{(isMean ? "Average" : "Max")}Pooling{input.Rank - 2}D", null, input.Node!);
        node.Set("KeepDims", keepsAxes, false);
        int[] shape = keepsAxes
            ? [.. input.Shape.Select((dimension, axis) => axes.Contains(axis) ? 1 : dimension)]
            : [.. input.Shape.Where((_, axis) => !axes.Contains(axis))];
        graph.Set(operation.Outputs[0], new Value(shape) { Node = node, Order = keepsAxes ? input.Order : Value.Plain(shape.Length) });
    }

    private static int[] Axes(Operation operation, GraphRaising graph, int rank)
    {
        if (operation.Type.StartsWith("Global", StringComparison.Ordinal))
        {
            return [.. Enumerable.Range(2, rank - 2)];
        }

        int[]? axes = operation.Integers("axes") ?? (graph.Constant(operation, 1)?.Integers is { } given ? [.. given.Select(axis => (int)axis)] : null);
        return axes is null ? [.. Enumerable.Range(0, rank)] : [.. axes.Select(axis => axis < 0 ? axis + rank : axis)];
    }

    private static void Window(Operation operation, GraphRaising graph, Value input, bool isMean)
    {
        int axes = input.Rank - 2;
        int[] size = operation.Integers("kernel_shape") ?? throw new UnsupportedOperatorException("its window is missing");
        int[] strides = OnnxWindow.PerAxis(operation, "strides", axes);
        int[] one = [.. Enumerable.Repeat(1, axes)];
        int[] spatial = input.Shape[2..];
        if (axes is < 1 or > 3 || size.Length != axes || OnnxWindow.PerAxis(operation, "dilations", axes).Any(rate => rate != 1))
        {
            throw new UnsupportedOperatorException("its window is dilated, or of another number of axes");
        }

        int[] pads = OnnxWindow.Pads(operation, spatial, size, strides, one);
        int[] output = OnnxWindow.Output(spatial, size, strides, one, pads, isCeiling: false);
        if (operation.Integer("ceil_mode", 0) == 1 && !output.SequenceEqual(OnnxWindow.Output(spatial, size, strides, one, pads, isCeiling: true)))
        {
            throw new UnsupportedOperatorException("its last window sticks out of the input (ceil_mode)");
        }

        bool isPadded = pads.Any(pad => pad > 0);
        bool countsPads = isMean && operation.Integer("count_include_pad", 0) == 1;
        bool isSame = isPadded && !countsPads && pads.SequenceEqual(OnnxWindow.Same(spatial, size, strides, one));
        Node source = input.Node!;
        if (isPadded && !isSame)
        {
            // A border of zeros never wins where nothing is negative.
            if (!countsPads && (isMean || !IsNeverNegative(source)))
            {
                throw new UnsupportedOperatorException($"its padding [{string.Join(", ", pads)}] leaves the border out, which only Padding.Same does");
            }

            source = OnnxWindow.Border(graph, source, pads);
        }

        Node node = graph.Add($"{(isMean ? "Average" : "Max")}Pooling{axes}D", null, source);
        int[] once = KerasOptions.Once(size);
        if (isMean || !once.SequenceEqual([2]))
        {
            node.Arguments.AddRange(once.Cast<object>());
        }

        node.Set("Strides", KerasOptions.Once(strides), once);
        node.Set("Padding", isSame ? Padding.Same : Padding.Valid, Padding.Valid);
        graph.Set(operation.Outputs[0], new Value([1, input.Shape[1], .. output]) { Node = node, Order = Value.ChannelsLast(input.Rank) });
    }

    private static bool IsNeverNegative(Node node) => node.Kind == "ReLU"
        || NeverNegative.Contains(node.Option("Activation", Activation.Linear).ToString())
        || (node.Kind == "Activation" && node.Options.Count == 0 && NeverNegative.Contains(node.Arguments[0].ToString()!));
}
