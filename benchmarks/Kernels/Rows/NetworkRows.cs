using System.Globalization;
using FlattenVsPooling;
using Networks;
using ShapeGen.Benchmarks.Limits;
using ShapeGen.Benchmarks.Peers.Onnx;
using ShapeGen.Benchmarks.Timing;

namespace ShapeGen.Benchmarks.Rows;

/// <summary>
/// The gallery's networks, from pixels to scores, limited by the multiply-adds of their kernels: reading depthwise layers and what lies between comes on
/// top. ONNX Runtime has input and output as it wants them, with channels first.
/// </summary>
internal static class NetworkRows
{
    public static IEnumerable<RowDefinition> All() => Gallery().Select(network => network.Row);

    /// <summary>The networks themselves, for modes that ask other questions of them.</summary>
    public static IReadOnlyList<GalleryNetwork> Gallery() =>
    [
        Network<LeNet5>("lenet5", "LeNet-5", null, 5, [28, 28, 1], WriteLeNet),
        Network<FiveConvolutions>("seed_conv5_gap", "Five Conv2D 3x3 of 64 and GAP, (28,28,3)", 0.92, 1.1, [28, 28, 3], WriteFiveConvolutions),
        Network<DsCnn>("ds_cnn_kws", "DS-CNN, keywords", null, 2, [49, 10, 1], WriteDsCnn),
        Network<ResNet20>("resnet20_cifar", "ResNet-20, (32,32,3)", null, 1.3, [32, 32, 3], WriteResNet),
        Network<MobileNetV1>("mobilenet_v1_025_96", "MobileNetV1 0.25, (96,96,3)", null, 1.5, [96, 96, 3], WriteMobileNetV1),
        Network<MobileNetV2>("mobilenet_v2_035_96", "MobileNetV2 0.35, (96,96,3)", null, 1.5, [96, 96, 3], WriteMobileNetV2),
        Network<UNet>("unet_small_64", "U-Net, (64,64,1)", null, 1.2, [64, 64, 1], WriteUNet),
    ];

    private static GalleryNetwork Network<TModel>(string file, string workload, double? share, double onnx, int[] input, Action<OnnxNetwork> write)
        where TModel : IModel<TModel, float> => new(typeof(TModel), input, write, new(file, workload, new() { Share = share, Onnx = onnx }, () =>
        {
            using SafeTensors weights = SafeTensors.Open(GalleryNetwork.WeightsFile(file));
            TModel model = TModel.Load(weights);
            var network = new OnnxNetwork(weights, input);
            write(network);
            var x = new Buffer<float>(TModel.InputLength);
            float[] samples = new float[weights.Tensors.First(t => t.Name == "input/0").Shape[0] * x.Length];
            weights.CopyTo<float>("input/0", samples);
            samples.AsSpan(0, x.Length).CopyTo(x.Span);
            var first = new Buffer<float>(x.Length);
            ConvWeights.ChannelsFirst(x.Span, input[2]).CopyTo(first.Span);
            int channels = network.Here.Shape[2];
            return new RowBuilder<float>(x, TModel.OutputLength)
                .ShapeGen((n, from, to) => { for (; n > 0; n--) { model.Forward(from, to); } })
                .OnnxChannelsFirst(network.Graph, first, channels, network.OutputShape)
                .LimitedBy(LimitLoops.MultiplyingAdding(long.Parse(weights.Metadata["multiply_adds"], CultureInfo.InvariantCulture)))
                .Build();
        }));

    private static void WriteLeNet(OnnxNetwork net) => net
        .Conv("conv2d").Apply("Tanh").Pool(isMaximum: false)
        .Conv("conv2d_1", isSame: false).Apply("Tanh").Pool(isMaximum: false)
        .Flatten().Dense("dense").Apply("Tanh").Dense("dense_1").Apply("Tanh").Dense("dense_2").Softmax();

    private static void WriteFiveConvolutions(OnnxNetwork net)
    {
        for (int i = 0; i < 5; i++)
        {
            net.Conv(net.Next("conv2d"), isSame: false);
        }

        net.GlobalPool().Flatten();
    }

    private static void WriteDsCnn(OnnxNetwork net)
    {
        net.Conv("conv2d", 2).Normalize("batch_normalization").Relu();
        for (int i = 0; i < 4; i++)
        {
            string block = net.Next("separable");
            net.Conv($"{block}/depthwise_conv2d").Normalize($"{block}/batch_normalization").Relu()
                .Conv($"{block}/conv2d").Normalize($"{block}/batch_normalization_1").Relu();
        }

        net.GlobalPool().Flatten().Dense("dense").Softmax();
    }

