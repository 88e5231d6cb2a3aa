using ShapeGen.Tool.Networks;
using ShapeGen.Tool.Verification.Reference;

namespace ShapeGen.Tool.Onnx.Operators;

/// <summary>
/// Attention as exporters write it out: projections cut into heads by reshaping, transposing and splitting, softmax(scale · query · keyᵀ) · value,
/// the heads put together, and a last projection. All of it becomes one MultiHeadAttention, whatever the order of the cuts.
/// </summary>
internal static class AttentionPattern
{
    /// <summary>More numbers than this are not followed: the cuts of a very long sequence are the same as those of a short one.</summary>
    private const int MostElements = 1 << 24;

    private const string Incomplete = "it reads a part of attention that no layer gives: only softmax(query · keyᵀ) · value between fully connected layers is found";

    /// <summary>Follows an operation; true where its outputs are set and no reader of operators need look at it.</summary>
    public static bool Raise(Operation operation, GraphRaising graph)
    {
        switch (operation.Type)
        {
            case "Reshape" or "Transpose" or "Split" or "Squeeze" or "Unsqueeze" or "Slice" or "Gather":
                return Move(operation, graph);
            case "Mul" or "Div":
                return Scale(operation, graph);
            case "Softmax":
                return Softmax(operation, graph);
            case "MatMul" or "Gemm":
                return Product(operation, graph);
            default:
                return false;
        }
    }

    /// <summary>The bias of the last projection.</summary>
    public static void AddBias(Node attention, Constant bias)
    {
        if (!attention.Option("UseBias", true))
        {
            // All projections have a bias, or none has.
            attention.Options.RemoveAll(option => option.Name == "UseBias");
            for (int i = 0; i < 3; i++)
            {
                WeightTensor kernel = attention.Weights[2 * i];
                attention.Weights.Insert((2 * i) + 1, Zeros(kernel.Shape[1..]));
            }

            attention.Weights.Add(Zeros(attention.Weights[^1].Shape[^1..]));
        }

        attention.Weights[^1] = OnnxWindow.AsIs(bias);
    }

    private static bool Move(Operation operation, GraphRaising graph)
    {
        if (Find(operation.Inputs[0], graph) is not { } track || track.Places.Length > MostElements)
        {
            return false;
        }

        try
        {
            foreach ((string output, Track part) in Moved(operation, graph, track))
            {
                graph.Tracks[output] = part;
            }
        }
        catch (UnsupportedOperatorException)
        {
            return false;
        }

        if (track.Source is null && OnnxOperators.Find(operation.Type) is { } reader)
        {
            // Whoever reads it as what it is finds the layers; whoever finds attention leaves them out.
            try
            {
                reader.Raise(operation, graph);
                return true;
            }
            catch (UnsupportedOperatorException exception)
            {
                SetApart(operation, graph, track.Projection!, exception.Message);
                return true;
            }
        }

        SetApart(operation, graph, graph.Get(operation.Inputs[0]).Node!, Incomplete);
        return true;
    }

    private static IEnumerable<(string Output, Track Track)> Moved(Operation operation, GraphRaising graph, Track track)
    {
        int[] shape = track.Shape;
        switch (operation.Type)
        {
            case "Reshape":
                return [(operation.Outputs[0], track.Reshape(Reshaping.Sizes(graph.Weight(operation, 1), shape, operation.Integer("allowzero", 0) == 1)))];
            case "Squeeze" or "Unsqueeze":
                return [(operation.Outputs[0], track.Reshape(Reshaping.Squeezed(operation, graph, new Value(shape))))];
            case "Transpose":
                return [(operation.Outputs[0], track.Transpose(operation.Integers("perm") ?? [.. Enumerable.Range(0, shape.Length).Reverse()]))];
            case "Slice":
                return [(operation.Outputs[0], Parts.Bounds(operation, graph, shape) is var (along, from, to) ? track.Slice(along, from, to) : track)];
            case "Gather":
                int axis = Parts.AxisOf(operation, shape.Length, 0);
                int place = Parts.Place(operation, graph, shape[axis]);
                return [(operation.Outputs[0], track.Slice(axis, place, place + 1).Reshape([.. shape.Where((_, i) => i != axis)]))];
            default:
                var parts = new List<(string, Track)>();
                int cut = Parts.AxisOf(operation, shape.Length, 0);
                int start = 0;
                foreach ((string output, int size) in operation.Outputs.Zip(Parts.Sizes(operation, graph, shape[cut])))
                {
                    parts.Add((output, track.Slice(cut, start, start + size)));
                    start += size;
                }

                return parts;
        }
    }

