using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ShapeGen;

/// <summary>
/// Collects tensors and writes them as a safetensors file. The same tensors give the same bytes, in whatever order they
/// were added.
/// </summary>
/// <remarks>
/// Wide elements come first and names are in ordinal order, so that, with the header padded to 8 bytes, every tensor is
/// aligned to its element. Values are copied when they are added.
/// </remarks>
/// <example>
/// <code>
/// new SafeTensorsWriter()
///     .Add("dense/kernel", [64, 10], kernel)
///     .Add("dense/bias", [10], bias)
///     .Save("model.safetensors");
/// </code>
/// </example>
public sealed class SafeTensorsWriter
{
    private const int Alignment = 8;
    private const string MetadataKey = "__metadata__";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, Tensor> _tensors = [];
    private readonly SortedDictionary<string, string> _metadata = new(StringComparer.Ordinal);

    /// <summary>Adds a tensor of type F32.</summary>
    /// <param name="name">A name that no other tensor has.</param>
    /// <param name="shape">The dimensions, outermost first; empty for a scalar.</param>
    /// <param name="values">As many values as the dimensions' product.</param>
    /// <returns>This writer.</returns>
    /// <exception cref="ArgumentException">
    /// The name is taken, reserved or no valid Unicode, a dimension is negative, or the number of values is another.
    /// </exception>
    public SafeTensorsWriter Add(string name, ReadOnlySpan<int> shape, ReadOnlySpan<float> values)
    {
        byte[] bytes = Reserve(name, shape, SafeTensorsDataType.Float32, values);
        for (int i = 0; !BitConverter.IsLittleEndian && i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(sizeof(float) * i), values[i]);
        }

        return this;
    }

    /// <summary>Adds a tensor of type F64; see <see cref="Add(string, ReadOnlySpan{int}, ReadOnlySpan{float})"/>.</summary>
    /// <inheritdoc cref="Add(string, ReadOnlySpan{int}, ReadOnlySpan{float})"/>
    public SafeTensorsWriter Add(string name, ReadOnlySpan<int> shape, ReadOnlySpan<double> values)
    {
        byte[] bytes = Reserve(name, shape, SafeTensorsDataType.Float64, values);
        for (int i = 0; !BitConverter.IsLittleEndian && i < values.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(sizeof(double) * i), values[i]);
        }

        return this;
    }

    /// <summary>Adds a tensor of type F16; see <see cref="Add(string, ReadOnlySpan{int}, ReadOnlySpan{float})"/>.</summary>
    /// <inheritdoc cref="Add(string, ReadOnlySpan{int}, ReadOnlySpan{float})"/>
    public SafeTensorsWriter Add(string name, ReadOnlySpan<int> shape, ReadOnlySpan<Half> values)
    {
        byte[] bytes = Reserve(name, shape, SafeTensorsDataType.Float16, values);
        for (int i = 0; !BitConverter.IsLittleEndian && i < values.Length; i++)
        {
            BinaryPrimitives.WriteHalfLittleEndian(bytes.AsSpan(2 * i), values[i]);
        }

        return this;
    }

    /// <summary>Adds a line of the file's free text, <c>__metadata__</c>.</summary>
    /// <returns>This writer.</returns>
    /// <exception cref="ArgumentException">The key is taken, or key or value are no valid Unicode.</exception>
    public SafeTensorsWriter AddMetadata(string key, string value)
    {
        RequireUnicode(key, nameof(key));
        RequireUnicode(value, nameof(value));
        return _metadata.TryAdd(key, value)
            ? this
            : throw new ArgumentException($"The metadata hold {SafeTensorsText.Quote(key)} already.", nameof(key));
    }

    /// <summary>Writes the file, replacing one that exists.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The header exceeds the format's limit of 100,000,000 bytes.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] header = BuildHeader();
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        Write(stream, header);
    }

    /// <summary>Writes the file's bytes to <paramref name="stream"/>, which is left open.</summary>
    /// <exception cref="InvalidOperationException">The header exceeds the format's limit of 100,000,000 bytes.</exception>
    public void WriteTo(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Write(stream, BuildHeader());
    }

    private static void RequireUnicode(string text, string parameter)
    {
        ArgumentNullException.ThrowIfNull(text, parameter);
        try
        {
            StrictUtf8.GetByteCount(text);
        }
        catch (EncoderFallbackException exception)
        {
            throw new ArgumentException("The text holds half of a surrogate pair.", parameter, exception);
        }
    }

    /// <summary>Checks a tensor, takes a copy of its values as they lie in memory and returns the copy.</summary>
    private byte[] Reserve<T>(string name, ReadOnlySpan<int> shape, string dataType, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        RequireUnicode(name, nameof(name));
        if (name == MetadataKey)
        {
            throw new ArgumentException("The name \"__metadata__\" is reserved by the format.", nameof(name));
        }

        string quoted = SafeTensorsText.Quote(name);
        Int128 count = 1;
        foreach (int dimension in shape)
        {
            if (dimension < 0)
            {
                throw new ArgumentException($"Tensor {quoted}: shape {SafeTensorsText.Shape(shape.ToArray())} has a negative dimension.", nameof(shape));
            }

            // Beyond any span's length the exact product does not matter, unless a zero follows.
            count = Int128.Min(count, long.MaxValue) * dimension;
        }

        if (count != values.Length)
        {
            string needed = count > long.MaxValue ? "more than 2^63 - 1" : count.ToString();
            throw new ArgumentException($"Tensor {quoted}: shape {SafeTensorsText.Shape(shape.ToArray())} needs {needed} values, found {values.Length}.", nameof(values));
        }

        byte[] bytes = MemoryMarshal.AsBytes(values).ToArray();
        return _tensors.TryAdd(name, new Tensor(name, dataType, shape.ToArray(), bytes))
            ? bytes
            : throw new ArgumentException($"Tensor {quoted} has been added already.", nameof(name));
    }

    private IEnumerable<Tensor> InFileOrder() => _tensors.Values
        .OrderByDescending(tensor => tensor.DataType switch { SafeTensorsDataType.Float64 => 8, SafeTensorsDataType.Float32 => 4, _ => 2 })
        .ThenBy(tensor => tensor.Name, StringComparer.Ordinal);

    private byte[] BuildHeader()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (_metadata.Count > 0)
            {
                json.WriteStartObject(MetadataKey);
                foreach ((string key, string value) in _metadata)
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            }

            long begin = 0;
            foreach (Tensor tensor in InFileOrder())
            {
                WriteEntry(json, tensor, begin);
                begin += tensor.Bytes.Length;
            }

            json.WriteEndObject();
        }

        while (buffer.Length % Alignment != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.Length <= SafeTensorsHeader.MaximumLength
            ? buffer.ToArray()
            : throw new InvalidOperationException($"The header takes {buffer.Length} bytes, more than the format's limit of {SafeTensorsHeader.MaximumLength}.");
    }

    private static void WriteEntry(Utf8JsonWriter json, Tensor tensor, long begin)
    {
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", tensor.DataType);
        json.WriteStartArray("shape");
        foreach (int dimension in tensor.Shape)
        {
            json.WriteNumberValue(dimension);
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(begin);
        json.WriteNumberValue(begin + tensor.Bytes.Length);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Write(Stream stream, byte[] header)
    {
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
        stream.Write(prefix);
        stream.Write(header);
        foreach (Tensor tensor in InFileOrder())
        {
            stream.Write(tensor.Bytes);
        }
    }

    private sealed record Tensor(string Name, string DataType, int[] Shape, byte[] Bytes);
}
