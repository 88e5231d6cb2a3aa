using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Onnx;

/// <summary>Numbers that are known before the model runs.</summary>
/// <param name="Shape">The dimensions in ONNX.</param>
/// <param name="Pass">Hands the numbers over piece by piece, as <see cref="WeightTensor.Pass"/>.</param>
/// <param name="Integers">The numbers where they are integers, else null.</param>
/// <param name="Name">Its name in the graph.</param>
internal sealed record Constant(int[] Shape, Action<TakeValues> Pass, long[]? Integers, string Name)
{
    public Constant(int[] shape, Func<float[]> read, long[]? integers, string name)
        : this(shape, take => take(read()), integers, name)
    {
    }

    public long Length => Shape.Aggregate(1L, (product, dimension) => product * dimension);

    public float[] Floats() => AsWeight().Read();

    public WeightTensor AsWeight() => new(Name, Shape, Pass);

    /// <summary>The only number, or null where there are several.</summary>
    public double? Scalar => Length == 1 ? Integers is { } whole ? whole[0] : Floats()[0] : null;
}

/// <summary>What a name of the graph stands for: a constant, or what a layer gives.</summary>
/// <param name="Shape">The shape in ONNX, with the batch.</param>
internal sealed record Value(int[] Shape)
{
    public Constant? Constant { get; init; }

    public Node? Node { get; init; }

    /// <summary>For each axis of the sample here the axis that it is in ONNX, where 0 is the batch. Channels-last images have 2, 3, 1.</summary>
    public int[] Order { get; init; } = [];

    /// <summary>For each place of the last axis the place that it has in ONNX; null where they are the same.</summary>
    public int[]? Places { get; init; }

    /// <summary>Why no layer can read it as it stands, or null: something that comes later has to make it whole.</summary>
    public string? Apart { get; init; }

    /// <summary>The node gives the last two axes of the sample as one.</summary>
    public bool IsJoined { get; init; }

    /// <summary>Values that lie side by side along an axis that only one of them will be taken from.</summary>
    public IReadOnlyList<Value>? Stack { get; init; }

    /// <summary>The batch is the first axis, and the sample has all others.</summary>
    public bool HasBatchFirst => Order.Length == Rank - 1 && !Order.Contains(0);

    public int Rank => Shape.Length;

    public static int[] Plain(int rank) => [.. Enumerable.Range(1, Math.Max(rank - 1, 0))];

    public static int[] ChannelsLast(int rank) => rank < 3 ? Plain(rank) : [.. Enumerable.Range(2, rank - 2), 1];

    public bool Has(int[] order) => Order.SequenceEqual(order);
}

/// <summary>Something in the graph that has no layer; the message says why.</summary>
internal sealed class UnsupportedOperatorException(string reason) : Exception(reason);
