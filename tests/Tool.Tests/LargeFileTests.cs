using ShapeGen.Tool.Importing;
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

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
