namespace ShapeGen;

/// <summary>One tensor of a <see cref="SafeTensors"/> file: what its header says about it.</summary>
public sealed class TensorInfo
{
    private readonly SafeTensorsEntry _entry;

    internal TensorInfo(SafeTensorsEntry entry) => _entry = entry;

    /// <summary>The tensor's name, for instance <c>dense/kernel</c>.</summary>
    public string Name => _entry.Name;

    /// <summary>
    /// The element type as the file spells it: <c>F32</c>, <c>F64</c>, <c>F16</c> and <c>BF16</c> can be read; others,
    /// as <c>I64</c> or one that a later version of the format adds, can only be listed.
    /// </summary>
    public string DataType => _entry.DataType;

    /// <summary>The dimensions, outermost first; empty for a scalar.</summary>
    public ReadOnlySpan<long> Shape => _entry.Shape;

    /// <summary>The number of elements: the product of <see cref="Shape"/>.</summary>
    public long ElementCount => _entry.ElementCount;

    /// <summary>The tensor's first byte, counted from the start of the file's data buffer.</summary>
    public long Offset => _entry.Begin;

    /// <summary>The number of bytes that the tensor takes in the file.</summary>
    public long ByteLength => _entry.End - _entry.Begin;

    /// <summary>For instance <c>dense/kernel (64, 10) F32</c>.</summary>
    public override string ToString() => $"{Name} {ShapeText} {DataType}";

    internal string ShapeText => SafeTensorsText.Shape(_entry.Shape);

    internal bool HasShape(ReadOnlySpan<int> expected)
    {
        if (expected.Length != _entry.Shape.Length)
        {
            return false;
        }

        for (int i = 0; i < expected.Length; i++)
        {
            if (expected[i] != _entry.Shape[i])
            {
                return false;
            }
        }

        return true;
    }
}
