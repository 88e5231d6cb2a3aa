using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Google.Protobuf.Collections;
using ShapeGen.Tool.Onnx.Schema;

namespace ShapeGen.Tool.Onnx;

/// <summary>Reads the numbers of tensors, in the file or beside it.</summary>
/// <param name="folder">The folder of the model: data beside it may lie nowhere else.</param>
internal sealed class TensorReader(string folder)
{
    private const long Largest = 1L << 30;

    public Constant Read(TensorProto tensor)
    {
        long length = 1;
        foreach (long dimension in tensor.Dims)
        {
            if (dimension < 0 || dimension > int.MaxValue || (length *= dimension) > Largest)
            {
                throw new ToolException($"tensor \"{tensor.Name}\" claims the shape ({string.Join(", ", tensor.Dims)})");
            }
        }

        int[] shape = [.. tensor.Dims.Select(dimension => (int)dimension)];
        int count = (int)length;
        int size = tensor.DataType switch { 1 or 6 => 4, 7 or 11 => 8, 10 or 16 => 2, 9 or 2 or 3 => 1, _ => 0 };
        RequireData(tensor, count, size);
        return tensor.DataType switch
        {
            1 or 10 or 11 or 16 => new Constant(shape, () => Floats(tensor, count, size), null, tensor.Name),
            6 or 7 or 9 => Integers(tensor, count, size) is var integers ? new Constant(shape, () => Array.ConvertAll(integers, value => (float)value), integers, tensor.Name) : null!,
            _ => new Constant(shape, () => throw new ToolException($"tensor \"{tensor.Name}\" has the data type {tensor.DataType}; floating-point numbers are read"), null, tensor.Name),
        };
    }

    private void RequireData(TensorProto tensor, int count, int size)
    {
        if (tensor.DataLocation == 1)
        {
            _ = External(tensor);
            return;
        }

        int held = tensor.RawData.Length > 0 ? (size == 0 ? count : tensor.RawData.Length / size) : Count(tensor);
        if (size > 0 && held != count)
        {
            throw new ToolException($"tensor \"{tensor.Name}\" holds {held} numbers, but its shape ({string.Join(", ", tensor.Dims)}) has {count}");
        }
    }

    private static int Count(TensorProto tensor) => tensor.DataType switch
    {
        1 => tensor.FloatData.Count,
        7 => tensor.Int64Data.Count,
        11 => tensor.DoubleData.Count,
        _ => tensor.Int32Data.Count,
    };

    private float[] Floats(TensorProto tensor, int count, int size)
    {
        ReadOnlySpan<byte> raw = tensor.DataLocation == 1 ? Bytes(tensor, (long)count * size) : tensor.RawData.Span;
        if (raw.Length == 0)
        {
            return tensor.DataType switch
            {
                1 => [.. tensor.FloatData],
                11 => [.. tensor.DoubleData.Select(value => (float)value)],
                10 => [.. tensor.Int32Data.Select(value => (float)BitConverter.UInt16BitsToHalf((ushort)value))],
                _ => [.. tensor.Int32Data.Select(value => BitConverter.Int32BitsToSingle(value << 16))],
            };
        }

        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> at = raw[(i * size)..];
            values[i] = tensor.DataType switch
            {
                1 => BinaryPrimitives.ReadSingleLittleEndian(at),
                11 => (float)BinaryPrimitives.ReadDoubleLittleEndian(at),
                10 => (float)BinaryPrimitives.ReadHalfLittleEndian(at),
                _ => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(at) << 16),
            };
        }

        return values;
    }

    private long[] Integers(TensorProto tensor, int count, int size)
    {
        ReadOnlySpan<byte> raw = tensor.DataLocation == 1 ? Bytes(tensor, (long)count * size) : tensor.RawData.Span;
        if (raw.Length == 0)
        {
            return tensor.DataType == 7 ? [.. tensor.Int64Data] : [.. tensor.Int32Data.Select(value => (long)value)];
        }

        long[] values = new long[count];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> at = raw[(i * size)..];
            values[i] = size switch { 8 => BinaryPrimitives.ReadInt64LittleEndian(at), 4 => BinaryPrimitives.ReadInt32LittleEndian(at), _ => at[0] };
        }

        return values;
    }

    /// <summary>Where the data of a tensor lie; a name that leads out of the model's folder is refused.</summary>
    private (string Path, long Offset) External(TensorProto tensor)
    {
        string location = Entry(tensor, "location") ?? throw new ToolException($"tensor \"{tensor.Name}\" names no file for its data");
        string path = Path.GetFullPath(Path.Combine(folder, location));
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;
        if (Path.IsPathRooted(location) || location.Contains(':', StringComparison.Ordinal) || !path.StartsWith(root, StringComparison.Ordinal))
        {
            throw new ToolException($"tensor \"{tensor.Name}\" wants data from \"{location}\", outside of the model's folder");
        }

        if (!File.Exists(path))
        {
            throw new ToolException($"the data of tensor \"{tensor.Name}\" are missing: {location} must lie beside the model");
        }

        return (path, long.TryParse(Entry(tensor, "offset"), out long offset) && offset >= 0 ? offset : 0);
    }

    private byte[] Bytes(TensorProto tensor, long length)
    {
        (string path, long offset) = External(tensor);
        using FileStream stream = File.OpenRead(path);
        if (offset > stream.Length - length)
        {
            throw new ToolException($"the data of tensor \"{tensor.Name}\" are cut off: {Path.GetFileName(path)} has {stream.Length} bytes, but {length} from {offset} on are needed");
        }

        byte[] bytes = new byte[length];
        stream.Position = offset;
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static string? Entry(TensorProto tensor, string key) => tensor.ExternalData.FirstOrDefault(entry => entry.Key == key)?.Value;
}
