using ShapeGen.Tool.Keras;
using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Onnx.Operators;

/// <summary>Operators that give the same values another shape or order. What only moves between channels first and last costs nothing.</summary>
internal sealed class Reshaping : OnnxOperator
{
    public override IReadOnlyList<string> Types { get; } = ["Flatten", "Reshape", "Transpose", "Squeeze", "Unsqueeze", "Pad"];

    public override void Raise(Operation operation, GraphRaising graph)
    {
        if (graph.Get(operation.Inputs[0]).Constant is { } constant)
        {
            graph.Set(operation.Outputs[0], operation.Type is "Squeeze" or "Unsqueeze" or "Reshape" && constant.Integers is { } numbers
                ? ShapeArithmetic.Known(numbers)
                : throw new UnsupportedOperatorException("it computes with constants"));
            return;
        }

        Value input = graph.Moved(operation, 0);
        if (operation.Type == "Transpose")
        {
            Transpose(operation, graph, input);
            return;
        }

        if (!input.HasBatchFirst || input.Apart is not null)
        {
            Seat(operation, graph, input);
            return;
        }

        switch (operation.Type)
        {
            case "Flatten" when operation.Integer("axis", 1) == 1:
                Reshape(operation, graph, input, [1, Verification.Reference.Tensor.Count(input.Shape[1..])]);
                return;
            case "Flatten":
                throw new UnsupportedOperatorException($"it flattens from axis {operation.Integer("axis", 1)}");
            case "Reshape":
                Reshape(operation, graph, input, Target(graph.Weight(operation, 1), input.Shape, operation.Integer("allowzero", 0) == 1));
                return;
            case "Squeeze" or "Unsqueeze":
                Reshape(operation, graph, input, Squeezed(operation, graph, input));
                return;
            default:
                Pad(operation, graph, graph.ChannelsLast(GraphRaising.RequirePlaces(input)));
                return;
        }
    }

    private static int[] Target(Constant given, int[] shape, bool allowsZero)
    {
        int[] target = Sizes(given, shape, allowsZero);
        return target.Length > 0 && target[0] == 1
            ? target
            : throw new UnsupportedOperatorException($"it makes ({string.Join(", ", target)}) of ({string.Join(", ", shape)}), where the batch does not stay what it is");
    }

    /// <summary>The shape that a Reshape gives, with 0 and −1 worked out.</summary>
    public static int[] Sizes(Constant given, int[] shape, bool allowsZero)
    {
        long[] wanted = given.Integers ?? throw new UnsupportedOperatorException("its shape is computed while the model runs");
        int[] target = [.. wanted.Select((dimension, axis) => dimension == 0 && !allowsZero && axis < shape.Length ? shape[axis] : checked((int)dimension))];
        int rest = target.Where(dimension => dimension > 0).Aggregate(1, (product, dimension) => checked(product * dimension));
        target = [.. target.Select(dimension => dimension == -1 ? Verification.Reference.Tensor.Count(shape) / rest : dimension)];
        return target.All(dimension => dimension > 0) && Verification.Reference.Tensor.Count(target) == Verification.Reference.Tensor.Count(shape)
            ? target
            : throw new UnsupportedOperatorException($"it makes ({string.Join(", ", target)}) of ({string.Join(", ", shape)}), which has another number of values");
    }

    /// <summary>The shape after axes of 1 have been taken away or added.</summary>
    public static int[] Squeezed(Operation operation, GraphRaising graph, Value input)
    {
        int[] shape = input.Shape;
        int[]? axes = operation.Integers("axes") ?? (graph.Constant(operation, 1)?.Integers is { } given ? [.. given.Select(axis => (int)axis)] : null);
        if (operation.Type == "Squeeze")
        {
            int[] gone = axes is null ? [.. Enumerable.Range(1, shape.Length - 1).Where(axis => shape[axis] == 1)] : [.. axes.Select(axis => axis < 0 ? axis + shape.Length : axis)];
            return (gone.Contains(0) && input.HasBatchFirst) || gone.Any(axis => shape[axis] != 1)
                ? throw new UnsupportedOperatorException("it takes the batch away")
                : [.. shape.Where((_, axis) => !gone.Contains(axis))];
        }

        int rank = shape.Length + (axes?.Length ?? 0);
        int[] added = [.. (axes ?? []).Select(axis => axis < 0 ? axis + rank : axis)];
        var left = new Queue<int>(shape);
        return added.Contains(0) && input.HasBatchFirst
            ? throw new UnsupportedOperatorException("it adds an axis before the batch")
            : [.. Enumerable.Range(0, rank).Select(axis => added.Contains(axis) ? 1 : left.Dequeue())];
    }

