using ShapeGen.Benchmarks.Modes;
using ShapeGen.Benchmarks.Timing;

namespace ShapeGen.Benchmarks.Reporting;

/// <summary>What one network of the gallery costs.</summary>
/// <param name="Name">The class.</param>
/// <param name="Workload">As the report writes it.</param>
/// <param name="Run">As a process.</param>
/// <param name="Code">As text and IL.</param>
internal sealed record NetworkCost(string Name, string Workload, NetworkRun Run, NetworkCode Code);

/// <summary>The generator's text and its IL, beyond those of the same project without the model.</summary>
internal sealed record NetworkCode(int Characters, int Methods, int Bytes, int LargestMethod, double Seconds);

/// <summary>Rounds of three processes: one that does nothing, ShapeGen's, ONNX Runtime's.</summary>
internal sealed record NetworkRun(List<NetworkChild.Answer> Nothing, List<NetworkChild.Answer> Ours, List<NetworkChild.Answer> Onnx)
{
    public void Add(NetworkChild.Answer[] answers)
    {
        Nothing.Add(answers[0]);
        Ours.Add(answers[1]);
        Onnx.Add(answers[2]);
    }

    /// <summary>Medians of the three, of what two of them take beyond the first, and of ONNX Runtime's over ours.</summary>
    public Comparison Compare(Func<NetworkChild.Answer, double> figure)
    {
        double[] nothing = [.. Nothing.Select(figure)];
        double[] ours = [.. Ours.Select(figure)];
        double[] onnx = [.. Onnx.Select(figure)];
        return new(
            Statistics.Median(nothing),
            Statistics.Median(ours),
            Statistics.Median(onnx),
            Statistics.Median(ours.Zip(nothing, (a, b) => a - b)),
            Statistics.Median(onnx.Zip(nothing, (a, b) => a - b)),
            Statistics.Median(onnx.Zip(ours, (a, b) => a / b)));
    }

    /// <summary>How long of ShapeGen's start the JIT compiled, beyond a process that does nothing.</summary>
    public double JitMilliseconds => Statistics.Median(Ours.Zip(Nothing, (a, b) => a.JitMilliseconds - b.JitMilliseconds));

    public sealed record Comparison(double Nothing, double Ours, double Onnx, double OursBeyond, double OnnxBeyond, double Ratio);
}
