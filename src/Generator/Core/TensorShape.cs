using System.Globalization;

namespace ShapeGen.Generator.Core;

/// <summary>The shape of one sample; the batch axis is left out.</summary>
internal sealed record TensorShape(EquatableArray<int> Dimensions)
{
    /// <summary>The largest length of an array, and so of a buffer: <c>Array.MaxLength</c>.</summary>
    public const long MaximumLength = 0x7FFFFFC7;

    public TensorShape(params int[] dimensions)
        : this(new EquatableArray<int>(dimensions))
    {
    }

    public int Rank => Dimensions.Count;

    public int this[int axis] => Dimensions[axis];

    /// <summary>The number of elements, saturated at <see cref="long.MaxValue"/>; a scalar has one.</summary>
    public long ElementCount
    {
        get
        {
            long count = 1;
            foreach (int dimension in Dimensions)
            {
                count = SaturatingMultiply(count, dimension);
            }

            return count;
        }
    }

    /// <summary>The size of the last axis.</summary>
    public int Last => Dimensions[Rank - 1];

    /// <summary>With another last axis; of a scalar the only one.</summary>
    public TensorShape WithLast(int size) => new([.. Dimensions.Take(Rank - 1), size]);

    /// <summary>As a sample: <c>(7, 7, 64)</c>.</summary>
    public override string ToString() => $"({Join()})";

    /// <summary>With the batch axis, as Keras prints it: <c>(None, 7, 7, 64)</c>.</summary>
    public string ToBatchString() => Rank == 0 ? "(None,)" : $"(None, {Join()})";

    public static long SaturatingMultiply(long left, long right) =>
        left != 0 && right > long.MaxValue / left ? long.MaxValue : left * right;

    private string Join() => string.Join(", ", Dimensions.Select(d => d.ToString(CultureInfo.InvariantCulture)));
}
