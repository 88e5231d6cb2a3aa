using System.Numerics;
using System.Text;
using Xunit;

namespace ShapeGen.Runtime.Tests.Weights;

public sealed class SafeTensorsWriterTests
{
    [Fact]
    public void Writes_exactly_these_bytes()
    {
        using var stream = new MemoryStream();
        new SafeTensorsWriter()
            .Add("b", [1], [(Half)1])
            .Add("a", [2, 1], [1f, -2f])
            .AddMetadata("k", "\"é\n")
            .WriteTo(stream);

        string header = """{"__metadata__":{"k":"\"é\n"},"a":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"b":{"dtype":"F16","shape":[1],"data_offsets":[8,10]}}""";
        int length = Encoding.UTF8.GetByteCount(header);
        string padded = header + new string(' ', (8 - (length % 8)) % 8);
        Assert.Equal(WeightsFile.Build(padded, 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 0, 0x3C), stream.ToArray());
    }

    [Fact]
    public void What_it_writes_is_read_back()
    {
        float[] floats = [1.5f, float.NaN, float.NegativeInfinity, float.Epsilon, -0f, float.MaxValue];
        double[] doubles = [Math.PI, double.Epsilon, double.PositiveInfinity];
        Half[] halves = [Half.MaxValue, Half.Epsilon, Half.NegativeZero, Half.NaN];
        using var folder = new TemporaryFolder();
        new SafeTensorsWriter()
            .Add("float", [2, 3], floats)
            .Add("Ω/\"quoted\"\u0001😀", [3, 1], doubles)
            .Add("half", [4], halves)
            .Add("scalar", [], [7f])
            .Add("none", [0, int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue], ReadOnlySpan<float>.Empty)
            .AddMetadata("", "empty key")
            .AddMetadata("a", "😀")
            .Save(folder.PathOf("all.safetensors"));

        using SafeTensors file = SafeTensors.Open(folder.PathOf("all.safetensors"));

        Assert.Equal(floats, Read<float>("float", 2, 3));
        Assert.Equal(doubles, Read<double>("Ω/\"quoted\"\u0001😀", 3, 1));
        Assert.Equal(halves, Read<Half>("half", 4));
        Assert.Equal([7f], Read<float>("scalar"));
        Assert.Equal(0, file.Tensors.Single(tensor => tensor.Name == "none").ByteLength);
        Assert.Equal(new Dictionary<string, string> { [""] = "empty key", ["a"] = "😀" }, file.Metadata);

        T[] Read<T>(string name, params int[] shape)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            T[] values = new T[shape.Aggregate(1, (product, dimension) => product * dimension)];
            file.CopyTo(name, shape, values.AsSpan());
            return values;
        }
    }

    [Fact]
    public void The_order_of_adding_does_not_matter_and_everything_is_aligned()
    {
        Func<SafeTensorsWriter, SafeTensorsWriter>[] additions =
        [
            writer => writer.Add("c", [3], [(Half)1, (Half)2, (Half)3]),
            writer => writer.Add("b", [3], [1f, 2f, 3f]),
            writer => writer.Add("a", [1], [1.0]),
            writer => writer.Add("B", [1], [1.0]),
            writer => writer.AddMetadata("y", "1"),
            writer => writer.AddMetadata("x", "2"),
        ];
        byte[] forward = Write(additions);
        byte[] backward = Write(additions.Reverse());

        Assert.Equal(forward, backward);
        using SafeTensors file = WeightsFile.Read(forward);
        Assert.Equal(["B", "a", "b", "c"], file.Tensors.Select(tensor => tensor.Name));
        Assert.Equal(0, BitConverter.ToInt64(forward) % 8);
        Assert.All(file.Tensors, tensor => Assert.Equal(0, tensor.Offset % (tensor.ByteLength / tensor.ElementCount)));

        static byte[] Write(IEnumerable<Func<SafeTensorsWriter, SafeTensorsWriter>> additions)
        {
            using var stream = new MemoryStream();
            additions.Aggregate(new SafeTensorsWriter(), (writer, add) => add(writer)).WriteTo(stream);
            return stream.ToArray();
        }
    }

    [Fact]
    public void Save_replaces_a_longer_file()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("x.safetensors", new byte[10_000]);
        new SafeTensorsWriter().Save(path);

        using SafeTensors file = SafeTensors.Open(path);
        Assert.Empty(file.Tensors);
    }

    [Fact]
    public void Values_are_copied_when_added()
    {
        float[] values = [1, 2];
        SafeTensorsWriter writer = new SafeTensorsWriter().Add("x", [2], values);
        values[0] = 9;
        using var stream = new MemoryStream();
        writer.WriteTo(stream);

        using SafeTensors file = WeightsFile.Read(stream.ToArray());
        file.CopyTo("x", values.AsSpan());
        Assert.Equal([1f, 2f], values);
    }

    [Fact]
    public void Refuses_what_would_be_no_valid_file()
    {
        Refuses("Tensor \"x\" has been added already.", writer => writer.Add("x", [1], [1.0]));
        Refuses("Tensor \"y\": shape (2, 3) needs 6 values, found 5.", writer => writer.Add("y", [2, 3], new float[5]));
        Refuses("Tensor \"y\": shape () needs 1 values, found 0.", writer => writer.Add("y", [], new Half[0]));
        Refuses("Tensor \"y\": shape (-1, -1) has a negative dimension.", writer => writer.Add("y", [-1, -1], [1f]));
        Refuses("Tensor \"y\": shape (65536, 65536) needs 4294967296 values, found 0.", writer => writer.Add("y", [65536, 65536], new float[0]));
        Refuses(
            "Tensor \"y\": shape (2147483647, 2147483647, 2147483647) needs more than 2^63 - 1 values, found 1.",
            writer => writer.Add("y", [int.MaxValue, int.MaxValue, int.MaxValue], [1f]));
        Refuses("The name \"__metadata__\" is reserved by the format.", writer => writer.Add("__metadata__", [1], [1f]));
        Refuses("The text holds half of a surrogate pair.", writer => writer.Add("\ud800", [1], [1f]));
        Refuses("The text holds half of a surrogate pair.", writer => writer.AddMetadata("k", "\udc00"));
        Refuses("The metadata hold \"m\" already.", writer => writer.AddMetadata("m", "2"));

        static void Refuses(string message, Action<SafeTensorsWriter> add)
        {
            SafeTensorsWriter writer = new SafeTensorsWriter().Add("x", [1], [1f]).AddMetadata("m", "1");
            Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(() => add(writer)).Message);
        }
    }
}
