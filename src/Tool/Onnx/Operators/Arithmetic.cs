using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Onnx.Operators;

/// <summary>Arithmetic of two values, of a value and a number, and of shapes.</summary>
internal sealed class Arithmetic : OnnxOperator
{
    public override IReadOnlyList<string> Types { get; } = ["Add", "Sub", "Mul", "Div", "Max", "Min"];

    public override void Raise(Operation operation, GraphRaising graph)
    {
        Value left = graph.Get(operation.Inputs[0]);
        Value right = operation.Inputs.Count == 2 ? graph.Get(operation.Inputs[1]) : throw new UnsupportedOperatorException($"it has {operation.Inputs.Count} inputs");
        if (left.Constant is { } first && right.Constant is { } second)
        {
            graph.Set(operation.Outputs[0], first.Integers is null && first.Scalar is { } x && second.Scalar is { } y
                ? ShapeArithmetic.Number(operation.Type switch { "Add" => x + y, "Sub" => x - y, "Mul" => x * y, "Div" => x / y, "Max" => Math.Max(x, y), _ => Math.Min(x, y) })
                : ShapeArithmetic.Known(Fold(operation.Type, first, second)));
        }
        else if (left.Node is not null && right.Node is not null)
        {
            Merge(operation, graph, left, right);
        }
        else
        {
            WithConstant(operation, graph, left.Node is null ? right : left, (left.Constant ?? right.Constant)!, isSwapped: left.Node is null);
        }
    }

    private static long[] Fold(string type, Constant left, Constant right)
    {
        if (left.Integers is not { } a || right.Integers is not { } b || (a.Length != b.Length && a.Length != 1 && b.Length != 1))
        {
            throw new UnsupportedOperatorException("it computes with constants that are no shapes");
        }

        return [.. Enumerable.Range(0, Math.Max(a.Length, b.Length)).Select(i => (a[i % a.Length], b[i % b.Length]) switch
        {
            var (x, y) when type == "Add" => x + y,
            var (x, y) when type == "Sub" => x - y,
            var (x, y) when type == "Mul" => x * y,
            var (x, y) when type == "Max" => Math.Max(x, y),
            var (x, y) when type == "Min" => Math.Min(x, y),
            var (x, y) => y == 0 ? throw new UnsupportedOperatorException("it divides by zero") : x / y,
        })];
    }

    private static void Merge(Operation operation, GraphRaising graph, Value left, Value right)
    {
        if ((left.Apart ?? right.Apart) is { } reason)
        {
            throw new UnsupportedOperatorException(reason);
        }

        // x · sigmoid(x) is one function.
        if (operation.Type == "Mul" && (Gate(left, right, out Activation function) || Gate(right, left, out function)))
        {
            Value gated = left.Node!.Inputs.Contains(right.Node!) ? right : left;
            Value gate = gated == left ? right : left;
            string name = gated == left ? operation.Inputs[1] : operation.Inputs[0];
            if (graph.IsReadOnce(name))
            {
                graph.Network.Nodes.Remove(gate.Node!);
                Functions.Apply(operation, graph, gated, gated == left ? operation.Inputs[0] : operation.Inputs[1], function, reads: 2);
                return;
            }
        }

        string kind = operation.Type switch
        {
            "Add" => "Add",
            "Sub" => "Subtract",
            "Mul" => "Multiply",
            "Max" => "Maximum",
            "Min" => "Minimum",
            _ => throw new UnsupportedOperatorException("it divides a layer's output by another's"),
        };
        GraphRaising.RequirePlaces(left);
        GraphRaising.RequirePlaces(right);
        right = graph.Ordered(right, left.Order);
        int[] shape = left.Rank == right.Rank
            ? [.. left.Shape.Zip(right.Shape, (a, b) => a == b || b == 1 ? a : a == 1 ? b : throw new UnsupportedOperatorException($"its inputs are ({string.Join(", ", left.Shape)}) and ({string.Join(", ", right.Shape)})"))]
            : throw new UnsupportedOperatorException("its inputs have different ranks");
        Node node = graph.Add(kind, null, left.Node!, right.Node!);
        graph.Set(operation.Outputs[0], new Value(shape) { Node = node, Order = left.Order });
    }

    private static bool Gate(Value gate, Value input, out Activation function)
    {
        function = Activation.Silu;
        if (gate.Node is not { Kind: "Activation", Options.Count: 0 } node || !node.Inputs.Contains(input.Node!))
        {
            return false;
        }

        function = node.Arguments[0] is Activation.Sigmoid ? Activation.Silu : node.Arguments[0] is Activation.HardSigmoid ? Activation.HardSilu : Activation.Linear;
        return function != Activation.Linear;
    }

