using ShapeGen.Tool.Keras;
using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Onnx.Operators;

/// <summary>Operators that give the same values another shape or order. What only moves between channels first and last costs nothing.</summary>
internal sealed class Reshaping : OnnxOperator
{
    public override IReadOnlyList<string> Types { get; } = ["Flatten", "Reshape", "Transpose", "Squeeze", "Unsqueeze", "Pad", "Slice"];

    public override void Raise(Operation operation, GraphRaising graph)
    {
        if (graph.Get(operation.Inputs[0]).Constant is { } constant)
        {
            graph.Set(operation.Outputs[0], operation.Type is "Squeeze" or "Unsqueeze" or "Reshape" && constant.Integers is { } numbers
                ? ShapeArithmetic.Known(numbers)
                : throw new UnsupportedOperatorException("it computes with constants"));
            return;
        }

        Value input = graph.Data(operation, 0);
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
                Reshape(operation, graph, input, Squeezed(operation, graph, input.Shape));
                return;
            case "Transpose":
                Transpose(operation, graph, input);
                return;
            case "Pad":
                Pad(operation, graph, graph.ChannelsLast(GraphRaising.RequirePlaces(input)));
                return;
            default:
                Slice(operation, graph, input);
                return;
        }
    }

    private static int[] Target(Constant given, int[] shape, bool allowsZero)
    {
        long[] wanted = given.Integers ?? throw new UnsupportedOperatorException("its shape is computed while the model runs");
        int[] target = [.. wanted.Select((dimension, axis) => dimension == 0 && !allowsZero && axis < shape.Length ? shape[axis] : checked((int)dimension))];
        int rest = target.Where(dimension => dimension > 0).Aggregate(1, (product, dimension) => checked(product * dimension));
        target = [.. target.Select(dimension => dimension == -1 ? Verification.Reference.Tensor.Count(shape) / rest : dimension)];
        return target.Length > 0 && target[0] == 1 && target.All(dimension => dimension > 0) && Verification.Reference.Tensor.Count(target) == Verification.Reference.Tensor.Count(shape)
            ? target
            : throw new UnsupportedOperatorException($"it makes ({string.Join(", ", target)}) of ({string.Join(", ", shape)}), where the batch does not stay what it is");
    }

    private static int[] Squeezed(Operation operation, GraphRaising graph, int[] shape)
    {
        int[]? axes = operation.Integers("axes") ?? (graph.Constant(operation, 1)?.Integers is { } given ? [.. given.Select(axis => (int)axis)] : null);
        if (operation.Type == "Squeeze")
        {
            int[] gone = axes is null ? [.. Enumerable.Range(1, shape.Length - 1).Where(axis => shape[axis] == 1)] : [.. axes.Select(axis => axis < 0 ? axis + shape.Length : axis)];
            return gone.Contains(0) || gone.Any(axis => shape[axis] != 1)
                ? throw new UnsupportedOperatorException("it takes the batch away")
                : [.. shape.Where((_, axis) => !gone.Contains(axis))];
        }

        int rank = shape.Length + (axes?.Length ?? 0);
        int[] added = [.. (axes ?? []).Select(axis => axis < 0 ? axis + rank : axis)];
        var left = new Queue<int>(shape);
        return added.Contains(0)
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
        if (order.Length != input.Rank || order[0] != 0)
        {
            throw new UnsupportedOperatorException("it moves the batch");
        }

        GraphRaising.RequirePlaces(input);
        graph.Set(operation.Outputs[0], new Value([.. order.Select(axis => input.Shape[axis])])
        {
            Node = input.Node,
            Order = [.. input.Order.Select(axis => Array.IndexOf(order, axis))],
        });
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

    /// <summary>A part of one axis: cropping, which works along the axes after the first.</summary>
    private static void Slice(Operation operation, GraphRaising graph, Value input)
    {
        if (Range(operation, graph, input) is not var (axis, start, end))
        {
            graph.Set(operation.Outputs[0], input);
            return;
        }

        GraphRaising.RequirePlaces(input);
        int place = Array.IndexOf(input.Order, axis);
        int length = input.Shape[axis];
        Node node;
        if (input.Order.Length == 3 && place >= 1)
        {
            // (height, width, channels) cropped as if height were the channels.
            node = graph.Add("Cropping2D", null, input.Node!);
            int[] edges = place == 2 ? [0, 0, start, length - end] : [start, length - end, 0, 0];
            node.Arguments.AddRange(edges.Cast<object>());
            node.Set("DataFormat", DataFormat.ChannelsFirst, DataFormat.ChannelsLast);
        }
        else if (input.Order.Length == 2 && place == 0)
        {
            node = graph.Add("Cropping1D", null, input.Node!);
            node.Arguments.AddRange(KerasOptions.Once([start, length - end]).Cast<object>());
        }
        else
        {
            throw new UnsupportedOperatorException("it takes a part of an axis that no layer crops");
        }

        int[] shape = [.. input.Shape];
        shape[axis] = end - start;
        graph.Set(operation.Outputs[0], input with { Node = node, Shape = shape });
    }

    private static (int Axis, int Start, int End)? Range(Operation operation, GraphRaising graph, Value input)
    {
        int[] starts = operation.Integers("starts") ?? Clamped(graph.Weight(operation, 1));
        int[] ends = operation.Integers("ends") ?? Clamped(graph.Weight(operation, 2));
        int[] axes = operation.Integers("axes") ?? (operation.HasInput(3) ? Clamped(graph.Weight(operation, 3)) : [.. Enumerable.Range(0, starts.Length)]);
        int[] steps = operation.HasInput(4) ? Clamped(graph.Weight(operation, 4)) : [1];
        if (starts.Length != 1 || ends.Length != 1 || axes.Length != 1 || steps.Any(step => step != 1))
        {
            throw new UnsupportedOperatorException("it takes parts of several axes, or in steps");
        }

        int axis = axes[0] < 0 ? axes[0] + input.Rank : axes[0];
        int length = axis > 0 && axis < input.Rank ? input.Shape[axis] : throw new UnsupportedOperatorException("it takes a part of the batch");
        int start = Math.Clamp(starts[0] < 0 ? starts[0] + length : starts[0], 0, length);
        int end = Math.Clamp(ends[0] < 0 ? ends[0] + length : ends[0], 0, length);
        return end <= start ? throw new UnsupportedOperatorException("nothing is left of its input") : start == 0 && end == length ? null : (axis, start, end);
    }

    private static int[] Clamped(Constant constant) =>
        [.. (constant.Integers ?? throw new UnsupportedOperatorException("its bounds are computed while the model runs")).Select(value => (int)Math.Clamp(value, int.MinValue, int.MaxValue))];
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
