namespace ShapeGen.Tool.Verification.Reference;

/// <summary>Values in double precision with a shape, row by row.</summary>
internal sealed class Tensor(int[] shape, double[] values)
{
    public Tensor(params int[] shape)
        : this(shape, new double[Count(shape)])
    {
    }

    public int[] Shape { get; } = shape;

    public double[] Values { get; } = values;

    public int Rank => Shape.Length;

    public int Length => Values.Length;

    public static int Count(IEnumerable<int> shape) => shape.Aggregate(1, (product, dimension) => checked(product * dimension));

    public Tensor As(params int[] shape) => new(shape, Values);

    /// <summary>Output axis i is input axis <paramref name="order"/>[i].</summary>
    public Tensor Transpose(params int[] order)
    {
        var result = new Tensor([.. order.Select(axis => Shape[axis])]);
        int[] strides = Strides(Shape);
        int[] place = new int[order.Length];
        for (int i = 0; i < result.Length; i++)
        {
            int source = 0;
            for (int axis = 0; axis < order.Length; axis++)
            {
                source += place[axis] * strides[order[axis]];
            }

            result.Values[i] = Values[source];
            Next(place, result.Shape);
        }

        return result;
    }

    /// <summary>Channels from the first axis to the last, and back.</summary>
    public Tensor ToChannelsLast() => Transpose([.. Enumerable.Range(1, Rank - 1), 0]);

    public Tensor ToChannelsFirst() => Transpose([Rank - 1, .. Enumerable.Range(0, Rank - 1)]);

    public static int[] Strides(int[] shape)
    {
        int[] strides = new int[shape.Length];
        int stride = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }

        return strides;
    }

    /// <summary>The next place in row order.</summary>
    public static void Next(int[] place, int[] shape)
    {
        for (int axis = shape.Length - 1; axis >= 0 && ++place[axis] == shape[axis]; axis--)
        {
            place[axis] = 0;
        }
    }
}
