using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using ShapeGen.Benchmarks.Models;
using ShapeGen.Benchmarks.Peers;
using ShapeGen.Benchmarks.Peers.Onnx;
using ShapeGen.Benchmarks.Reporting;
using ShapeGen.Benchmarks.Rows;
using ShapeGen.Benchmarks.Timing;

namespace ShapeGen.Benchmarks.Modes;

/// <summary>From the start of a process to the first result of a head, weights read from a file, against the peers and against a process that does nothing.</summary>
internal static class ColdMode
{
    private const int Rounds = 11;
    private const int InputLength = 7 * 7 * 512;

    private static readonly string[] s_kinds = ["nothing", "ShapeGen", "TensorPrimitives", "ONNX Runtime"];

    public static void Run()
    {
        string folder = Directory.CreateTempSubdirectory("kernels-").FullName;
        try
        {
            WriteFiles(folder);
            var times = s_kinds.ToDictionary(k => k, _ => new List<double>());
            for (int round = 0; round <= Rounds; round++)
            {
                foreach (string kind in s_kinds)
                {
                    string start = Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture);
                    double milliseconds = double.Parse(Child.Run(new Dictionary<string, string>(), "cold-child", kind, start, folder), CultureInfo.InvariantCulture);
                    if (round > 0)
                    {
                        times[kind].Add(milliseconds);
                    }
                }
            }

            Console.WriteLine($"{Machine.Describe($"not pinned, medians of {Rounds}")}\n");
            Console.WriteLine("| process start to the first result of GAP (7,7,512)→256→10 softmax | ms | of it beyond an empty process |");
            Console.WriteLine("|---|---:|---:|");
            double nothing = Statistics.Median(times["nothing"]);
            foreach (string kind in s_kinds)
            {
                double median = Statistics.Median(times[kind]);
                Console.WriteLine($"| {kind} | {median:F1} | {median - nothing:F1} |");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The child's part: kind, the parent's clock when it started us, the folder of weights. Prints milliseconds.</summary>
    public static void RunChild(IReadOnlyList<string> arguments)
    {
        float[] input = new float[InputLength];
        float[] output = new float[10];
        input.AsSpan().Fill(1);
        string folder = arguments[2];
        switch (arguments[0])
        {
            case "ShapeGen":
                PoolingHead.Load(Path.Combine(folder, "head.safetensors")).Forward(input, output);
                break;
            case "TensorPrimitives":
                RunPrimitives(Path.Combine(folder, "head.raw"), input, output);
                break;
            case "ONNX Runtime":
                RunOnnx(Path.Combine(folder, "head.onnx"), input, output);
                break;
            default:
                output[0] = 1;
                break;
        }

        double milliseconds = Stopwatch.GetElapsedTime(long.Parse(arguments[1], CultureInfo.InvariantCulture)).TotalMilliseconds;
        if (!(Math.Abs(output.Sum() - 1) < 1e-3))
        {
            throw new InvalidOperationException($"{arguments[0]}: the scores do not add up to 1.");
        }

        Console.Write(milliseconds.ToString("R", CultureInfo.InvariantCulture));
    }

    private static void RunPrimitives(string path, float[] input, float[] output)
    {
        ReadOnlySpan<float> weights = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path));
        float[] pooled = new float[512];
        float[] hidden = new float[256];
        Primitives.AveragePool<float>(input, pooled);
        Primitives.Dense(pooled, weights[..(512 * 256)], weights.Slice(512 * 256, 256), hidden);
        Primitives.Relu(hidden);
        weights = weights[(513 * 256)..];
        Primitives.Dense(hidden, weights[..(256 * 10)], weights.Slice(256 * 10, 10), output);
        Primitives.Softmax(output);
    }

    private static void RunOnnx(string path, float[] input, float[] output)
    {
        using SessionOptions settings = OnnxPeer<float>.OneThread();
        using var session = new InferenceSession(path, settings);
        using var options = new RunOptions();
        using OrtValue value = OrtValue.CreateTensorValueFromMemory(input, [1, 7, 7, 512]);
        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(options, ["x"], [value], session.OutputNames);
        results[0].GetTensorDataAsSpan<float>().CopyTo(output);
    }

    private static void WriteFiles(string folder)
    {
        var first = new DenseWeights<float>(512, 256);
        var second = new DenseWeights<float>(256, 10);
        new SafeTensorsWriter()
            .Add("dense/kernel", [512, 256], first.Kernel)
            .Add("dense/bias", [256], first.Bias)
            .Add("dense_1/kernel", [256, 10], second.Kernel)
            .Add("dense_1/bias", [10], second.Bias)
            .Save(Path.Combine(folder, "head.safetensors"));
        float[] raw = [.. first.Transposed, .. first.Bias, .. second.Transposed, .. second.Bias];
        File.WriteAllBytes(Path.Combine(folder, "head.raw"), MemoryMarshal.AsBytes(raw.AsSpan()));
        byte[] model = new OnnxGraph<float>(1, 7, 7, 512).ReduceOverImage(isMaximum: false)
            .Dense(first.Kernel, first.Bias).Relu().Dense(second.Kernel, second.Bias).Softmax().ToModel(1, 10);
        File.WriteAllBytes(Path.Combine(folder, "head.onnx"), model);
    }
}