    private static bool Scale(Operation operation, GraphRaising graph)
    {
        int data = operation.Inputs.Count == 2 && graph.Constant(operation, 0) is null ? 0 : 1;
        if (operation.Inputs.Count != 2 || graph.Constant(operation, 1 - data)?.Scalar is not { } number || (operation.Type == "Div" && data == 1)
            || Find(operation.Inputs[data], graph) is not { } track)
        {
            return false;
        }

        Track scaled = track with { Scale = operation.Type == "Mul" ? track.Scale * number : track.Scale / number };
        graph.Tracks[operation.Outputs[0]] = scaled;
        if (track.Source is null)
        {
            Value value = graph.Get(operation.Inputs[data]);
            if (value.Apart is null)
            {
                // It may be no attention at all.
                return false;
            }
        }

        SetApart(operation, graph, graph.Get(operation.Inputs[data]).Node!, Incomplete);
        return true;
    }

    private static bool Softmax(Operation operation, GraphRaising graph)
    {
        if (!graph.Tracks.TryGetValue(operation.Inputs[0], out Track? track) || track.Source is not { IsSoftmax: false } scores)
        {
            return false;
        }

        int axis = operation.Integer("axis", -1);
        if (axis != -1 && axis != track.Shape.Length - 1)
        {
            return false;
        }

        graph.Tracks[operation.Outputs[0]] = track with { Source = scores with { Scale = track.Scale, IsSoftmax = true }, Scale = 1 };
        SetApart(operation, graph, graph.Get(operation.Inputs[0]).Node!, Incomplete);
        return true;
    }

    private static bool Product(Operation operation, GraphRaising graph)
    {
        Track? left = Find(operation.Inputs[0], graph);
        if (left is { Source.Value: not null } && graph.Constant(operation, 1) is { } kernel)
        {
            return Build(operation, graph, left, kernel);
        }

        if (operation.Type != "MatMul" || left is null || Find(operation.Inputs[1], graph) is not { Projection: not null } right)
        {
            return false;
        }

        if (left.Projection is not null && HeadsOf(left) is { } query && HeadsOf(Turned(right)) is { } key && query.Count == key.Count && query.Size == key.Size)
        {
            int[] shape = [.. left.Shape[..^1], key.Positions];
            Give(operation, graph, shape, new Attended(query, key, null, 1, IsSoftmax: false));
            return true;
        }

        if (left.Source is { IsSoftmax: true, Value: null } shares && HeadsOf(right) is { } value && value.Count == shares.Query.Count && value.Positions == shares.Key.Positions)
        {
            Give(operation, graph, [.. left.Shape[..^1], value.Size], shares with { Value = value });
            return true;
        }

        return false;
    }

    private static void Give(Operation operation, GraphRaising graph, int[] shape, Attended attended)
    {
        graph.Tracks[operation.Outputs[0]] = new Track(shape, Track.Natural(Tensor.Count(shape))) { Source = attended };
        SetApart(operation, graph, attended.Query.Projection, Incomplete);
    }

    /// <summary>All of it in one layer; the kernel's rows are put into the order of the heads.</summary>
    private static bool Build(Operation operation, GraphRaising graph, Track joined, Constant kernel)
    {
        Attended all = joined.Source!;
        Heads value = all.Value!;
        int width = value.Count * value.Size;
        int positions = all.Query.Positions;
        bool isTurned = operation.Type == "Gemm" && operation.Integer("transB", 0) == 1;
        if (joined.Shape[^1] != width || kernel.Shape.Length != 2 || kernel.Shape[isTurned ? 1 : 0] != width || joined.Places.Length != positions * width || joined.Scale != 1)
        {
            return false;
        }

        // Column c of each position holds feature (head, i), whose place is (head · positions + position) · size + i.
        int[] rows = new int[width];
        for (int c = 0; c < width; c++)
        {
            (int head, int i) = (joined.Places[c] / (positions * value.Size), joined.Places[c] % value.Size);
            rows[(head * value.Size) + i] = c;
            for (int t = 0; t < positions; t++)
            {
                if (joined.Places[(t * width) + c] != (((head * positions) + t) * value.Size) + i)
                {
                    return false;
                }
            }
        }

        int units = kernel.Shape[isTurned ? 0 : 1];
        WeightTensor last = isTurned ? OnnxWindow.Reorder(kernel, [1, 0]) : OnnxWindow.AsIs(kernel);
        Node node = graph.Add("MultiHeadAttention", Parent(kernel), all.Query.Projection.Inputs[0]);
        node.NamedInputs = ["Value", "Key"];
        node.Inputs.AddRange([value.Projection.Inputs[0], all.Key.Projection.Inputs[0]]);
        while (node.Inputs.Count > 1 && node.Inputs[^1] == node.Inputs[^2])
        {
            node.Inputs.RemoveAt(node.Inputs.Count - 1);
        }

        node.Arguments.AddRange([all.Query.Count, all.Query.Size]);
        node.Set("ValueDim", value.Size, all.Query.Size);
        Constant? bias = operation.Type == "Gemm" && operation.HasInput(2) ? graph.Weight(operation, 2) : null;
        bool hasBias = bias is not null || new[] { all.Query, all.Key, value }.Any(heads => heads.Projection.Weights.Count > 1);
        node.Set("UseBias", hasBias, true);
        // The layer divides by the root of the size itself; what differs from that goes into the queries.
        double scale = all.Scale * all.Query.Scale * all.Key.Scale * Math.Sqrt(all.Query.Size);
        AddProjection(node, all.Query, Math.Abs(scale - 1) < 1e-5 ? 1 : scale, hasBias);
        AddProjection(node, all.Key, 1, hasBias);
        AddProjection(node, value, value.Scale, hasBias);
        int inputs = all.Query.Projection.Weights[0].Shape[0];
        node.Set("OutputShape", units == inputs ? [] : [units], Array.Empty<int>());
        node.Weights.Add(new WeightTensor(last.Source, [value.Count, value.Size, units], () => Rows(last.Read(), rows, units)));
        if (hasBias)
        {
            node.Weights.Add(bias is null ? Zeros([units]) : OnnxWindow.AsIs(bias));
        }

        int[] shape = [.. joined.Shape[..^1], units];
        graph.Set(operation.Outputs[0], new Value(shape) { Node = node, Order = [Enumerable.Range(0, shape.Length - 1).First(axis => shape[axis] == positions), shape.Length - 1] });
        return true;
    }

