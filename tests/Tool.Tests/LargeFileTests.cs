using System.Globalization;
using System.Runtime.InteropServices;
using Google.Protobuf;
using PureHDF;
using ShapeGen.Tool.Importing;
using ShapeGen.Tool.Keras.Files;
using ShapeGen.Tool.Networks;
using ShapeGen.Tool.Onnx.Schema;
using ShapeGen.Tool.Weights;

namespace ShapeGen.Tool.Tests;

/// <summary>Files whose weights are larger than anyone wants in memory twice.</summary>
public sealed class LargeFileTests : IDisposable
{
    private const int Tensors = 16;
    private const int Length = 2 << 20;

    private readonly string _folder = Directory.CreateTempSubdirectory("shapegen").FullName;

    /// <summary>128 MB are written with two tensors of 8 MB in memory at most: the one that is read, and the one before it.</summary>
    [Fact]
    public void WeightsAreWrittenOneAfterTheOther()
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0;
        string path = Path.Combine(_folder, "large.safetensors");
        SafeTensorsFile.Write(path, Enumerable.Range(0, Tensors).Select(i => new NamedTensor($"t{i}", [Length], () =>
        {
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            float[] values = new float[Length];
            values.AsSpan().Fill(i);
            return values;
        })));
        Assert.InRange(most, 0, 2L * Length * sizeof(float) + (1 << 20));
        using SafeTensors file = SafeTensors.Open(path);
        float[] last = new float[Length];
        file.CopyTo("t15", last.AsSpan());
        Assert.Equal(15, last[^1]);
        Assert.Equal(Tensors, file.Tensors.Count);
    }

    /// <summary>An ONNX file of 100 MB, where all tests run.</summary>
    [Fact]
    public void AnOnnxFileOfAHundredMegabytesIsImported()
    {
        int units = Environment.GetEnvironmentVariable("SHAPEGEN_TESTS") == "all" ? 2560 : 256;
        var graph = new OnnxGraph();
        string x = graph.Input("x", 1, units);
        for (int i = 0; i < 4; i++)
        {
            x = graph.Add("Tanh", [graph.Add("Gemm", [x, graph.Weight(units, units), graph.Weight(units)])]);
        }

        string path = Path.Combine(_folder, "large.onnx");
        graph.Save(path, x);
        ImportResult result = new Import(path, ImportSettings.None, new ClassName("Large", null), _folder) { Command = "", Force = true }.Run();
        Assert.All(result.Outputs!, output => Assert.InRange(output.Relative, 0, 1e-4));
        Assert.InRange(new FileInfo($"{result.Path}.safetensors").Length, 4L * units * units * sizeof(float), (4L * (units + 1) * units * sizeof(float)) + 10_000);
    }

    /// <summary>Weights of 24 MB go from an ONNX file to a safetensors file and take less than two of them on the way, wherever the file holds them.</summary>
    [Theory]
    [InlineData("floats")]
    [InlineData("raw")]
    [InlineData("external")]
    public void WeightsPassInPieces(string where)
    {
        var graph = new OnnxGraph();
        string x = graph.Input("x", 1, 8, 16, 16);
        x = graph.Add("Relu", [graph.Add("Conv", [x, graph.Weight(8, 8, 3, 3)], ("pads", (int[])[1, 1, 1, 1]))]);
        x = graph.Add("Gemm", [graph.Add("Flatten", [x]), graph.Weight(1024, 2048), graph.Weight(1024)], ("transB", 1));
        x = graph.Add("Gemm", [x, graph.Weight(2048, 1024)], ("transB", 1));
        x = graph.Add("Gemm", [x, graph.Weight(2048, 1024)]);
        string path = Path.Combine(_folder, "large.onnx");
        graph.Save(path, x);
        float[][] expected = Move(path, where);

        string written = Path.Combine(_folder, "large.safetensors");
        long before = GC.GetAllocatedBytesForCurrentThread();
        using (var lifetime = new Lifetime())
        {
            Network network = SourceFile.Read(path, ImportSettings.None, lifetime);
            SafeTensorsFile.Write(written, network.Nodes.SelectMany(node => node.Weights.Select((weight, i) => new NamedTensor($"{node.Name}/{i}", weight.Shape, weight.Pass))));
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 << 20);
        using SafeTensors file = SafeTensors.Open(written);
        Assert.Equal(expected.Select(Sum).Order(), file.Tensors.Select(tensor =>
        {
            float[] values = new float[tensor.ElementCount];
            file.CopyTo(tensor.Name, values.AsSpan());
            return Sum(values);
        }).Order());

        // The same for all orders of the same bits.
        static long Sum(float[] values) => values.Sum(value => (long)BitConverter.SingleToInt32Bits(value));
    }

    /// <summary>Rows of a dataset come a few at a time; the parts of one that is in chunks come as it lies.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void DatasetsPassInPieces(bool isChunked)
    {
        float[] values = [.. Enumerable.Range(0, 1000 * 77).Select(i => i * 0.5f)];
        string path = Path.Combine(_folder, "large.h5");
        new H5File { ["kernel"] = new H5Dataset(values, isChunked ? [100, 77] : null, fileDims: [1000, 77]) }.Write(path);
        using FileStream stream = File.OpenRead(path);
        using HdfFile file = HdfFile.Open(stream);
        var pieces = new List<float[]>();
        file.Tensor("kernel").Pass(piece => pieces.Add(piece.ToArray()));
        Assert.Equal(values, pieces.SelectMany(piece => piece));
        Assert.InRange(pieces.Max(piece => piece.Length), 1, isChunked ? values.Length : WeightTensor.PieceLength);
    }

    /// <summary>Puts the numbers of a file's tensors elsewhere, and returns them.</summary>
    private float[][] Move(string path, string where)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
        float[][] all = [.. model.Graph.Initializer.Select(tensor => tensor.FloatData.ToArray())];
        using FileStream beside = File.Create(Path.Combine(_folder, "large.bin"));
        foreach ((TensorProto tensor, float[] values) in model.Graph.Initializer.Zip(all).Where(_ => where != "floats"))
        {
            ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(values.AsSpan());
            tensor.FloatData.Clear();
            if (where == "raw")
            {
                tensor.RawData = ByteString.CopyFrom(bytes);
                continue;
            }

            tensor.DataLocation = 1;
            tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "large.bin" });
            tensor.ExternalData.Add(new StringStringEntryProto { Key = "offset", Value = beside.Position.ToString(CultureInfo.InvariantCulture) });
            beside.Write(bytes);
        }

        File.WriteAllBytes(path, model.ToByteArray());
        return all;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
