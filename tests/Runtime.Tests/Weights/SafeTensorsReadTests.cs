using System.Buffers.Binary;
using System.Text;
using Xunit;

namespace ShapeGen.Runtime.Tests.Weights;

public sealed class SafeTensorsReadTests
{
    // 1.5, -2 and 0.25 as float, then 258 as short; the JSON names them in the other order and is padded.
    private static readonly byte[] s_twoTensors = WeightsFile.Build(
        """{ "steps" : {"shape":[],"data_offsets":[12,14],"dtype":"I16"},"__metadata__":{"framework":"none","é":"\u00e9\ud83d\ude00\n"},"dense/kernel":{"dtype":"F32","shape":[1,3],"data_offsets":[0,12]}}   """,
        0x00, 0x00, 0xC0, 0x3F, 0x00, 0x00, 0x00, 0xC0, 0x00, 0x00, 0x80, 0x3E, 0x02, 0x01);

    public static TheoryData<bool> FromFileAndStream => [true, false];

    [Theory]
    [MemberData(nameof(FromFileAndStream))]
    public void Lists_what_the_header_says_in_the_order_of_the_data(bool fromFile)
    {
        using var folder = new TemporaryFolder();
        using SafeTensors file = fromFile ? SafeTensors.Open(folder.Write("two.safetensors", s_twoTensors)) : WeightsFile.Read(s_twoTensors);

        Assert.Equal(["dense/kernel (1, 3) F32", "steps () I16"], file.Tensors.Select(tensor => tensor.ToString()));
        Assert.True(file.TryFind("steps", out TensorInfo? steps));
        Assert.Equal(("steps", "I16", 1L, 12L, 2L), (steps.Name, steps.DataType, steps.ElementCount, steps.Offset, steps.ByteLength));
        Assert.True(steps.Shape.IsEmpty);
        Assert.Equal([1L, 3L], file.Tensors[0].Shape.ToArray());
        Assert.Equal(new Dictionary<string, string> { ["framework"] = "none", ["é"] = "é😀\n" }, file.Metadata);
        Assert.False(file.Contains("dense"));
        Assert.False(file.TryFind("__metadata__", out _));
    }

    [Theory]
    [MemberData(nameof(FromFileAndStream))]
    public void Copies_what_the_data_hold(bool fromFile)
    {
        using var folder = new TemporaryFolder();
        using SafeTensors file = fromFile ? SafeTensors.Open(folder.Write("two.safetensors", s_twoTensors)) : WeightsFile.Read(s_twoTensors);
        float[] floats = [9, 9, 9, 9];
        double[] doubles = new double[3];
        Half[] halves = new Half[3];

        file.CopyTo("dense/kernel", floats.AsSpan());
        file.CopyTo("dense/kernel", [1, 3], doubles.AsSpan());
        file.CopyTo("dense/kernel", halves.AsSpan());

        Assert.Equal([1.5f, -2f, 0.25f, 9f], floats);
        Assert.Equal([1.5, -2, 0.25], doubles);
        Assert.Equal([(Half)1.5f, (Half)(-2), (Half)0.25f], halves);
    }

    [Fact]
    public void Reads_a_file_without_tensors()
    {
        using SafeTensors file = WeightsFile.Read(WeightsFile.Build("{}"));

        Assert.Empty(file.Tensors);
        Assert.Empty(file.Metadata);
        Assert.Equal(
            "Tensor \"x\" is missing; the file holds no tensors.",
            Assert.Throws<SafeTensorsException>(() => file.CopyTo("x", new float[1].AsSpan())).Message);
    }

    [Fact]
    public void Empty_tensors_may_stand_anywhere_between_others()
    {
        using SafeTensors file = WeightsFile.Read(WeightsFile.Build(
            """{"b":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"e":{"dtype":"F32","shape":[0,7],"data_offsets":[2,2]},"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}""",
            1, 2));

        Assert.Equal(["a", "b", "e"], file.Tensors.Select(tensor => tensor.Name));
        file.CopyTo("e", [0, 7], Span<float>.Empty);
    }

