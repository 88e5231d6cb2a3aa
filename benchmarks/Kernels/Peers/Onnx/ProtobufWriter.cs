namespace ShapeGen.Benchmarks.Peers.Onnx;

/// <summary>Writes the wire format of protocol buffers: https://protobuf.dev/programming-guides/encoding. As much of it as ONNX files need.</summary>
internal sealed class ProtobufWriter
{
    private const int Varint = 0;
    private const int LengthDelimited = 2;

    private readonly MemoryStream _bytes = new();

    public ProtobufWriter Integer(int field, long value)
    {
        Tag(field, Varint);
        Number((ulong)value);
        return this;
    }

    public ProtobufWriter Integers(int field, params ReadOnlySpan<long> values)
    {
        foreach (long value in values)
        {
            Integer(field, value);
        }

        return this;
    }

    public ProtobufWriter Text(int field, string text) => Bytes(field, System.Text.Encoding.UTF8.GetBytes(text));

    public ProtobufWriter Texts(int field, params ReadOnlySpan<string> texts)
    {
        foreach (string text in texts)
        {
            Text(field, text);
        }

        return this;
    }

    public ProtobufWriter Message(int field, ProtobufWriter message) => Bytes(field, message.ToArray());

    public ProtobufWriter Bytes(int field, ReadOnlySpan<byte> bytes)
    {
        Tag(field, LengthDelimited);
        Number((ulong)bytes.Length);
        _bytes.Write(bytes);
        return this;
    }

    public byte[] ToArray() => _bytes.ToArray();

    private void Tag(int field, int wireType) => Number((ulong)((field << 3) | wireType));

    private void Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _bytes.WriteByte((byte)(value | 0x80));
        }

        _bytes.WriteByte((byte)value);
    }
}
