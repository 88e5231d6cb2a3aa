using System.Buffers.Binary;
using PureHDF;
using PureHDF.Selections;
using PureHDF.VOL.Native;
using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Keras.Files;

/// <summary>An HDF5 file; whatever its parser makes of a damaged one becomes one error.</summary>
internal sealed class HdfFile : IDisposable
{
    /// <summary>More than any layer's weights: a damaged header must not ask for all memory.</summary>
    private const long LargestTensor = 1L << 30;

    private readonly NativeFile _file;
    private readonly long _length;

    private HdfFile(NativeFile file, long length)
    {
        _file = file;
        _length = length;
    }

    public static HdfFile Open(Stream stream) => Guard(() =>
    {
        RequireWhole(stream);
        return new HdfFile(H5File.Open(stream), stream.Length);
    });

    /// <summary>The first block says where the file ends; the parser would read zeros after a cut.</summary>
    private static void RequireWhole(Stream stream)
    {
        byte[] start = new byte[48];
        int length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        int version = length == start.Length ? start[8] : throw new ToolException("the HDF5 data is cut off");
        long end = BinaryPrimitives.ReadInt64LittleEndian(start.AsSpan(version < 2 ? 40 : 28));
        if (end > stream.Length || end < 0)
        {
            throw new ToolException($"the HDF5 data is cut off: {stream.Length} of {end} bytes are there");
        }
    }

    public bool Exists(string path) => Guard(() => _file.LinkExists(path));

    public IReadOnlyList<string> Children(string path) => Guard<IReadOnlyList<string>>(() => [.. Group(path).Children().Select(child => child.Name)]);

    public bool IsGroup(string path) => Guard(() => _file.Get(path) is IH5Group);

    public string? Text(string group, string attribute) => Guard(() =>
        Group(group).AttributeExists(attribute) ? Group(group).Attribute(attribute).Read<string>() : null);

    public IReadOnlyList<string>? Texts(string group, string attribute) => Guard<IReadOnlyList<string>?>(() =>
        // An empty list has lost its type: Keras writes it as one of numbers.
        Group(group).AttributeExists(attribute) && Group(group).Attribute(attribute) is { } found && found.Space.Dimensions.All(dimension => dimension > 0)
            ? found.Read<string[]>()
            : null);

    /// <summary>A dataset as a weight; its values are read when they are wanted.</summary>
    public WeightTensor Tensor(string path) => Guard(() =>
    {
        IH5Dataset dataset = _file.Dataset(path);
        ulong[] dimensions = dataset.Space.Dimensions;
        long length = 1;
        foreach (ulong dimension in dimensions)
        {
            length = dimension > int.MaxValue ? long.MaxValue : Math.Min(LargestTensor + 1, length * (long)dimension);
            if (length > LargestTensor)
            {
                break;
            }
        }

        if (length > LargestTensor || length * dataset.Type.Size > 64 * _length)
        {
            throw new ToolException($"the dataset \"{path}\" claims the shape ({string.Join(", ", dimensions)}), more than the file can hold");
        }

        return new WeightTensor(path, [.. dimensions.Select(dimension => (int)dimension)], take => Pass(path, take));
    });

    public void Dispose() => _file.Dispose();

    /// <summary>Runs code of the parser, which answers damage with exceptions of every kind.</summary>
    private static T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is not (ToolException or OutOfMemoryException))
        {
            throw new ToolException($"the HDF5 data is damaged: {exception.Message.TrimEnd('.')}", exception);
        }
    }

    /// <summary>Only the parser's part is guarded: what takes the values has errors of its own.</summary>
    private void Pass(string path, TakeValues take)
    {
        IH5Dataset dataset = Guard(() => _file.Dataset(path));
        foreach (Selection part in Parts(dataset))
        {
            take(Guard(() => Read(path, dataset, part)));
        }
    }

    /// <summary>Some rows at a time, where they lie in the file one after the other; chunks would be unpacked again for each part.</summary>
    private static IEnumerable<Selection> Parts(IH5Dataset dataset)
    {
        ulong[] shape = dataset.Space.Dimensions;
        ulong rows = shape.Length > 0 ? shape[0] : 0;
        ulong width = shape.Skip(1).Aggregate(1UL, (product, dimension) => product * dimension);
        ulong atOnce = dataset.Layout.Class == H5DataLayoutClass.Contiguous ? Math.Max(WeightTensor.PieceLength / Math.Max(width, 1), 1) : rows;
        if (rows <= atOnce)
        {
            return [new AllSelection()];
        }

        return Enumerable.Range(0, (int)((rows + atOnce - 1) / atOnce)).Select(part =>
        {
            ulong first = (ulong)part * atOnce;
            return new HyperslabSelection(shape.Length, [first, .. shape.Skip(1).Select(_ => 0UL)], [Math.Min(atOnce, rows - first), .. shape.Skip(1)]);
        });
    }

    private static float[] Read(string path, IH5Dataset dataset, Selection part) => (dataset.Type.Class, dataset.Type.Size) switch
    {
        (H5DataTypeClass.FloatingPoint, 4) => dataset.Read<float[]>(part),
        (H5DataTypeClass.FloatingPoint, 8) => Array.ConvertAll(dataset.Read<double[]>(part), value => (float)value),
        (H5DataTypeClass.FloatingPoint, 2) => Array.ConvertAll(dataset.Read<Half[]>(part), value => (float)value),
        var (kind, size) => throw new ToolException($"the dataset \"{path}\" holds {kind} of {size} bytes; float16, float32 and float64 are read"),
    };

    private IH5Group Group(string path) => path.Length == 0 ? _file : _file.Group(path);
}