    private static void WithConstant(Operation operation, GraphRaising graph, Value input, Constant constant, bool isSwapped)
    {
        string name = operation.Inputs[isSwapped ? 1 : 0];
        Node layer = input.Apart is null ? input.Node! : throw new UnsupportedOperatorException(input.Apart);
        if (operation.Type == "Add" && layer.Kind == "MultiHeadAttention" && constant.Shape is [var features] && features == input.Shape[^1] && graph.IsReadOnce(name))
        {
            AttentionLayer.AddBias(layer, constant);
            graph.Set(operation.Outputs[0], input);
            return;
        }

        if (operation.Type == "Add" && layer.Kind == "Dense" && layer.Weights.Count == 1 && constant.Shape is [var length] && length == input.Shape[^1]
            && graph.IsReadOnce(name) && layer.Option("Activation", Activation.Linear) == Activation.Linear)
        {
            layer.Options.RemoveAll(option => option.Name == "UseBias");
            layer.Weights.Add(OnnxWindow.AsIs(constant));
            graph.Set(operation.Outputs[0], input);
            return;
        }

        if (constant.Scalar is not { } number || (isSwapped && operation.Type == "Div") || operation.Type is "Max" or "Min")
        {
            throw new UnsupportedOperatorException($"it computes with a constant of the shape ({string.Join(", ", constant.Shape)}), which no layer holds");
        }

        double scale = operation.Type switch { "Mul" => number, "Div" => 1 / number, "Sub" when isSwapped => -1, _ => 1 };
        double offset = operation.Type switch { "Add" => number, "Sub" => isSwapped ? number : -number, _ => 0 };
        Node node = graph.Add("Rescaling", null, layer);
        node.Arguments.Add(Operation.Rounded((float)scale));
        node.Set<double[]>("Offset", [Operation.Rounded((float)offset)], [0]);
        graph.Set(operation.Outputs[0], input with { Node = node });
    }
}

/// <summary>Operators that only work out shapes.</summary>
internal sealed class ShapeArithmetic : OnnxOperator
{
    public override IReadOnlyList<string> Types { get; } = ["Shape", "Constant", "Cast", "Expand", "ConstantOfShape", "Sqrt", "Pow"];

    public static Value Known(long[] numbers, string name = "") =>
        new([numbers.Length]) { Constant = new Constant([numbers.Length], () => Array.ConvertAll(numbers, number => (float)number), numbers, name) };

    /// <summary>One number that is known.</summary>
    public static Value Number(double number) => new([]) { Constant = new Constant([], () => [(float)number], null, "") };

    public override void Raise(Operation operation, GraphRaising graph)
    {
        switch (operation.Type)
        {
            case "Shape":
                graph.Set(operation.Outputs[0], Known([.. graph.Get(operation.Inputs[0]).Shape.Select(dimension => (long)dimension)]));
                return;
            case "Constant":
                graph.Set(operation.Outputs[0], Given(operation, graph));
                return;
            case "Sqrt" or "Pow":
                double power = operation.Type == "Sqrt" ? 0.5 : graph.Constant(operation, 1)?.Scalar ?? throw new UnsupportedOperatorException("its exponent is no single number");
                double root = graph.Constant(operation, 0)?.Scalar ?? throw new UnsupportedOperatorException("it computes with what a layer gives; no layer raises to a power");
                graph.Set(operation.Outputs[0], Number(Math.Pow(root, power)));
                return;
            case "Cast":
                graph.Set(operation.Outputs[0], graph.Get(operation.Inputs[0]));
                return;
        }

        Constant shape = graph.Weight(operation, operation.Type == "Expand" ? 1 : 0);
        int[] wanted = [.. (shape.Integers ?? throw new UnsupportedOperatorException("its shape is computed while the model runs")).Select(dimension => checked((int)dimension))];
        double value = operation.Type == "Expand"
            ? Single(graph.Weight(operation, 0)) ?? throw new UnsupportedOperatorException("it repeats a constant of several numbers")
            : operation.Tensor("value") is { } given ? graph.Tensors.Read(given).Scalar ?? 0 : 0;
        int count = Verification.Reference.Tensor.Count(wanted);
        graph.Set(operation.Outputs[0], new Value(wanted) { Constant = new Constant(wanted, () => [.. Enumerable.Repeat((float)value, count)], null, "") });
    }

    /// <summary>The number that all numbers of a constant are, or null.</summary>
    public static double? Single(Constant constant)
    {
        float[] values = constant.Length <= 1 << 20 ? constant.Floats() : [];
        return values.Length > 0 && values.All(value => value == values[0]) ? values[0] : null;
    }

    private static Value Given(Operation operation, GraphRaising graph)
    {
        if (operation.Tensor("value") is { } tensor)
        {
            Constant constant = graph.Tensors.Read(tensor);
            return new Value(constant.Shape) { Constant = constant };
        }

        return operation.Find("value_float") is { } real ? new Value([]) { Constant = new Constant([], () => [real.F], null, "") }
            : operation.Find("value_int") is { } whole ? Known([whole.I])
            : operation.Find("value_ints") is { } wholes ? Known([.. wholes.Ints])
            : throw new UnsupportedOperatorException("it is a constant of a kind that is not read");
    }
}
