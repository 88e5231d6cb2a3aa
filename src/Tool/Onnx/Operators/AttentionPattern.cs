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
            return AttentionLayer.Build(operation, graph, left, kernel);
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
}
