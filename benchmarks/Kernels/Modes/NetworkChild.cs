using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Networks;
using ShapeGen.Benchmarks.Peers.Onnx;
using ShapeGen.Benchmarks.Rows;

namespace ShapeGen.Benchmarks.Modes;

/// <summary>A process that loads one network, runs it over the samples of a file and ends.</summary>
internal static class NetworkChild
{
    public const string Nothing = "nothing";
    public const string Ours = "ShapeGen";
    public const string Onnx = "ONNX Runtime";

    /// <param name="Milliseconds">From the start of the process to the first result.</param>
    /// <param name="JitMilliseconds">How long of it the first thread compiled.</param>
    /// <param name="Megabytes">The most of its memory that was resident.</param>
    /// <param name="Sum">Of the squares of all results: the same for the same network.</param>
    public sealed record Answer(double Milliseconds, double JitMilliseconds, double Megabytes, double Sum);

    /// <summary>The parent's part.</summary>
    public static Answer Start(string kind, string file, string model, string folder)
    {
        string start = Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture);
        double[] values = [.. Child.Run(new Dictionary<string, string>(), "networks-child", kind, start, file, model, folder).Split(' ').Select(v => double.Parse(v, CultureInfo.InvariantCulture))];
        return new Answer(values[0], values[1], values[2], values[3]);
    }

    /// <summary>The child's part: kind, the parent's clock when it started us, names of files and class, the folder. It touches nothing that its kind does not need.</summary>
    public static void Run(IReadOnlyList<string> arguments)
    {
        (string kind, long start, string file, string model, string folder) =
            (arguments[0], long.Parse(arguments[1], CultureInfo.InvariantCulture), arguments[2], arguments[3], arguments[4]);
        string path = Path.Combine(folder, file);
        (Moment first, double sum) = (kind, model) switch
        {
            (Nothing, _) => (Moment.Now(), 0),
            (Onnx, _) => RunOnnx(path),
            (_, nameof(LeNet5)) => RunModel<LeNet5>(file, path),
            (_, nameof(DsCnn)) => RunModel<DsCnn>(file, path),
            (_, nameof(ResNet20)) => RunModel<ResNet20>(file, path),
            (_, nameof(MobileNetV1)) => RunModel<MobileNetV1>(file, path),
            (_, nameof(MobileNetV2)) => RunModel<MobileNetV2>(file, path),
            (_, nameof(UNet)) => RunModel<UNet>(file, path),
            _ => throw new ArgumentException($"Unknown network {model}."),
        };
        Console.Write(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(start, first.Time).TotalMilliseconds:R} {first.Compiled.TotalMilliseconds:R} {PeakMegabytes():R} {sum:R}"));
    }

    private static (Moment First, double Sum) RunModel<TModel>(string file, string path)
        where TModel : IModel<TModel, float>
    {
        using SafeTensors weights = SafeTensors.Open(GalleryNetwork.WeightsFile(file));
        TModel model = TModel.Load(weights);
        float[] y = new float[TModel.OutputLength];
        return RunSamples(path + ".last", new float[TModel.InputLength], x =>
        {
            model.Forward(x, y);
            return y;
        });
    }

    private static (Moment First, double Sum) RunOnnx(string path)
    {
        using SessionOptions settings = OnnxPeer<float>.OneThread();
        using var session = new InferenceSession(path + ".onnx", settings);
        using var options = new RunOptions();
        long[] shape = [.. session.InputMetadata["x"].Dimensions.Select(d => (long)d)];
        float[] input = new float[shape.Aggregate(1L, (product, d) => product * d)];
        using OrtValue value = OrtValue.CreateTensorValueFromMemory(input, shape);
        float[] y = [];
        return RunSamples(path + ".first", input, _ =>
        {
            using IDisposableReadOnlyCollection<OrtValue> results = session.Run(options, ["x"], [value], session.OutputNames);
            ReadOnlySpan<float> scores = results[0].GetTensorDataAsSpan<float>();
            Array.Resize(ref y, scores.Length);
            scores.CopyTo(y);
            return y;
        });
    }

    private static (Moment First, double Sum) RunSamples(string path, float[] x, Func<float[], float[]> run)
    {
        using FileStream samples = File.OpenRead(path);
        Moment? first = null;
        double sum = 0;
        while (samples.Position < samples.Length)
        {
            samples.ReadExactly(MemoryMarshal.AsBytes(x.AsSpan()));
            float[] y = run(x);
            first ??= Moment.Now();
            foreach (float value in y)
            {
                sum += (double)value * value;
            }
        }

        return (first!.Value, sum);
    }

    private readonly record struct Moment(long Time, TimeSpan Compiled)
    {
        public static Moment Now() => new(Stopwatch.GetTimestamp(), JitInfo.GetCompilationTime(currentThread: true));
    }

    /// <summary>Linux keeps the peak as VmHWM; elsewhere the process is asked.</summary>
    private static double PeakMegabytes()
    {
        const string Status = "/proc/self/status";
        if (!File.Exists(Status))
        {
            using var process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64 / 1048576d;
        }

        string line = File.ReadLines(Status).First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(line.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
