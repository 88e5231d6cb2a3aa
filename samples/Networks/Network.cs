using System.Diagnostics;
using System.Globalization;
using FlattenVsPooling;
using ShapeGen;

namespace Networks;

/// <summary>A network of the gallery, and how to run it.</summary>
/// <param name="Title">What people call it.</param>
/// <param name="File">Its file in <c>Data</c>, without the ending.</param>
/// <param name="Parameters">Numbers that were trained.</param>
/// <param name="Load">Reads the weights; what comes back runs one of the samples.</param>
internal sealed record Network(string Title, string File, long Parameters, Func<SafeTensors, Action<Sample, int>> Load)
{
    public const int Rounds = 301;

    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(250);

    /// <summary>Short, so that other work on the machine falls into few of the rounds.</summary>
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(0.5);

    /// <summary>The gallery, in the order of its page.</summary>
    public static IReadOnlyList<Network> All { get; } =
    [
        Of<LeNet5>("LeNet-5", "lenet5"),
        Of<FiveConvolutions>("Five convolutions, pooled", "seed_conv5_gap"),
        Of<ResNet20>("ResNet-20", "resnet20_cifar"),
        Of<MobileNetV1>("MobileNetV1 0.25", "mobilenet_v1_025_96"),
        Of<MobileNetV2>("MobileNetV2 0.35", "mobilenet_v2_035_96"),
        Of<EfficientNet>("EfficientNet-like", "efficientnet_like"),
        Of<DsCnn>("DS-CNN, keywords", "ds_cnn_kws"),
        Of<WaveNet>("WaveNet-like", "wavenet_like"),
        Of<UNet>("U-Net", "unet_small_64"),
        Of<UNetUpSampling>("U-Net, interpolated", "unet_upsampling_32"),
        Of<Clip>("Conv3D on a clip", "conv3d_clip"),
        Of<MeanAndPeak>("Mean and peak", "gap_gmp_head"),
        Of<Nested>("Nested models", "nested_sequential"),
        Of<Autoencoder>("Autoencoder", "autoencoder_dense"),
        new("Siamese towers", "siamese_shared", Siamese.ParameterCount, file =>
        {
            Siamese model = Siamese.Load(file);
            return (sample, i) => model.Forward(sample.Input(i, 0), sample.Input(i, 1), sample.Output(i));
        }),
        new("Two inputs, two outputs", "two_in_two_out", LabelAndBox.ParameterCount, file =>
        {
            LabelAndBox model = LabelAndBox.Load(file);
            return (sample, i) => model.Forward(sample.Input(i, 0), sample.Input(i, 1), sample.Output(i, 0), sample.Output(i, 1));
        }),
    ];

    /// <summary>Runs all samples of the file, and measures one after the other where that is wanted.</summary>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="FormatException">The file is damaged, or holds other weights.</exception>
    public NetworkResult Run(bool isMeasured)
    {
        using SafeTensors file = SafeTensors.Open(Path.Combine(AppContext.BaseDirectory, "Data", $"{File}.safetensors"));
        var sample = Sample.Read(file);
        Action<Sample, int> run = Load(file);
        RunAll(run, sample);
        long multiplyAdds = long.Parse(file.Metadata["multiply_adds"], CultureInfo.InvariantCulture);
        return new NetworkResult(multiplyAdds, sample.LargestDifference(), isMeasured ? Measure(run, sample) : 0);
    }

    private static Network Of<TModel>(string title, string file)
        where TModel : IModel<TModel, float> => new(title, file, TModel.ParameterCount, weights =>
        {
            TModel model = TModel.Load(weights);
            return (sample, i) => model.Forward(sample.Input(i), sample.Output(i));
        });

    private static void RunAll(Action<Sample, int> run, Sample sample)
    {
        for (int i = 0; i < sample.Count; i++)
        {
            run(sample, i);
        }
    }

    /// <summary>Nanoseconds a sample, the least of the rounds: the peak that they are compared with is the most.</summary>
    private static double Measure(Action<Sample, int> run, Sample sample)
    {
        long start = Stopwatch.GetTimestamp();
        int passes = 0;
        for (; Stopwatch.GetElapsedTime(start) < WarmUp; passes++)
        {
            RunAll(run, sample);
        }

        passes = Math.Max(1, (int)(passes * (Round / WarmUp)));
        double least = double.PositiveInfinity;
        for (int round = 0; round < Rounds; round++)
        {
            start = Stopwatch.GetTimestamp();
            for (int pass = 0; pass < passes; pass++)
            {
                RunAll(run, sample);
            }

            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalNanoseconds / (passes * sample.Count));
        }

        return least;
    }
}

/// <summary>How a network did.</summary>
/// <param name="MultiplyAdds">Of a sample, in the kernels of its convolutions and dense layers.</param>
/// <param name="LargestDifference">From Keras, as |y - e| / (1 + |e|).</param>
/// <param name="Nanoseconds">A sample, where that was measured.</param>
internal sealed record NetworkResult(long MultiplyAdds, double LargestDifference, double Nanoseconds);