    [Fact]
    public void A_type_that_nobody_knows_only_matters_to_who_reads_it()
    {
        using SafeTensors file = WeightsFile.Read(WeightsFile.Build(
            """{"new":{"dtype":"F128","shape":[1],"data_offsets":[0,16]},"x":{"dtype":"F16","shape":[1],"data_offsets":[16,18]}}""",
            [.. new byte[16], 0x00, 0x3C]));
        float[] value = new float[1];

        file.CopyTo("x", value.AsSpan());

        Assert.Equal([1f], value);
        Assert.Equal(
            "Tensor \"new\": expected type F32, F64, F16 or BF16, found \"F128\".",
            Assert.Throws<SafeTensorsException>(() => file.CopyTo("new", value.AsSpan())).Message);
    }

    [Theory]
    [InlineData("BOOL", 3, 3)]
    [InlineData("U8", 3, 3)]
    [InlineData("I8", 3, 3)]
    [InlineData("F8_E4M3", 3, 3)]
    [InlineData("F8_E5M2", 3, 3)]
    [InlineData("F8_E8M0", 3, 3)]
    [InlineData("F8_E4M3FNUZ", 3, 3)]
    [InlineData("F8_E5M2FNUZ", 3, 3)]
    [InlineData("F4", 4, 2)]
    [InlineData("F6_E2M3", 4, 3)]
    [InlineData("F6_E3M2", 8, 6)]
    [InlineData("I16", 3, 6)]
    [InlineData("U16", 3, 6)]
    [InlineData("F16", 3, 6)]
    [InlineData("BF16", 3, 6)]
    [InlineData("I32", 3, 12)]
    [InlineData("U32", 3, 12)]
    [InlineData("F32", 3, 12)]
    [InlineData("I64", 3, 24)]
    [InlineData("U64", 3, 24)]
    [InlineData("F64", 3, 24)]
    [InlineData("C64", 3, 24)]
    public void Knows_the_size_of_every_type(string dataType, int count, int bytes)
    {
        using SafeTensors file = WeightsFile.Read(WeightsFile.Vector(dataType, count, new byte[bytes]));
        Assert.Equal(bytes, file.Tensors[0].ByteLength);

        Assert.Throws<SafeTensorsException>(() => WeightsFile.Read(WeightsFile.Vector(dataType, count, new byte[bytes + 1])));
    }

    [Fact]
    public void A_wrong_shape_says_expected_and_found()
    {
        using SafeTensors file = WeightsFile.Read(s_twoTensors);

        foreach (int[] shape in new int[][] { [3, 1], [3], [1, 3, 1], [] })
        {
            var exception = Assert.Throws<SafeTensorsException>(() => file.CopyTo("dense/kernel", shape, new float[3].AsSpan()));
            Assert.Equal($"Tensor \"dense/kernel\": expected shape ({string.Join(", ", shape)}), found (1, 3).", exception.Message);
        }
    }

    [Fact]
    public void A_short_destination_is_the_callers_mistake()
    {
        using SafeTensors file = WeightsFile.Read(s_twoTensors);

        var exception = Assert.Throws<ArgumentException>("destination", () => file.CopyTo("dense/kernel", new float[2].AsSpan()));
        Assert.StartsWith("Tensor \"dense/kernel\" has 3 elements, but the destination only takes 2.", exception.Message);
    }

    [Fact]
    public void A_missing_tensor_lists_twenty_names_and_counts_the_others()
    {
        var header = new StringBuilder("{");
        for (int i = 0; i < 23; i++)
        {
            header.Append(i == 0 ? "" : ",").Append($$"""  "t{{i}}":{"dtype":"U8","shape":[1],"data_offsets":[{{i}},{{i + 1}}]}""");
        }

        using SafeTensors file = WeightsFile.Read(WeightsFile.Build(header.Append('}').ToString(), new byte[23]));

        string twenty = string.Join(", ", Enumerable.Range(0, 20).Select(i => $"\"t{i}\""));
        Assert.Equal(
            $"Tensor \"t99\" is missing; the file holds {twenty}, … and 3 more.",
            Assert.Throws<SafeTensorsException>(() => file.CopyTo("t99", new float[1].AsSpan())).Message);
    }

