using ShapeGen.Tool.Networks;
using ShapeGen.Tool.Verification.Reference;

namespace ShapeGen.Tool.Onnx;

/// <summary>
/// Where each number of a value comes from, while a projection is cut into heads and put together again: the shape in ONNX, and for
/// each element its place in what a layer gives.
/// </summary>
/// <param name="Shape">The shape in ONNX.</param>
/// <param name="Places">For each element the place in the source.</param>
internal sealed record Track(int[] Shape, int[] Places)
{
    /// <summary>The fully connected layer whose outputs they are, or null for what attention gives.</summary>
    public Node? Projection { get; init; }

    /// <summary>Of what attention gives: its three projections.</summary>
    public Attended? Source { get; init; }

    /// <summary>What the numbers have been multiplied by.</summary>
    public double Scale { get; init; } = 1;

    public static int[] Natural(int count) => [.. Enumerable.Range(0, count)];

    public Track Reshape(int[] shape) => this with { Shape = shape };

    public Track Transpose(int[] order) => Take([.. order.Select(axis => Shape[axis])], place =>
    {
        int[] from = new int[order.Length];
        for (int axis = 0; axis < order.Length; axis++)
        {
            from[order[axis]] = place[axis];
        }

        return from;
    });

    public Track Slice(int along, int start, int end) =>
        Take([.. Shape.Select((length, axis) => axis == along ? end - start : length)], place => [.. place.Select((at, axis) => axis == along ? at + start : at)]);

    private Track Take(int[] shape, Func<int[], int[]> from)
    {
        int[] strides = Tensor.Strides(Shape);
        int[] places = new int[Tensor.Count(shape)];
        int[] place = new int[shape.Length];
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = Places[from(place).Select((at, axis) => at * strides[axis]).Sum()];
            Tensor.Next(place, shape);
        }

        return this with { Shape = shape, Places = places };
    }
}

/// <summary>Heads of one projection: for each head and feature the column of the fully connected layer.</summary>
internal sealed record Heads(Node Projection, int Count, int Size, int Positions, int[] Columns, double Scale);

/// <summary>Scores, their softmax, or what the shares give.</summary>
internal sealed record Attended(Heads Query, Heads Key, Heads? Value, double Scale, bool IsSoftmax);
