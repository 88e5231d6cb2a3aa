using ShapeGen.Tool.Keras;
using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Onnx.Operators;

/// <summary>Operators that take parts of a value along an axis: cropping, which works along any axis of a sample that is seen as an image.</summary>
internal sealed class Parts : OnnxOperator
{
    public override IReadOnlyList<string> Types { get; } = ["Slice", "Split", "Gather"];

    public override void Raise(Operation operation, GraphRaising graph)
    {
        if (graph.Get(operation.Inputs[0]).Constant is { } constant)
        {
            if (operation.Type == "Gather" && graph.Get(operation.Inputs[1]).Node is not null)
            {
                LookUp(operation, graph, constant);
                return;
            }

            graph.Set(operation.Outputs[0], ShapeArithmetic.Known(OfConstant(operation, graph, constant.Integers ?? throw new UnsupportedOperatorException("it looks rows up in a table that no layer of integers reads"))));
            return;
        }

        Value input = graph.Moved(operation, 0);
        switch (operation.Type)
        {
            case "Gather":
                Gather(operation, graph, input);
                return;
            case "Split":
                int axis = AxisOf(operation, input.Rank, 0);
                int start = 0;
                foreach ((string output, int size) in operation.Outputs.Zip(Sizes(operation, graph, input.Shape[axis])))
                {
                    graph.Set(output, Crop(graph, graph.Data(operation, 0), axis, start, start + size));
                    start += size;
                }

                return;
            default:
                input = graph.Data(operation, 0);
                graph.Set(operation.Outputs[0], Bounds(operation, graph, input.Shape) is var (along, from, to) ? Crop(graph, input, along, from, to) : input);
                return;
        }
    }

    /// <summary>The sizes of the parts of a Split.</summary>
    public static int[] Sizes(Operation operation, GraphRaising graph, int length)
    {
        int[] sizes = operation.Integers("split") ?? (operation.HasInput(1) ? [.. Integers(graph.Weight(operation, 1)).Select(size => (int)size)] : Even(length, operation.Outputs.Count));
        return sizes.Length == operation.Outputs.Count && sizes.All(size => size > 0) && sizes.Sum() == length
            ? sizes
            : throw new UnsupportedOperatorException($"it cuts {length} into parts of {string.Join(", ", sizes)}");
    }

    /// <summary>Where a Slice begins and ends along one axis; null where it takes all.</summary>
    public static (int Axis, int Start, int End)? Bounds(Operation operation, GraphRaising graph, int[] dimensions)
    {
        int[] starts = operation.Integers("starts") ?? Clamped(graph.Weight(operation, 1));
        int[] ends = operation.Integers("ends") ?? Clamped(graph.Weight(operation, 2));
        int[] axes = operation.Integers("axes") ?? (operation.HasInput(3) ? Clamped(graph.Weight(operation, 3)) : [.. Enumerable.Range(0, starts.Length)]);
        int[] steps = operation.HasInput(4) ? Clamped(graph.Weight(operation, 4)) : [1];
        if (starts.Length != 1 || ends.Length != 1 || axes.Length != 1 || steps.Any(step => step != 1))
        {
            throw new UnsupportedOperatorException("it takes parts of several axes, or in steps");
        }

        int axis = axes[0] < 0 ? axes[0] + dimensions.Length : axes[0];
        int length = axis >= 0 && axis < dimensions.Length ? dimensions[axis] : throw new UnsupportedOperatorException($"it takes a part of axis {axis}");
        int start = Math.Clamp(starts[0] < 0 ? starts[0] + length : starts[0], 0, length);
        int end = Math.Clamp(ends[0] < 0 ? ends[0] + length : ends[0], 0, length);
        return end <= start ? throw new UnsupportedOperatorException("nothing is left of its input") : start == 0 && end == length ? null : (axis, start, end);
    }

    public static int AxisOf(Operation operation, int rank, int absent) => operation.Integer("axis", absent) is var axis && axis < 0 ? axis + rank : axis;

    /// <summary>The one place that a Gather with a single index reads.</summary>
    public static int Place(Operation operation, GraphRaising graph, int length)
    {
        long[] places = Integers(graph.Weight(operation, 1));
        long place = places.Length == 1 && graph.Weight(operation, 1).Shape.Length == 0 ? places[0] : throw new UnsupportedOperatorException("it puts several parts together");
        place = place < 0 ? place + length : place;
        return place >= 0 && place < length ? (int)place : throw new UnsupportedOperatorException($"it reads place {place} of {length}");
    }

    private static long[] OfConstant(Operation operation, GraphRaising graph, long[] list)
    {
        if (operation.Type == "Gather")
        {
            return [.. Integers(graph.Weight(operation, 1)).Select(place =>
                (place < 0 ? place + list.Length : place) is var at && at >= 0 && at < list.Length ? list[at] : throw new UnsupportedOperatorException("it reads outside of a shape"))];
        }

        return operation.Type == "Slice"
            ? Bounds(operation, graph, [list.Length]) is var (_, start, end) ? list[start..end] : list
            : throw new UnsupportedOperatorException("it computes with constants");
    }

