using BenchmarkDotNet.Attributes;
using ShapeGen.Benchmarks.Rows;
using ShapeGen.Benchmarks.Timing;

namespace ShapeGen.Benchmarks.Modes;

/// <summary>One row's contestants as benchmarks. A peer that the row lacks is reported as NA.</summary>
[MemoryDiagnoser]
public class RowBenchmark
{
    private Row? _row;

    /// <summary>The rows that <c>--filter</c> leaves.</summary>
    public static IEnumerable<string> Names => RowCatalog.Matching(DetailedMode.Filter).Select(r => r.Name);

    /// <summary>The row's name.</summary>
    [ParamsSource(nameof(Names))]
    public string Name { get; set; } = "";

    /// <summary>Makes the row and checks its contestants against each other.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _row = RowCatalog.All.Single(r => r.Name == Name).Create();
        _row.Check();
    }

    /// <summary>Frees what is not managed.</summary>
    [GlobalCleanup]
    public void Cleanup() => _row?.Dispose();

    /// <summary>The model.</summary>
    [Benchmark(Baseline = true)]
    public void ShapeGen() => _row!.ShapeGen.Once();

    /// <summary>Plain loops.</summary>
    [Benchmark]
    public void HandWritten() => Once(_row!.HandWritten);

    /// <summary>System.Numerics.Tensors.</summary>
    [Benchmark]
    public void TensorPrimitives() => Once(_row!.Primitives);

    /// <summary>ONNX Runtime with bound buffers.</summary>
    [Benchmark]
    public void OnnxBound() => Once(_row!.OnnxBound);

    /// <summary>ONNX Runtime called plainly.</summary>
    [Benchmark]
    public void OnnxPlain() => Once(_row!.OnnxPlain);

    private static void Once(Contestant? contestant) => (contestant ?? throw new NotSupportedException("The row has no such peer.")).Once();
}