    private static void Reshape(Operation operation, GraphRaising graph, Value input, int[] target)
    {
        if (target.SequenceEqual(input.Shape))
        {
            graph.Set(operation.Outputs[0], input);
            return;
        }

        // Pooling that kept its axes, and whose axes go now, need not have kept them.
        bool isFlat = target.Length == 2;
        if (isFlat && input.Node is { Kind: var kind } pool && kind.StartsWith("Global", StringComparison.Ordinal) && graph.IsReadOnce(operation.Inputs[0]))
        {
            pool.Options.RemoveAll(option => option.Name == "KeepDims");
            graph.Set(operation.Outputs[0], new Value(target) { Node = pool, Order = [1] });
            return;
        }

        if (isFlat)
        {
            Node flatten = graph.Add("Flatten", null, GraphRaising.RequirePlaces(input).Node!);
            graph.Set(operation.Outputs[0], new Value(target) { Node = flatten, Order = [1], Places = Places(input) });
            return;
        }

        // The channels cut into groups, or joined again, with the positions as they are.
        int[] spatial = input.Rank > 2 ? input.Shape[2..] : [];
        if (Splits(input.Shape, target) && input.Has(Value.ChannelsLast(input.Rank)))
        {
            int added = target.Length - input.Rank;
            Add(operation, graph, input, target, [.. Enumerable.Range(2 + added, spatial.Length), .. Enumerable.Range(1, 1 + added)]);
        }
        else if (Splits(target, input.Shape))
        {
            int added = input.Rank - target.Length;
            int[] order = [.. Enumerable.Range(2 + added, target.Length - 2), .. Enumerable.Range(1, 1 + added)];
            Add(operation, graph, graph.Ordered(input, order), target, Value.ChannelsLast(target.Length));
        }
        else
        {
            Add(operation, graph, graph.Plain(GraphRaising.RequirePlaces(input)), target, Value.Plain(target.Length));
        }
    }

    /// <summary>Whether a shape is another with its channels cut in several.</summary>
    private static bool Splits(int[] whole, int[] cut) =>
        whole.Length > 2 && cut.Length > whole.Length && whole[2..].SequenceEqual(cut[^(whole.Length - 2)..]) && Verification.Reference.Tensor.Count(whole) == Verification.Reference.Tensor.Count(cut);

    private static void Add(Operation operation, GraphRaising graph, Value input, int[] target, int[] order)
    {
        Node node = graph.Add("Reshape", null, GraphRaising.RequirePlaces(input).Node!);
        node.Arguments.AddRange(order.Select(axis => (object)target[axis]));
        graph.Set(operation.Outputs[0], new Value(target) { Node = node, Order = order });
    }

    /// <summary>For each place of a flattened sample the place that it has in ONNX.</summary>
    private static int[]? Places(Value input)
    {
        int[] shape = GraphRaising.SampleShape(input);
        if (input.Has(Value.Plain(input.Rank)) || shape.Count(dimension => dimension > 1) <= 1)
        {
            return null;
        }

        int[] strides = Verification.Reference.Tensor.Strides(input.Shape);
        int[] places = new int[Verification.Reference.Tensor.Count(shape)];
        int[] place = new int[shape.Length];
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = place.Select((at, axis) => at * strides[input.Order[axis]]).Sum();
            Verification.Reference.Tensor.Next(place, shape);
        }

