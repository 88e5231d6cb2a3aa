using ShapeGen.Tool.Keras;
using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Onnx.Operators;

/// <summary>Transposed convolutions. Padding that ONNX leaves out of the output is cropped, unless it is what <c>Padding.Same</c> leaves out.</summary>
internal sealed class TransposedConvolution : OnnxOperator
{
    public override IReadOnlyList<string> Types { get; } = ["ConvTranspose"];

    public override void Raise(Operation operation, GraphRaising graph)
    {
        Value input = graph.ChannelsLast(GraphRaising.RequirePlaces(graph.Data(operation, 0)));
        Constant kernel = graph.Weight(operation, 1);
        int axes = input.Rank - 2;
        if (axes is < 1 or > 3 || kernel.Shape.Length != axes + 2 || kernel.Shape[0] != input.Shape[1] || operation.Integer("group", 1) != 1 || operation.Find("output_shape") is not null)
        {
            throw new UnsupportedOperatorException(operation.Integer("group", 1) != 1 ? "it has groups, which Conv2DTranspose does not" : $"its kernel ({string.Join(", ", kernel.Shape)}) does not fit {input.Shape[1]} channels, or its output's shape is given");
        }

        int filters = kernel.Shape[1];
        int[] size = kernel.Shape[2..];
        int[] spatial = input.Shape[2..];
        int[] strides = OnnxWindow.PerAxis(operation, "strides", axes);
        int[] dilation = OnnxWindow.PerAxis(operation, "dilations", axes);
        int[] more = operation.Integers("output_padding") ?? new int[axes];
        int[] reach = [.. size.Select((taps, axis) => ((taps - 1) * dilation[axis]) + 1)];
        int[] pads = Pads(operation, reach, strides, axes);
        int[] output = [.. spatial.Select((length, axis) => ((length - 1) * strides[axis]) + reach[axis] - pads[axis] - pads[axis + axes] + more[axis])];
        if (output.Any(length => length < 1))
        {
            throw new UnsupportedOperatorException("nothing is left of its output");
        }

        bool isSame = pads.Any(pad => pad > 0) && Enumerable.Range(0, axes).All(axis =>
            output[axis] == spatial[axis] * strides[axis] && reach[axis] >= strides[axis] && pads[axis] == (reach[axis] - strides[axis]) / 2);
        Node node = graph.Add($"Conv{axes}DTranspose", GraphRaising.ModuleOf(kernel, operation), input.Node!);
        node.Arguments.Add(filters);
        node.Arguments.AddRange(KerasOptions.Once(size).Cast<object>());
        node.Set("Strides", KerasOptions.Once(strides), [1]);
        node.Set("Padding", isSame ? Padding.Same : Padding.Valid, Padding.Valid);
        node.Set("OutputPadding", isSame || more.All(length => length == 0) ? [-1] : KerasOptions.Once(more), [-1]);
        node.Set("DilationRate", KerasOptions.Once(dilation), [1]);
        node.Set("UseBias", operation.HasInput(2), true);
        node.Weights.Add(OnnxWindow.Reorder(kernel, [.. Enumerable.Range(2, axes), 1, 0]));
        if (operation.HasInput(2))
        {
            node.Weights.Add(OnnxWindow.AsIs(graph.Weight(operation, 2)));
        }

        if (!isSame)
        {
            node = Crop(graph, node, axes, [.. Enumerable.Range(0, axes).SelectMany(axis =>
            {
                // Without OutputPadding a stride wider than the kernel has its own zeros at the end.
                int whole = ((spatial[axis] - 1) * strides[axis]) + (more.All(length => length == 0) ? Math.Max(reach[axis], strides[axis]) : reach[axis] + more[axis]);
                return (int[])[pads[axis], whole - pads[axis] - output[axis]];
            })]);
        }

        graph.Set(operation.Outputs[0], new Value([1, filters, .. output]) { Node = node, Order = Value.ChannelsLast(input.Rank) });
    }

    private static int[] Pads(Operation operation, int[] reach, int[] strides, int axes)
    {
        string automatic = operation.Text("auto_pad", "NOTSET");
        int[] total = [.. reach.Select((length, axis) => Math.Max(length - strides[axis], 0))];
        int[] pads = automatic switch
        {
            "NOTSET" or "" => operation.Integers("pads") ?? new int[2 * axes],
            "VALID" => new int[2 * axes],
            "SAME_UPPER" => [.. total.Select(pad => pad / 2), .. total.Select(pad => pad - (pad / 2))],
            _ => [.. total.Select(pad => pad - (pad / 2)), .. total.Select(pad => pad / 2)],
        };
        return pads.Length == 2 * axes && pads.All(pad => pad >= 0) ? pads : throw new UnsupportedOperatorException($"its pads are [{string.Join(", ", pads)}]");
    }

    private static Node Crop(GraphRaising graph, Node node, int axes, int[] edges) => edges.All(edge => edge == 0) ? node : Parts.Cropping(graph, node, axes, edges);
}