    /// <summary>Rows of a table of weights.</summary>
    private static void LookUp(Operation operation, GraphRaising graph, Constant table)
    {
        Value indices = graph.Data(operation, 1);
        if (table.Shape.Length != 2 || AxisOf(operation, 2, 0) != 0 || indices.Node is not { IsInput: true, IsInteger: true })
        {
            throw new UnsupportedOperatorException("it looks up something other than the rows of a table by the integers of an input");
        }

        Node node = graph.Add("Embedding", GraphRaising.ModuleOf(table, operation), indices.Node);
        node.Arguments.AddRange(table.Shape.Cast<object>());
        node.Weights.Add(OnnxWindow.AsIs(table));
        int[] shape = [.. indices.Shape, table.Shape[1]];
        graph.Set(operation.Outputs[0], new Value(shape) { Node = node, Order = Value.Plain(shape.Length) });
    }

    /// <summary>One place of an axis, which goes.</summary>
    private static void Gather(Operation operation, GraphRaising graph, Value input)
    {
        int axis = AxisOf(operation, input.Rank, 0);
        int place = Place(operation, graph, axis >= 0 && axis < input.Rank ? input.Shape[axis] : 0);
        int[] rest = [.. input.Shape.Where((_, i) => i != axis)];
        int[] Without(int[] order) => [.. order.Where(i => i != axis).Select(i => i > axis ? i - 1 : i)];
        if (input.Stack is { } stack)
        {
            graph.Set(operation.Outputs[0], stack[place] with { Shape = rest, Order = Without(stack[place].Order) });
            return;
        }

        if (!input.Order.Contains(axis) && input.Shape[axis] == 1 && !input.HasBatchFirst)
        {
            graph.Set(operation.Outputs[0], input with { Shape = rest, Order = Without(input.Order) });
            return;
        }

        input = graph.Data(operation, 0);
        Value part = Crop(graph, input, axis, place, place + 1);
        Node reshape = graph.Add(rest.Length == 2 ? "Flatten" : "Reshape", null, part.Node!);
        int[] order = Without(input.Order);
        if (rest.Length != 2)
        {
            reshape.Arguments.AddRange(order.Select(i => (object)rest[i]));
        }

        if (input.Node!.Option("ReturnSequences", false) && input.Order[0] == axis && place == input.Shape[axis] - 1)
        {
            graph.LastSteps.Add((part.Node!, reshape, input.Node!));
        }

        graph.Set(operation.Outputs[0], new Value(rest) { Node = reshape, Order = order });
    }

    /// <summary>A part of one axis, which stays.</summary>
    private static Value Crop(GraphRaising graph, Value input, int axis, int start, int end)
    {
        GraphRaising.RequirePlaces(input);
        int place = Array.IndexOf(input.Order, axis);
        int length = input.Shape[axis];
        int after = length - end;
        int[] sample = GraphRaising.SampleShape(input);
        if (place < 0 || sample.Length > 4)
        {
            throw new UnsupportedOperatorException(place < 0 ? "it takes a part of the batch" : "it takes a part of a value with more than four axes");
        }

        int[] shape = [.. input.Shape];
        shape[axis] = end - start;
        Value result = input with { Shape = shape };
        if (sample.Length == 1 || (sample.Length == 2 && place == 1))
        {
            // One axis more makes an image of it, or a sequence.
            Node seen = graph.Add("Reshape", null, input.Node!);
            seen.Arguments.AddRange(sample.Append(1).Cast<object>());
            Node part = sample.Length == 1 ? Cropping(graph, seen, 1, [start, after]) : Cropping(graph, seen, 2, [0, 0, start, after]);
            Node back = graph.Add(sample.Length == 1 ? "Flatten" : "Reshape", null, part);
            if (sample.Length == 2)
            {
                back.Arguments.AddRange([sample[0], end - start]);
            }

            return result with { Node = back };
        }

        // Where the last axis is cut, (height, width, channels) is seen as if height were the channels.
        int axes = sample.Length - 1;
        bool isFirst = place == axes;
        int[] edges = new int[2 * axes];
        int at = isFirst ? place - 1 : place;
        edges[2 * at] = start;
        edges[(2 * at) + 1] = after;
        Node node = Cropping(graph, input.Node!, axes, edges);
        node.Set("DataFormat", isFirst ? DataFormat.ChannelsFirst : DataFormat.ChannelsLast, DataFormat.ChannelsLast);
        return result with { Node = node };
    }

    public static Node Cropping(GraphRaising graph, Node input, int axes, int[] edges)
    {
        Node node = graph.Add($"Cropping{axes}D", null, input);
        node.Arguments.AddRange(KerasOptions.Once(edges).Cast<object>());
        return node;
    }

    private static int[] Even(int length, int parts) =>
        [.. Enumerable.Range(0, parts).Select(part => Math.Min((length + parts - 1) / parts, length - (part * ((length + parts - 1) / parts))))];

    private static long[] Integers(Constant constant) => constant.Integers ?? throw new UnsupportedOperatorException("its places are computed while the model runs");

    private static int[] Clamped(Constant constant) =>
        [.. (constant.Integers ?? throw new UnsupportedOperatorException("its bounds are computed while the model runs")).Select(value => (int)Math.Clamp(value, int.MinValue, int.MaxValue))];
}