    private static void AddProjection(Node node, Heads heads, double scale, bool hasBias)
    {
        WeightTensor kernel = heads.Projection.Weights[0];
        int width = kernel.Shape[1];
        int inputs = kernel.Shape[0];
        node.Weights.Add(new WeightTensor(kernel.Source, [inputs, heads.Count, heads.Size], () =>
        {
            float[] values = kernel.Read();
            return [.. Enumerable.Range(0, inputs).SelectMany(row => heads.Columns.Select(column => (float)(values[(row * width) + column] * scale)))];
        }));
        if (hasBias)
        {
            WeightTensor? bias = heads.Projection.Weights.Count > 1 ? heads.Projection.Weights[1] : null;
            node.Weights.Add(bias is null ? Zeros([heads.Count, heads.Size]) : new WeightTensor(bias.Source, [heads.Count, heads.Size], () =>
            {
                float[] values = bias.Read();
                return [.. heads.Columns.Select(column => (float)(values[column] * scale))];
            }));
        }
    }

    /// <summary>Keys as they are multiplied have their features before their positions.</summary>
    private static Track Turned(Track track) => track.Transpose([.. Enumerable.Range(0, track.Shape.Length - 2), track.Shape.Length - 1, track.Shape.Length - 2]);

    /// <summary>A value seen as (heads, positions, size), or null where positions are mixed.</summary>
    private static Heads? HeadsOf(Track track)
    {
        if (track.Projection is not { } projection || track.Shape.Length < 3)
        {
            return null;
        }

        int size = track.Shape[^1];
        int positions = track.Shape[^2];
        int count = track.Places.Length / (size * positions);
        int width = projection.Weights[0].Shape[1];
        int[] columns = new int[count * size];
        for (int i = 0; i < track.Places.Length; i++)
        {
            int head = i / (positions * size);
            int position = i / size % positions;
            int column = track.Places[i] % width;
            if (track.Places[i] / width != position || (position > 0 && columns[(head * size) + (i % size)] != column))
            {
                return null;
            }

            columns[(head * size) + (i % size)] = column;
        }

        return new Heads(projection, count, size, positions, columns, track.Scale);
    }

    /// <summary>The track of a value; one of a fully connected layer begins here.</summary>
    private static Track? Find(string name, GraphRaising graph)
    {
        if (graph.Tracks.TryGetValue(name, out Track? track))
        {
            return track;
        }

        return graph.TryGet(name, out Value value) && value is { Node: { Kind: "Dense" } dense, Apart: null, Places: null } && dense.Option("Activation", Activation.Linear) == Activation.Linear
            && value.Order.SequenceEqual(value.Order.Order()) && value.Order.Length == 2 && Tensor.Count(value.Shape) <= MostElements
            ? new Track(value.Shape, Track.Natural(Tensor.Count(value.Shape))) { Projection = dense }
            : null;
    }

    private static void SetApart(Operation operation, GraphRaising graph, Node node, string reason)
    {
        foreach (string output in operation.Outputs)
        {
            int[] shape = graph.Tracks.TryGetValue(output, out Track? track) ? track.Shape : [];
            graph.Set(output, new Value(shape) { Node = node, Apart = reason });
        }
    }

    private static string? Parent(Constant kernel) => kernel.Name.EndsWith(".weight", StringComparison.Ordinal) && kernel.Name.Split('.') is [.. var path, _, _] && path.Length > 0 ? string.Join('.', path) : null;

    private static float[] Rows(float[] values, int[] rows, int width) => [.. rows.SelectMany(row => values.AsSpan(row * width, width).ToArray())];

    private static WeightTensor Zeros(int[] shape) => new("", shape, () => new float[Tensor.Count(shape)]);
}