    [Fact]
    public void An_opened_file_is_named_in_messages()
    {
        using var folder = new TemporaryFolder();
        using SafeTensors file = SafeTensors.Open(folder.Write("two.safetensors", s_twoTensors));

        Assert.StartsWith(
            "two.safetensors: Tensor \"x\" is missing; ",
            Assert.Throws<SafeTensorsException>(() => file.CopyTo("x", new float[1].AsSpan())).Message);
        Assert.StartsWith(
            "cut.safetensors: The file is cut off: ",
            Assert.Throws<SafeTensorsException>(() => SafeTensors.Open(folder.Write("cut.safetensors", s_twoTensors[..^1]))).Message);
        Assert.Throws<FileNotFoundException>(() => SafeTensors.Open(folder.PathOf("none.safetensors")));
    }

    [Theory]
    [MemberData(nameof(FromFileAndStream))]
    public void After_Dispose_every_member_throws(bool fromFile)
    {
        using var folder = new TemporaryFolder();
        SafeTensors file = fromFile ? SafeTensors.Open(folder.Write("two.safetensors", s_twoTensors)) : WeightsFile.Read(s_twoTensors);
        file.Dispose();
        file.Dispose();

        Assert.Throws<ObjectDisposedException>(() => file.Tensors);
        Assert.Throws<ObjectDisposedException>(() => file.Metadata);
        Assert.Throws<ObjectDisposedException>(() => file.Contains("steps"));
        Assert.Throws<ObjectDisposedException>(() => file.TryFind("steps", out _));
        Assert.Throws<ObjectDisposedException>(() => file.CopyTo("dense/kernel", new float[3].AsSpan()));
        Assert.Throws<ObjectDisposedException>(() => file.CopyTo("dense/kernel", [1, 3], new float[3].AsSpan()));
    }

    [Fact]
    public void A_mapping_lives_as_long_as_its_file_object()
    {
        using var folder = new TemporaryFolder();
        using SafeTensors file = SafeTensors.Open(folder.Write("two.safetensors", s_twoTensors));
        float[] values = new float[3];

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        file.CopyTo("dense/kernel", values.AsSpan());

        Assert.Equal([1.5f, -2f, 0.25f], values);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1 << 20)]
    public void Reads_streams_that_cannot_seek(int piece)
    {
        const int Count = 100_000;
        byte[] data = new byte[sizeof(float) * Count];
        for (int i = 0; i < Count; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(sizeof(float) * i), i);
        }

        using var stream = new TricklingStream(WeightsFile.Vector("F32", Count, data), piece);
        using SafeTensors file = SafeTensors.Read(stream);
        float[] values = new float[Count];
        file.CopyTo("x", values.AsSpan());

        Assert.Equal(Enumerable.Range(0, Count).Select(i => (float)i), values);
        Assert.InRange(stream.LargestAdvance, 0, 1 << 16);
    }

    [Fact]
    public void Lengths_that_a_stream_only_claims_cost_nothing()
    {
        // A header of 100 MB and, in a second file, a tensor of 4 TB: of both only a few bytes arrive.
        byte[] header = WeightsFile.Build(100_000_000, "{"u8.ToArray());
        byte[] tensor = WeightsFile.Build("""{"x":{"dtype":"F32","shape":[1000000000000],"data_offsets":[0,4000000000000]}}""", 1, 2, 3);
        foreach (byte[] content in new[] { header, tensor })
        {
            using var stream = new TricklingStream(content, 16);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<SafeTensorsException>(() => SafeTensors.Read(stream));

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
            Assert.InRange(stream.LargestAdvance, 0, 1 << 16);
        }
    }
}
