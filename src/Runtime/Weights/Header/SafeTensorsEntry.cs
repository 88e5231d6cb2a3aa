namespace ShapeGen;

/// <summary>One tensor of a safetensors header, its size already checked against its shape and type.</summary>
internal sealed class SafeTensorsEntry
{
    public SafeTensorsEntry(string name, string dataType, long[] shape, long begin, long end)
    {
        Name = name;
        DataType = dataType;
        Shape = shape;
        Begin = begin;
        End = end;
        RequireMatchingSize();
    }

    public string Name { get; }

    /// <summary>The type as the file spells it; may be one that nobody knows.</summary>
    public string DataType { get; }

    public long[] Shape { get; }

    /// <summary>First byte, counted from the start of the data buffer.</summary>
    public long Begin { get; }

    /// <summary>First byte after the tensor.</summary>
    public long End { get; }

    public long ElementCount { get; private set; }

    private void RequireMatchingSize()
    {
        if (End < Begin)
        {
            throw Fail($"data_offsets [{Begin}, {End}] end before they begin.");
        }

        long count = 1;
        foreach (long dimension in Shape)
        {
            if (dimension != 0 && count > long.MaxValue / dimension)
            {
                throw Fail($"shape {SafeTensorsText.Shape(Shape)} has more than 2^63 - 1 elements.");
            }

            count *= dimension;
        }

        ElementCount = count;
        if (!SafeTensorsDataType.TryGetBits(DataType, out int bits))
        {
            // A type that came after this code: harmless as long as nobody reads the tensor.
            return;
        }

        if (count > long.MaxValue / bits)
        {
            throw Fail($"{DataType} {SafeTensorsText.Shape(Shape)} needs more than 2^63 - 1 bits.");
        }

        if (count * bits % 8 != 0)
        {
            throw Fail($"{DataType} {SafeTensorsText.Shape(Shape)} needs {count * bits} bits, which is no whole number of bytes.");
        }

        if (count * bits / 8 != End - Begin)
        {
            throw Fail($"{DataType} {SafeTensorsText.Shape(Shape)} needs {count * bits / 8} bytes, but data_offsets [{Begin}, {End}] hold {End - Begin}.");
        }
    }

    private SafeTensorsException Fail(string message) => new($"Tensor {SafeTensorsText.Quote(Name)}: {message}");
}
