using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Onnx.Operators;

/// <summary>Activation functions; after a convolution or a fully connected layer they become its option.</summary>
internal sealed class Functions : OnnxOperator
{
    private static readonly Dictionary<string, Activation> Plain = new(StringComparer.Ordinal)
    {
        ["Relu"] = Activation.Relu, ["Sigmoid"] = Activation.Sigmoid, ["Tanh"] = Activation.Tanh, ["Softplus"] = Activation.Softplus, ["Softsign"] = Activation.Softsign,
        ["HardSwish"] = Activation.HardSilu, ["Mish"] = Activation.Mish, ["Selu"] = Activation.Selu, ["Exp"] = Activation.Exponential,
    };

    public override IReadOnlyList<string> Types { get; } =
        [.. Plain.Keys, "Gelu", "LeakyRelu", "Elu", "HardSigmoid", "Clip", "Softmax", "LogSoftmax", "Identity", "Dropout", "PRelu"];

    public override void Raise(Operation operation, GraphRaising graph)
    {
        if (graph.TryGet(operation.Inputs[0], out Value known) && known.Constant is not null)
        {
            graph.Set(operation.Outputs[0], operation.Type == "Identity" ? known : throw new UnsupportedOperatorException("it computes with constants"));
            return;
        }

        Value input = graph.Data(operation, 0);
        switch (operation.Type)
        {
            case "Identity" or "Dropout":
                graph.Set(operation.Outputs[0], input);
                return;
            case "Gelu":
                Apply(operation, graph, input, operation.Text("approximate", "none") == "tanh" ? Activation.GeluApproximate : Activation.Gelu);
                return;
            case "LeakyRelu":
                Layer(operation, graph, input, "LeakyReLU").Set("NegativeSlope", operation.Real("alpha", 0.01), 0.3);
                return;
            case "Elu":
                Layer(operation, graph, input, "ELU").Set("Alpha", operation.Real("alpha", 1), 1);
                return;
            case "HardSigmoid":
                HardSigmoid(operation, graph, input);
                return;
            case "Clip":
                Clip(operation, graph, input);
                return;
            case "Softmax" or "LogSoftmax":
                Softmax(operation, graph, input);
                return;
            case "PRelu":
                PRelu(operation, graph, input);
                return;
            default:
                Apply(operation, graph, input, Plain[operation.Type]);
                return;
        }
    }

    public static void Apply(Operation operation, GraphRaising graph, Value input, Activation function) =>
        Apply(operation, graph, input, operation.Inputs[0], function, reads: 1);

    /// <summary>Applies a function in the layer before it, where nothing else reads that, or as a layer of its own.</summary>
    /// <param name="operation">The operation whose output it is.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="input">What it is applied to.</param>
    /// <param name="name">The input's name.</param>
    /// <param name="function">The function.</param>
    /// <param name="reads">How often the function itself reads its input.</param>
    public static void Apply(Operation operation, GraphRaising graph, Value input, string name, Activation function, int reads)
    {
        if (input.Node is { Weights.Count: > 0 } layer && graph.ReadsOf(name) == reads && TakesActivation(layer) && layer.Option("Activation", Activation.Linear) == Activation.Linear)
        {
            layer.Set("Activation", function, Activation.Linear);
            graph.Set(operation.Outputs[0], input);
            return;
        }

        Node node = graph.Add("Activation", null, input.Node!);
        node.Arguments.Add(function);
        graph.Set(operation.Outputs[0], input with { Node = node });
    }

    private static bool TakesActivation(Node layer) => layer.Kind == "Dense" || layer.Kind.Contains("Conv", StringComparison.Ordinal);

    private static Node Layer(Operation operation, GraphRaising graph, Value input, string kind)
    {
        Node node = graph.Add(kind, null, input.Node!);
        graph.Set(operation.Outputs[0], input with { Node = node });
        return node;
    }

    private static void HardSigmoid(Operation operation, GraphRaising graph, Value input)
    {
        double slope = operation.Real("alpha", 0.2);
        double offset = operation.Real("beta", 0.5);
        if (Math.Abs(slope - (1 / 6.0)) < 1e-6 && offset == 0.5)
        {
            Apply(operation, graph, input, Activation.HardSigmoid);
            return;
        }

        Node node = Layer(operation, graph, input, "Activation");
        node.Arguments.Add(Activation.HardSigmoid);
        node.Set("Slope", slope, double.NaN);
        node.Set("Offset", offset, 0.5);
    }

    private static void Clip(Operation operation, GraphRaising graph, Value input)
    {
        double lower = operation.HasInput(1) ? graph.Weight(operation, 1).Scalar ?? double.NaN : operation.Real("min", double.NegativeInfinity);
        double upper = operation.HasInput(2) ? graph.Weight(operation, 2).Scalar ?? double.NaN : operation.Real("max", double.PositiveInfinity);
        if (lower == 0 && upper == 6)
        {
            Apply(operation, graph, input, Activation.Relu6);
        }
        else if (lower == 0)
        {
            Layer(operation, graph, input, "ReLU").Set("MaxValue", upper > float.MaxValue ? double.PositiveInfinity : Operation.Rounded((float)upper), double.PositiveInfinity);
        }
        else if (double.IsFinite(lower) && double.IsFinite(upper))
        {
            Node node = Layer(operation, graph, input, "Activation");
            node.Arguments.Add(Activation.HardTanh);
            node.Set("Lower", Operation.Rounded((float)lower), -1);
            node.Set("Upper", Operation.Rounded((float)upper), 1);
        }
        else
        {
            throw new UnsupportedOperatorException("it clips at one side that is not zero");
        }
    }

    private static void Softmax(Operation operation, GraphRaising graph, Value input)
    {
        int axis = operation.Integer("axis", -1);
        int place = Array.IndexOf(input.Order, axis < 0 ? axis + input.Rank : axis);
        GraphRaising.RequirePlaces(input);
        if (place == input.Order.Length - 1)
        {
            Apply(operation, graph, input, operation.Type == "Softmax" ? Activation.Softmax : Activation.LogSoftmax);
        }
        else if (place >= 0 && operation.Type == "Softmax")
        {
            Layer(operation, graph, input, "Softmax").Set<int[]>("Axis", [place + 1], [-1]);
        }
        else
        {
            throw new UnsupportedOperatorException($"it works along axis {axis}");
        }
    }

    private static void PRelu(Operation operation, GraphRaising graph, Value input)
    {
        input = graph.ChannelsLast(GraphRaising.RequirePlaces(input));
        Constant slope = graph.Weight(operation, 1);
        int channels = input.Shape[1];
        if (slope.Length != channels && slope.Length != 1)
        {
            throw new UnsupportedOperatorException("its slopes are not one for each channel");
        }

        Node node = Layer(operation, graph, input, "PReLU");
        int axes = input.Rank - 2;
        node.Set("SharedAxes", [.. Enumerable.Range(1, axes)], Array.Empty<int>());
        node.Weights.Add(new WeightTensor(slope.Name, [.. Enumerable.Repeat(1, axes), channels], () => slope.Length == 1 ? [.. Enumerable.Repeat(slope.Floats()[0], channels)] : slope.Floats()));
    }
}
