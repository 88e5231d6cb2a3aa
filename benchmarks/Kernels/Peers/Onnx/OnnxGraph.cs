using System.Numerics;
using System.Runtime.InteropServices;

namespace ShapeGen.Benchmarks.Peers.Onnx;

/// <summary>An ONNX model with one input and one output, written node by node. Field numbers are those of onnx.proto.</summary>
/// <typeparam name="T">float, double or Half.</typeparam>
/// <param name="inputShape">With the batch axis.</param>
internal sealed class OnnxGraph<T>(params long[] inputShape)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // The last versions in which ReduceMean takes its axes as an attribute.
    private const int OperatorSet = 17;
    private const int IrVersion = 8;
    private const int AttributeInteger = 2;
    private const int AttributeText = 3;
    private const int AttributeIntegers = 7;
    private const int Integers64 = 7;

    private readonly ProtobufWriter _graph = new();
    private readonly List<(string Input, string Output, long[] Shape)> _states = [];
    private string _last = "x";
    private int _nodes;
    private int _constants;

    private static int ElementType => typeof(T) == typeof(float) ? 1 : typeof(T) == typeof(Half) ? 10 : 11;

    /// <summary>Channels-last global pooling: no transposition, which would be the slower way.</summary>
    public OnnxGraph<T> ReduceOverImage(bool isMaximum) => Node(
        isMaximum ? "ReduceMax" : "ReduceMean",
        [],
        Attribute("axes", AttributeIntegers, a => a.Integers(8, 1, 2)),
        Attribute("keepdims", AttributeInteger, a => a.Integer(3, 0)));

    public OnnxGraph<T> GlobalAveragePool() => Node("GlobalAveragePool", []).Flatten();

    /// <param name="kernel">(inputs, outputs), as Keras has it.</param>
    /// <param name="bias">(outputs).</param>
    public OnnxGraph<T> Dense(ReadOnlySpan<T> kernel, ReadOnlySpan<T> bias)
    {
        string[] names = [$"kernel{_nodes}", $"bias{_nodes}"];
        Initializer(names[0], kernel, kernel.Length / bias.Length, bias.Length);
        Initializer(names[1], bias, bias.Length);
        return Node("Gemm", names);
    }

    /// <summary>A convolution with channels first.</summary>
    /// <param name="isTransposed">ConvTranspose.</param>
    /// <param name="kernel">The kernel in ONNX' order.</param>
    /// <param name="kernelShape">Its shape: two axes of channels, then the spatial ones.</param>
    /// <param name="bias">(filters).</param>
    /// <param name="pads">Before and then after each axis, or nothing.</param>
    /// <param name="stride">Along all axes.</param>
    /// <param name="groups">Groups of channels.</param>
    public OnnxGraph<T> Conv(bool isTransposed, ReadOnlySpan<T> kernel, int[] kernelShape, ReadOnlySpan<T> bias, int[] pads, int stride, int groups)
    {
        string[] names = [$"kernel{_nodes}", $"bias{_nodes}"];
        Initializer(names[0], kernel, [.. kernelShape.Select(d => (long)d)]);
        Initializer(names[1], bias, bias.Length);
        int axes = kernelShape.Length - 2;
        long[] all = pads.Length == 0 ? new long[2 * axes] : [.. pads.Select(p => (long)p)];
        return Node(
            isTransposed ? "ConvTranspose" : "Conv",
            names,
            Attribute("pads", AttributeIntegers, a => a.Integers(8, all)),
            Attribute("strides", AttributeIntegers, a => a.Integers(8, [.. Enumerable.Repeat((long)stride, axes)])),
            Attribute("group", AttributeInteger, a => a.Integer(3, groups)));
    }

    /// <summary>A convolution of stride 1 with channels first, of a kernel that others may have too.</summary>
    public string Conv(string input, string kernel, long[] pads) => Apply("Conv", [input, kernel], [Attribute("pads", AttributeIntegers, a => a.Integers(8, pads))]);

    /// <summary>Equal parts along an axis.</summary>
    public string[] Split(string input, int axis, int parts)
    {
        string[] others = [.. Enumerable.Range(1, parts - 1).Select(part => $"part{_nodes}_{part}")];
        return [Apply("Split", [input], [Attribute("axis", AttributeInteger, a => a.Integer(3, axis))], others), .. others];
    }

    /// <summary>The inputs and outputs beside the first that hold a state: what a run gives to the one the next takes from the other.</summary>
    public IReadOnlyList<(string Input, string Output, long[] Shape)> States => _states;

    /// <summary>LSTM or GRU, all outputs; the input is (steps, 1, features).</summary>
    /// <param name="type">The operator.</param>
    /// <param name="kernel">(directions, gates · units, features).</param>
    /// <param name="recurrent">(directions, gates · units, units).</param>
    /// <param name="bias">For each direction that of the input, then that of the state.</param>
    /// <param name="units">Units of a gate.</param>
    /// <param name="gates">Gates of a unit.</param>
    /// <param name="directions">1, or 2 for both.</param>
    /// <param name="keepsState">Begins with a state, and gives the one after the last step (LSTM alone).</param>
    public OnnxGraph<T> Recurrent(string type, ReadOnlySpan<T> kernel, ReadOnlySpan<T> recurrent, ReadOnlySpan<T> bias, int units, int gates, int directions = 1, bool keepsState = false)
    {
        string[] names = [$"kernel{_nodes}", $"recurrent{_nodes}", $"bias{_nodes}"];
        int width = gates * units;
        Initializer(names[0], kernel, directions, width, kernel.Length / width / directions);
        Initializer(names[1], recurrent, directions, width, units);
        Initializer(names[2], bias, directions, 2 * width);
        if (keepsState)
        {
            _states.AddRange(new[] { "h", "c" }.Select(name => (name, name + "Next", new long[] { directions, 1, units })));
        }

        // The fifth input, lengths of the sequences, is left out.
        string[] states = [.. keepsState ? [""] : Array.Empty<string>(), .. _states.Select(state => state.Input)];
        Apply(
            type,
            [_last, .. names, .. states],
            [
                Attribute("hidden_size", AttributeInteger, a => a.Integer(3, units)),
                .. type == "GRU" ? [Attribute("linear_before_reset", AttributeInteger, a => a.Integer(3, 1))] : Array.Empty<ProtobufWriter>(),
                .. directions == 2 ? [new ProtobufWriter().Text(1, "direction").Text(4, "bidirectional").Integer(20, AttributeText)] : Array.Empty<ProtobufWriter>(),
            ],
            [.. _states.Select(state => state.Output)]);
        return this;
    }

    /// <summary>Pooling over windows, with channels first.</summary>
    /// <param name="isMaximum">MaxPool, else AveragePool.</param>
    /// <param name="windows">Their size along each axis.</param>
    /// <param name="strides">Along each axis.</param>
    /// <param name="pads">Before and then after each axis.</param>
    public OnnxGraph<T> Pool(bool isMaximum, long[] windows, long[] strides, long[] pads) => Node(
        isMaximum ? "MaxPool" : "AveragePool",
        [],
        Attribute("kernel_shape", AttributeIntegers, a => a.Integers(8, windows)),
        Attribute("strides", AttributeIntegers, a => a.Integers(8, strides)),
        Attribute("pads", AttributeIntegers, a => a.Integers(8, pads)));

    /// <summary>The values of two outputs one after the other along the channels, which come first.</summary>
    public OnnxGraph<T> Concatenate(string first, string second)
    {
        Apply("Concat", [first, second], [Attribute("axis", AttributeInteger, a => a.Integer(3, 1))]);
        return this;
    }

    /// <summary>Makes an earlier output the one that the next operator reads.</summary>
    public OnnxGraph<T> ContinueFrom(string name)
    {
        _last = name;
        return this;
    }

    public OnnxGraph<T> Relu() => Node("Relu", []);

    public OnnxGraph<T> Softmax() => Node("Softmax", [], Attribute("axis", AttributeInteger, a => a.Integer(3, -1)));

    public OnnxGraph<T> Flatten() => Node("Flatten", []);

    public OnnxGraph<T> ToChannelsLast() => Node("Transpose", [], Attribute("perm", AttributeIntegers, a => a.Integers(8, 0, 2, 3, 1))).Flatten();

    /// <param name="outputShape">With the batch axis.</param>
    public byte[] ToModel(params long[] outputShape)
    {
        _graph.Text(2, "graph").Message(11, Value("x", inputShape)).Message(12, Value(_last, outputShape));
        foreach ((string input, string output, long[] shape) in _states)
        {
            _graph.Message(11, Value(input, shape)).Message(12, Value(output, shape));
        }

        return new ProtobufWriter()
            .Integer(1, IrVersion)
            .Message(7, _graph)
            .Message(8, new ProtobufWriter().Text(1, "").Integer(2, OperatorSet))
            .ToArray();
    }

    /// <summary>The name of the output: that of the last node's value.</summary>
    public string OutputName => _last;

    /// <summary>An operator over named values.</summary>
    /// <returns>The name of its output, which is the graph's as long as no other is added.</returns>
    public string Apply(string type, params string[] inputs) => Apply(type, inputs, []);

    /// <summary>A transposition.</summary>
    public string Transpose(string input, params long[] order) => Apply("Transpose", [input], [Attribute("perm", AttributeIntegers, a => a.Integers(8, order))]);

    /// <summary>Another shape.</summary>
    public string Reshape(string input, params long[] shape)
    {
        string name = $"shape{_nodes}";
        _graph.Message(5, new ProtobufWriter().Integers(1, shape.Length).Integer(2, Integers64).Text(8, name).Bytes(9, MemoryMarshal.AsBytes(shape.AsSpan())));
        return Apply("Reshape", input, name);
    }

    /// <summary>Numbers that the graph holds.</summary>
    public string Constant(ReadOnlySpan<T> values, params long[] shape)
    {
        string name = $"constant{_constants++}";
        Initializer(name, values, shape);
        return name;
    }

    private OnnxGraph<T> Node(string type, string[] weights, params ReadOnlySpan<ProtobufWriter> attributes)
    {
        Apply(type, [_last, .. weights], attributes);
        return this;
    }

    private string Apply(string type, string[] inputs, ReadOnlySpan<ProtobufWriter> attributes, params ReadOnlySpan<string> otherOutputs)
    {
        string output = $"y{_nodes++}";
        ProtobufWriter node = new ProtobufWriter().Texts(1, inputs).Text(2, output).Texts(2, otherOutputs).Text(4, type);
        foreach (ProtobufWriter attribute in attributes)
        {
            node.Message(5, attribute);
        }

        _graph.Message(1, node);
        _last = output;
        return output;
    }

    private static ProtobufWriter Attribute(string name, int type, Func<ProtobufWriter, ProtobufWriter> value) =>
        value(new ProtobufWriter().Text(1, name)).Integer(20, type);

    private void Initializer(string name, ReadOnlySpan<T> values, params ReadOnlySpan<long> shape) => _graph.Message(
        5,
        new ProtobufWriter().Integers(1, shape).Integer(2, ElementType).Text(8, name).Bytes(9, MemoryMarshal.AsBytes(values)));

    private static ProtobufWriter Value(string name, long[] shape)
    {
        var dimensions = new ProtobufWriter();
        foreach (long dimension in shape)
        {
            dimensions.Message(1, new ProtobufWriter().Integer(1, dimension));
        }

        ProtobufWriter tensor = new ProtobufWriter().Integer(1, ElementType).Message(2, dimensions);
        return new ProtobufWriter().Text(1, name).Message(2, new ProtobufWriter().Message(1, tensor));
    }
}
