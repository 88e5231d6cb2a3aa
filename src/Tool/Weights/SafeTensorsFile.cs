using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Weights;

/// <summary>A tensor to write.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Shape">The dimensions.</param>
/// <param name="Pass">Hands the values over piece by piece when their turn comes.</param>
internal sealed record NamedTensor(string Name, int[] Shape, Action<TakeValues> Pass)
{
    public NamedTensor(string name, int[] shape, Func<float[]> read)
        : this(name, shape, take => take(read()))
    {
    }

    public long Length => Shape.Aggregate(1L, (product, dimension) => product * dimension);
}

/// <summary>
/// Writes safetensors of float32 piece by piece, so that neither a large file nor a large tensor is in memory as a whole. The bytes
/// are those that the runtime's writer makes of the same tensors.
/// </summary>
internal static class SafeTensorsFile
{
    public static void Write(string path, IEnumerable<NamedTensor> tensors)
    {
        NamedTensor[] ordered = [.. tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal)];
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        byte[] header = Header(ordered);
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
        stream.Write(prefix);
        stream.Write(header);
        foreach (NamedTensor tensor in ordered)
        {
            long written = 0;
            tensor.Pass(values =>
            {
                written += values.Length;
                Write(stream, values);
            });
            if (written != tensor.Length)
            {
                throw new ToolException($"the weight \"{tensor.Name}\" has {written} values in place of {tensor.Length}");
            }
        }
    }

    private static void Write(FileStream stream, ReadOnlySpan<float> values)
    {
        if (BitConverter.IsLittleEndian)
        {
            stream.Write(MemoryMarshal.AsBytes(values));
            return;
        }

        int[] words = MemoryMarshal.Cast<float, int>(values).ToArray();
        BinaryPrimitives.ReverseEndianness(words, words);
        stream.Write(MemoryMarshal.AsBytes(words.AsSpan()));
    }

    private static byte[] Header(NamedTensor[] tensors)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            long begin = 0;
            foreach (NamedTensor tensor in tensors)
            {
                long end = begin + (sizeof(float) * tensor.Length);
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", "F32");
                json.WriteStartArray("shape");
                foreach (int dimension in tensor.Shape)
                {
                    json.WriteNumberValue(dimension);
                }

                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(begin);
                json.WriteNumberValue(end);
                json.WriteEndArray();
                json.WriteEndObject();
                begin = end;
            }

            json.WriteEndObject();
        }

        while (buffer.Length % 8 != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }
}