        return places;
    }

    /// <summary>The values stay where they are; their axes have other numbers.</summary>
    private static void Transpose(Operation operation, GraphRaising graph, Value input)
    {
        int[] order = operation.Integers("perm") ?? [.. Enumerable.Range(0, input.Rank).Reverse()];
        if (!order.Order().SequenceEqual(Enumerable.Range(0, input.Rank)))
        {
            throw new UnsupportedOperatorException($"it puts {input.Rank} axes into the order {string.Join(", ", order)}");
        }

        GraphRaising.RequirePlaces(input);
        graph.Set(operation.Outputs[0], input with { Shape = [.. order.Select(axis => input.Shape[axis])], Order = [.. input.Order.Select(axis => Array.IndexOf(order, axis))] });
    }

    /// <summary>Another shape while the batch is not in its place: axes of 1 come and go, and what a layer gives as one axis becomes one.</summary>
    private static void Seat(Operation operation, GraphRaising graph, Value input)
    {
        int[] target = operation.Type switch
        {
            "Reshape" => Sizes(graph.Weight(operation, 1), input.Shape, operation.Integer("allowzero", 0) == 1),
            "Squeeze" or "Unsqueeze" => Squeezed(operation, graph, input),
            _ => throw new UnsupportedOperatorException(input.Apart ?? "the batch is not the first axis of what it reads"),
        };
        int[] order = input.Order;
        int[] sample = GraphRaising.SampleShape(input);
        bool isIncreasing = order.Zip(order.Skip(1)).All(pair => pair.First < pair.Second);
        if (input.IsJoined && order.Length > 1 && target.Contains(sample[^1] * sample[^2]))
        {
            sample = [.. sample[..^2], sample[^1] * sample[^2]];
        }
        else if (input.Apart is not null)
        {
            throw new UnsupportedOperatorException(input.Apart);
        }

        // The axes of the sample are those that are not 1: which of several is which could not be told.
        int[] places = [.. Enumerable.Range(0, target.Length).Where(axis => target[axis] != 1)];
        if (!isIncreasing || sample.Contains(1) || !places.Select(axis => target[axis]).SequenceEqual(sample))
        {
            throw new UnsupportedOperatorException($"it makes ({string.Join(", ", target)}) of ({string.Join(", ", input.Shape)}) while the batch is not the first axis");
        }

        graph.Set(operation.Outputs[0], new Value(target) { Node = input.Node, Order = places });
    }

    private static void Pad(Operation operation, GraphRaising graph, Value input)
    {
        int[] pads = operation.Integers("pads") ?? [.. (graph.Weight(operation, 1).Integers ?? []).Select(pad => (int)pad)];
        int rank = input.Rank;
        double value = operation.HasInput(2) ? graph.Weight(operation, 2).Scalar ?? double.NaN : operation.Real("value", 0);
        if (operation.Text("mode", "constant") != "constant" || value != 0 || pads.Length != 2 * rank || pads.Any(pad => pad < 0) || pads[0] + pads[1] + pads[rank] + pads[rank + 1] != 0 || rank is < 3 or > 5)
        {
            throw new UnsupportedOperatorException("it pads with something other than zeros around the spatial axes");
        }

        int[] border = [.. pads[2..rank], .. pads[(rank + 2)..]];
        Node node = OnnxWindow.Border(graph, input.Node!, border);
        graph.Set(operation.Outputs[0], input with { Node = node, Shape = [.. input.Shape.Select((dimension, axis) => dimension + pads[axis] + pads[axis + rank])] });
    }
}

/// <summary>Concatenation, of layers' outputs and of shapes.</summary>
internal sealed class Joining : OnnxOperator
{
    public override IReadOnlyList<string> Types { get; } = ["Concat"];

    public override void Raise(Operation operation, GraphRaising graph)
    {
        Value[] inputs = [.. operation.Inputs.Select(graph.Get)];
        if (inputs.All(input => input.Constant?.Integers is not null))
        {
            graph.Set(operation.Outputs[0], ShapeArithmetic.Known([.. inputs.SelectMany(input => input.Constant!.Integers!)]));
            return;
        }

        if (inputs.All(input => input.Node is not null && input.Rank == inputs[0].Rank) && operation.Integer("axis", 1) == 0 && inputs.All(input => !input.HasBatchFirst && !input.Order.Contains(0) && input.Shape[0] == 1))
        {
            graph.Set(operation.Outputs[0], inputs[0] with { Shape = [inputs.Length, .. inputs[0].Shape[1..]], Stack = inputs, Apart = "it reads the outputs of several layers as one" });
            return;
        }

        inputs = [.. operation.Inputs.Select((_, i) => inputs[i].Constant is null ? graph.Data(operation, i) : inputs[i])];
        if (inputs.Any(input => input.Node is null) || inputs.Any(input => input.Rank != inputs[0].Rank))
        {
            throw new UnsupportedOperatorException("it joins layers' outputs with constants, or with others of another rank");
        }

        int rank = inputs[0].Rank;
        int axis = operation.Integer("axis", 1);
        axis = axis < 0 ? axis + rank : axis;
        bool hasPlaces = inputs.Any(input => input.Places is not null);
        int place = Array.IndexOf(inputs[0].Order, axis);
        if (place < 0 || (hasPlaces && rank != 2))
        {
            throw new UnsupportedOperatorException("it joins along the batch");
        }

        inputs = [.. inputs.Select(input => graph.Ordered(input, inputs[0].Order))];
        Node node = graph.Add("Concatenate", null, [.. inputs.Select(input => input.Node!)]);
        node.Set("Axis", place == inputs[0].Order.Length - 1 ? -1 : place + 1, -1);
        int[] shape = [.. inputs[0].Shape];
        shape[axis] = inputs.Sum(input => input.Shape[axis]);
        graph.Set(operation.Outputs[0], new Value(shape) { Node = node, Order = inputs[0].Order, Places = hasPlaces ? Joined(inputs) : null });
    }

    private static int[] Joined(Value[] inputs)
    {
        var places = new List<int>();
        foreach (Value input in inputs)
        {
            int start = places.Count;
            places.AddRange((input.Places ?? [.. Enumerable.Range(0, input.Shape[1])]).Select(place => start + place));
        }

        return [.. places];
    }
}
