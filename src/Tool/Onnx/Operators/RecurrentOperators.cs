using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Onnx.Operators;

/// <summary>Cells that go through time. ONNX has the steps first, and the directions as an axis of their own.</summary>
internal sealed class RecurrentOperators : OnnxOperator
{
    private const string Directions = "it reads the two directions of a recurrent layer apart";

    private static readonly Dictionary<string, Activation> Activations = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Sigmoid"] = Activation.Sigmoid, ["Tanh"] = Activation.Tanh, ["Relu"] = Activation.Relu, ["Softplus"] = Activation.Softplus, ["Softsign"] = Activation.Softsign,
    };

    public override IReadOnlyList<string> Types { get; } = ["LSTM", "GRU", "RNN"];

    public override void Raise(Operation operation, GraphRaising graph)
    {
        Value input = graph.Moved(operation, 0);
        bool isBatchFirst = operation.Integer("layout", 0) == 1;
        if (input.Apart is not null || input.Rank != 3 || !input.Order.SequenceEqual(isBatchFirst ? [1, 2] : [0, 2]))
        {
            throw new UnsupportedOperatorException(input.Apart ?? $"it reads ({string.Join(", ", input.Shape)}), where {(isBatchFirst ? "the steps are not the second axis" : "the steps are not the first axis and the batch the second: export the model with batch_first=True")}");
        }

        string direction = operation.Text("direction", "forward");
        int directions = direction == "bidirectional" ? 2 : 1;
        int steps = input.Shape[input.Order[0]];
        RequirePlain(operation, graph, steps, directions);
        bool givesSteps = graph.IsRead(operation, 0);
        bool givesLast = graph.IsRead(operation, 1);
        if (graph.IsRead(operation, 2))
        {
            throw new UnsupportedOperatorException("its cell state is read, which a layer here keeps for itself");
        }

        if (givesSteps && (direction == "reverse" || (directions == 2 && givesLast)))
        {
            throw new UnsupportedOperatorException(direction == "reverse" ? "it goes backwards and gives all steps in the order of time; write it with [Bidirectional<…>]" : "both its steps and its last outputs are read");
        }

        int units = operation.Integer("hidden_size", 0);
        Node layer = Layer(operation, graph, units, givesSteps);
        List<WeightTensor>[] weights = [.. Enumerable.Range(0, directions).Select(index => Weights(operation, graph, layer, index, units))];
        layer.Set("GoBackwards", direction == "reverse", false);
        Node node;
        if (directions == 1)
        {
            node = graph.Add(layer.Kind, null, input.Node!);
            node.Arguments.AddRange(layer.Arguments);
            node.Options.AddRange(layer.Options);
        }
        else
        {
            var inner = new Node(Node.InputKind, "input");
            layer.Inputs.Add(inner);
            node = graph.Add(Node.BidirectionalKind, null, input.Node!);
            node.Inner = new Network(layer.Kind + Writing.Literal.Of(units)) { Inputs = [inner], Nodes = [layer], Outputs = [layer] };
        }

        node.Weights.AddRange(weights.SelectMany(all => all));
        SetOutputs(operation, graph, node, steps, directions, units, isBatchFirst, givesSteps, givesLast);
    }

    /// <summary>Layers that give all steps, of which the last alone is read, give that one.</summary>
    public static void KeepLastSteps(GraphRaising graph)
    {
        foreach ((Node crop, Node reshape, Node steps) in graph.LastSteps)
        {
            Node[] readers = [.. graph.Network.Nodes.Where(node => node.Inputs.Contains(steps))];
            Node[] next = [.. graph.Network.Nodes.Where(node => node.Inputs.Contains(crop))];
            if (readers is not [var only] || only != crop || next is not [var after] || after != reshape || graph.Network.Outputs.Any(output => output == steps || output == crop))
            {
                continue;
            }

            steps.Options.RemoveAll(option => option.Name == "ReturnSequences");
            graph.Network.Nodes.Remove(crop);
            graph.Network.Nodes.Remove(reshape);
            foreach (Node reader in graph.Network.Nodes)
            {
                for (int i = 0; i < reader.Inputs.Count; i++)
                {
                    reader.Inputs[i] = reader.Inputs[i] == reshape ? steps : reader.Inputs[i];
                }
            }

            for (int i = 0; i < graph.Network.Outputs.Count; i++)
            {
                graph.Network.Outputs[i] = graph.Network.Outputs[i] == reshape ? steps : graph.Network.Outputs[i];
            }
        }
    }

    private static void SetOutputs(Operation operation, GraphRaising graph, Node node, int steps, int directions, int units, bool isBatchFirst, bool givesSteps, bool givesLast)
    {
        string? apart = directions == 2 ? Directions : null;
        if (givesSteps)
        {
            // (steps, directions, batch, units), or with the batch first (batch, steps, directions, units).
            int[] shape = isBatchFirst ? [1, steps, directions, units] : [steps, directions, 1, units];
            int[] order = directions == 2 ? (isBatchFirst ? [1, 2, 3] : [0, 1, 3]) : (isBatchFirst ? [1, 3] : [0, 3]);
            graph.Set(operation.Outputs[0], new Value(shape) { Node = node, Order = order, Apart = apart, IsJoined = directions == 2 });
        }

        if (givesLast)
        {
            Node last = node;
            if (givesSteps)
            {
                last = graph.Add("Flatten", null, Parts.Cropping(graph, node, 1, [steps - 1, 0]));
            }

            int[] shape = isBatchFirst ? [1, directions, units] : [directions, 1, units];
            graph.Set(operation.Outputs[1], new Value(shape) { Node = last, Order = directions == 2 ? (isBatchFirst ? [1, 2] : [0, 2]) : [2], Apart = apart, IsJoined = directions == 2 });
        }
    }

    /// <summary>What no layer has: states that are given, lengths, and other variants of the cell.</summary>
    private static void RequirePlain(Operation operation, GraphRaising graph, int steps, int directions)
    {
        for (int i = 5; i <= (operation.Type == "LSTM" ? 6 : 5); i++)
        {
            if (operation.HasInput(i) && ShapeArithmetic.Single(graph.Weight(operation, i)) is not 0.0)
            {
                throw new UnsupportedOperatorException("it starts from a state that is not zero");
            }
        }

        if (operation.HasInput(4) && graph.Weight(operation, 4).Integers?.All(length => length == steps) != true)
        {
            throw new UnsupportedOperatorException("its sequences have lengths of their own");
        }

        if (operation.HasInput(7) || operation.Find("clip") is not null || operation.Integer("input_forget", 0) != 0)
        {
            throw new UnsupportedOperatorException("it has peepholes, clips, or couples its gates");
        }

        string[] functions = operation.Texts("activations") ?? [];
        int each = functions.Length / directions;
        if (directions == 2 && functions.Length > 0 && !functions.Take(each).SequenceEqual(functions.Skip(each)))
        {
            throw new UnsupportedOperatorException("its two directions have different functions");
        }
    }

    private static Node Layer(Operation operation, GraphRaising graph, int units, bool givesSteps)
    {
        string[] functions = operation.Texts("activations") ?? (operation.Type == "RNN" ? ["Tanh"] : operation.Type == "GRU" ? ["Sigmoid", "Tanh"] : ["Sigmoid", "Tanh", "Tanh"]);
        Activation Function(int index) => index < functions.Length && Activations.TryGetValue(functions[index], out Activation found)
            ? found
            : throw new UnsupportedOperatorException($"its functions are {string.Join(", ", functions)}");
        var layer = new Node(operation.Type == "RNN" ? "SimpleRNN" : operation.Type, "");
        layer.Arguments.Add(units);
        layer.Set("Activation", Function(operation.Type == "RNN" ? 0 : 1), Activation.Tanh);
        if (operation.Type != "RNN")
        {
            layer.Set("RecurrentActivation", Function(0), Activation.Sigmoid);
        }

        if (operation.Type == "LSTM" && Function(2) != Function(1))
        {
            throw new UnsupportedOperatorException($"its functions are {string.Join(", ", functions)}; of the last two both are Activation");
        }

        if (operation.Type == "GRU")
        {
            layer.Set("ResetAfter", operation.Integer("linear_before_reset", 0) == 1, true);
        }

        layer.Set("UseBias", operation.HasInput(3), true);
        layer.Set("ReturnSequences", givesSteps, false);
        return layer;
    }

    /// <summary>One direction's weights in Keras' order: gates i, f, c, o of ONNX' i, o, f, c.</summary>
    private static List<WeightTensor> Weights(Operation operation, GraphRaising graph, Node layer, int direction, int units)
    {
        int[] gates = operation.Type switch { "LSTM" => [0, 2, 3, 1], "GRU" => [0, 1, 2], _ => [0] };
        int width = gates.Length * units;
        Constant kernel = graph.Weight(operation, 1);
        Constant recurrent = graph.Weight(operation, 2);
        if (units < 1 || kernel.Shape.Length != 3 || kernel.Shape[1] != width || direction >= kernel.Shape[0] || !recurrent.Shape.SequenceEqual([kernel.Shape[0], width, units]))
        {
            throw new UnsupportedOperatorException($"its weights ({string.Join(", ", kernel.Shape)}) and ({string.Join(", ", recurrent.Shape)}) do not fit {units} units");
        }

        List<WeightTensor> weights = [Turned(kernel, kernel.Shape[2]), Turned(recurrent, units)];
        if (operation.HasInput(3))
        {
            Constant bias = graph.Weight(operation, 3);
            if (!bias.Shape.SequenceEqual([kernel.Shape[0], 2 * width]))
            {
                throw new UnsupportedOperatorException($"its bias ({string.Join(", ", bias.Shape)}) does not fit {units} units");
            }

            // The input's bias and the state's; where both are added before anything else they are one.
            bool isApart = layer.Kind == "GRU" && layer.Option("ResetAfter", true);
            weights.Add(new WeightTensor(bias.Name, isApart ? [2, width] : [width], () =>
            {
                float[] values = bias.Floats()[(direction * 2 * width)..((direction + 1) * 2 * width)];
                float[] given = [.. gates.SelectMany(gate => values.Skip(gate * units).Take(units))];
                float[] state = [.. gates.SelectMany(gate => values.Skip(width + (gate * units)).Take(units))];
                return isApart ? [.. given, .. state] : [.. given.Zip(state, (x, y) => x + y)];
            }));
        }

        return weights;

        WeightTensor Turned(Constant constant, int rows) => constant.AsWeight().Rearranged([rows, width], (source, row, target) =>
        {
            for (int unit = 0; unit < width; unit++)
            {
                int from = (gates[unit / units] * units) + (unit % units);
                target[unit] = source[(((direction * width) + from) * rows) + row];
            }
        });
    }
}