    private static void WriteResNet(OnnxNetwork net)
    {
        net.Conv("conv2d").Normalize("batch_normalization").Relu();
        foreach ((int width, int repeat) in new[] { (16, 3), (32, 2), (64, 2) })
        {
            if (width > 16)
            {
                (string Name, int[] Shape) start = net.Here;
                WriteTwo(net, $"down{width}", 2);
                (string Name, int[] Shape) main = net.Here;
                net.ContinueFrom(start).Conv($"shortcut{width}/conv2d", 2).Normalize($"shortcut{width}/batch_normalization").Add(main).Relu();
            }

            for (int i = 0; i < repeat; i++)
            {
                (string Name, int[] Shape) start = net.Here;
                WriteTwo(net, net.Next($"basic{width}"), 1);
                net.Add(start).Relu();
            }
        }

        net.GlobalPool().Flatten().Dense("dense").Softmax();
    }

    private static void WriteTwo(OnnxNetwork net, string block, int stride) => net
        .Conv($"{block}/conv2d", stride).Normalize($"{block}/batch_normalization").Relu()
        .Conv($"{block}/conv2d_1").Normalize($"{block}/batch_normalization_1");

    private static void WriteMobileNetV1(OnnxNetwork net)
    {
        WriteNormalized(net, "", "conv2d", 2).Relu6();
        foreach ((string depthwise, string pointwise, int repeat) in new[]
        {
            ("depthwise", "pointwise16", 1), ("halve", "pointwise32", 1), ("depthwise", "pointwise32", 1), ("halve", "pointwise64", 1), ("depthwise", "pointwise64", 1),
            ("halve", "pointwise128", 1), ("separable128", "", 5), ("halve", "pointwise256", 1), ("depthwise", "pointwise256", 1),
        })
        {
            for (int i = 0; i < repeat; i++)
            {
                string outer = pointwise.Length == 0 ? net.Next(depthwise) + "/" : "";
                WriteDepthwise(net, outer.Length > 0 ? outer + "depthwise" : net.Next(depthwise), depthwise == "halve");
                WriteNormalized(net, outer.Length > 0 ? outer + "pointwise128/" : net.Next(pointwise) + "/", "conv2d").Relu6();
            }
        }

        net.GlobalPool().Conv("conv2d_1").Flatten().Softmax();
    }

    private static void WriteMobileNetV2(OnnxNetwork net)
    {
        WriteNormalized(net, "", "conv2d", 2).Relu6();
        WriteDepthwise(net, net.Next("depthwise"), false);
        WriteNormalized(net, "project8/", "conv2d");
        foreach ((string name, int expanded, int width, bool halves, int repeat) in new[]
        {
            ("to8", 48, 8, true, 1), ("at8", 48, 8, false, 1), ("to16", 48, 16, true, 1), ("at16", 96, 16, false, 2), ("to24", 96, 24, true, 1), ("at24", 144, 24, false, 3),
            ("to32", 144, 32, false, 1), ("at32", 192, 32, false, 2), ("to56", 192, 56, true, 1), ("at56", 336, 56, false, 2), ("to112", 336, 112, false, 1),
        })
        {
            for (int i = 0; i < repeat; i++)
            {
                (string Name, int[] Shape) start = net.Here;
                string block = net.Next(name);
                WriteNormalized(net, $"{block}/expand{expanded}/", "conv2d").Relu6();
                WriteDepthwise(net, $"{block}/{(halves ? "halve" : "depthwise")}", halves);
                WriteNormalized(net, $"{block}/project{width}/", "conv2d");
                if (name.StartsWith("at", StringComparison.Ordinal))
                {
                    net.Add(start);
                }
            }
        }

        net.Conv("conv2d_1").Normalize("batch_normalization_1").Relu6().GlobalPool().Flatten().Dense("dense").Softmax();
    }

    private static OnnxNetwork WriteNormalized(OnnxNetwork net, string block, string layer, int stride = 1) =>
        net.Conv($"{block}{layer}", stride).Normalize($"{block}batch_normalization");

    private static void WriteDepthwise(OnnxNetwork net, string block, bool halves) =>
        net.Conv($"{block}/depthwise_conv2d", halves ? 2 : 1).Normalize($"{block}/batch_normalization").Relu6();

    private static void WriteUNet(OnnxNetwork net)
    {
        (string Name, int[] Shape) fine = Double("fine");
        (string Name, int[] Shape) middle = Double("middle", pools: true);
        Double("coarse", pools: true);
        net.Conv("conv2d_transpose", 2, isTransposed: true);
        net.Concatenate(net.Here, middle);
        Double("double16");
        net.Conv("up", 2, isTransposed: true).Relu();
        net.Concatenate(fine, net.Here);
        Double("double8");
        net.Conv("mask").Apply("Sigmoid");

        (string Name, int[] Shape) Double(string block, bool pools = false)
        {
            if (pools)
            {
                net.Pool(isMaximum: true);
            }

            return net.Conv($"{block}/conv2d").Relu().Conv($"{block}/conv2d_1").Relu().Here;
        }
    }
}
