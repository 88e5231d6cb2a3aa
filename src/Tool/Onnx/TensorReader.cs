using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using ShapeGen.Tool.Networks;
using ShapeGen.Tool.Onnx.Schema;

namespace ShapeGen.Tool.Onnx;

/// <summary>Reads the numbers of tensors, in the file or beside it.</summary>
/// <param name="file">The model, where it is open.</param>
/// <param name="folder">The folder of the model: data beside it may lie nowhere else.</param>
internal sealed class TensorReader(SafeFileHandle file, string folder)
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
            1 or 10 or 11 or 16 => new Constant(shape, take => Pass(tensor, count, size, take), null, tensor.Name),
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

        long held = tensor.Data is not { } data ? Count(tensor) : data.IsFloats && tensor.DataType != 1 ? 0 : size == 0 ? count : data.Length / size;
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

    private void Pass(TensorProto tensor, int count, int size, TakeValues take)
    {
        if (tensor.DataLocation != 1 && tensor.Data is null)
        {
            take(Listed(tensor));
            return;
        }

        float[] values = new float[Math.Min(count, WeightTensor.PieceLength)];
        ReadPieces(tensor, count, size, bytes =>
        {
            Span<float> piece = values.AsSpan(0, bytes.Length / size);
            Convert(bytes, tensor.DataType, piece);
            take(piece);
        });
    }

    private static float[] Listed(TensorProto tensor) => tensor.DataType switch
    {
        1 => [.. tensor.FloatData],
        11 => [.. tensor.DoubleData.Select(value => (float)value)],
        10 => [.. tensor.Int32Data.Select(value => (float)BitConverter.UInt16BitsToHalf((ushort)value))],
        _ => [.. tensor.Int32Data.Select(value => BitConverter.Int32BitsToSingle(value << 16))],
    };

    private static void Convert(ReadOnlySpan<byte> bytes, int type, Span<float> values)
    {
        int size = bytes.Length / values.Length;
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> at = bytes[(i * size)..];
            values[i] = type switch
            {
                1 => BinaryPrimitives.ReadSingleLittleEndian(at),
                11 => (float)BinaryPrimitives.ReadDoubleLittleEndian(at),
                10 => (float)BinaryPrimitives.ReadHalfLittleEndian(at),
                _ => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(at) << 16),
            };
        }
    }

    private long[] Integers(TensorProto tensor, int count, int size)
    {
        if (tensor.DataLocation != 1 && tensor.Data is null)
        {
            return tensor.DataType == 7 ? [.. tensor.Int64Data] : [.. tensor.Int32Data.Select(value => (long)value)];
        }

        var values = new List<long>();
        ReadPieces(tensor, count, size, bytes =>
        {
            for (ReadOnlySpan<byte> at = bytes; at.Length > 0; at = at[size..])
            {
                values.Add(size switch { 8 => BinaryPrimitives.ReadInt64LittleEndian(at), 4 => BinaryPrimitives.ReadInt32LittleEndian(at), _ => at[0] });
            }
        });
        return [.. values];
    }

    /// <summary>Reads the numbers of a tensor that lie in the model's file or beside it, a piece at a time.</summary>
    private void ReadPieces(TensorProto tensor, int count, int size, TakeBytes take)
    {
        (string? path, long offset) = tensor.DataLocation == 1 ? External(tensor) : (null, tensor.Data!.Value.Offset);
        using SafeFileHandle? beside = path is null ? null : File.OpenHandle(path);
        SafeFileHandle source = beside ?? file;
        long length = (long)count * size;
        if (offset > RandomAccess.GetLength(source) - length)
        {
            throw new ToolException($"the data of tensor \"{tensor.Name}\" are cut off: {(path is null ? "the file" : Path.GetFileName(path))} has {RandomAccess.GetLength(source)} bytes, but {length} from {offset} on are needed");
        }

        byte[] bytes = new byte[Math.Min(length, WeightTensor.PieceLength * size)];
        for (long done = 0; done < length;)
        {
            int wanted = (int)Math.Min(length - done, bytes.Length);
            for (int read = 0; read < wanted;)
            {
                int more = RandomAccess.Read(source, bytes.AsSpan(read, wanted - read), offset + done + read);
                read += more > 0 ? more : throw new EndOfStreamException($"the data of tensor \"{tensor.Name}\" became shorter while they were read");
            }

            take(bytes.AsSpan(0, wanted));
            done += wanted;
        }
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

    private static string? Entry(TensorProto tensor, string key) => tensor.ExternalData.FirstOrDefault(entry => entry.Key == key)?.Value;

    private delegate void TakeBytes(ReadOnlySpan<byte> bytes);
}
