using System.Reflection;
using ShapeGen.CompilerServices;

namespace ShapeGen.SelfCheck.Reference;

/// <summary>
/// Reads a model's attributes and computes what Keras documents for them in double precision, sharing no code with the
/// generator or its kernels.
/// </summary>
internal sealed partial class ReferenceInterpreter
{
    private readonly List<IReferenceLayer> _layers = [];
    private readonly List<int[]> _weightShapes = [];
    private readonly HashSet<int> _variances = [];

    private ReferenceInterpreter(int[] inputShape) => InputShape = inputShape;

    public int[] InputShape { get; }

    public int[] OutputShape { get; private set; } = [];

    public IReadOnlyList<IReferenceLayer> Layers => _layers;

    /// <summary>The shapes of all weights in Keras' order.</summary>
    public IReadOnlyList<int[]> WeightShapes => _weightShapes;

    /// <summary>The places of weights that are not negative, as variances.</summary>
    public IReadOnlySet<int> Variances => _variances;

    /// <summary>The layers as the attributes say them, for messages.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Whether a type is a model for all checks: its layers follow each other without blocks, and it is no whole network.</summary>
    public static bool IsChain(Type type) => type.GetCustomAttribute<ModelSignatureAttribute>() is not null
        && !type.GetCustomAttributes<BlockUseAttribute>().Any()
        && type.GetCustomAttribute<WholeNetworkAttribute>() is null;

    /// <summary>Reads the attributes of a model.</summary>
    public static ReferenceInterpreter Read(Type model)
    {
        int[]? inputShape = null;
        foreach (Attribute attribute in model.GetCustomAttributes())
        {
            if (attribute.GetType().Name.StartsWith("InputShapeAttribute", StringComparison.Ordinal))
            {
                PropertyInfo dimensions = attribute.GetType().GetProperty(nameof(InputShapeAttribute.Dimensions))!;
                inputShape = [.. (IReadOnlyList<int>)dimensions.GetValue(attribute)!];
            }
        }

        var result = new ReferenceInterpreter(inputShape ?? throw new NotSupportedException($"{model.Name} has no input shape."));
        int[] shape = result.InputShape;
        foreach (LayerAttribute layer in model.GetCustomAttributes<LayerAttribute>())
        {
            shape = result.Append(layer, shape);
        }

        result.OutputShape = shape;
        result.Text = $"({string.Join(", ", result.InputShape)}) {string.Join(" ", result._layers)}";
        return result;
    }

    /// <summary>Reads one attribute of a graph.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="shape">The shape of its input.</param>
    /// <param name="firstWeight">The place of its first weight among all.</param>
    /// <returns>What it computes, layer by layer, and the shapes of its weights.</returns>
    public static (IReadOnlyList<IReferenceLayer> Layers, IReadOnlyList<int[]> Weights) Read(LayerAttribute attribute, int[] shape, int firstWeight)
    {
        var result = new ReferenceInterpreter(shape);
        result._weightShapes.AddRange(Enumerable.Repeat<int[]>([], firstWeight));
        result.Append(attribute, shape);
        return (result._layers, result._weightShapes[firstWeight..]);
    }

    /// <summary>Runs one sample.</summary>
    /// <param name="input">Of <see cref="InputShape"/>, with no bounds; it is not changed.</param>
    /// <param name="context">Rounding, weights and mask.</param>
    public ReferenceTensor Run(ReferenceTensor input, ReferenceContext context)
    {
        ReferenceTensor tensor = input;
        foreach (IReferenceLayer layer in _layers)
        {
            tensor = layer.Run(tensor, context);
            for (int i = 0; i < tensor.Length; i++)
            {
                // An infinite sum is exact: whatever else is added, it stays what it is.
                tensor.Bounds[i] = double.IsFinite(tensor.Values[i]) ? tensor.Bounds[i] : 0;
            }
        }

        return tensor;
    }

    /// <summary>Adds the layers of an attribute; returns the shape behind them.</summary>
    private int[] Append(LayerAttribute attribute, int[] shape)
    {
        int first = _layers.Count;
        switch (attribute)
        {
            case ConvolutionAttribute convolution:
                AppendConvolution(convolution, convolution.DataFormat == DataFormat.ChannelsFirst ? shape[0] : shape[^1]);
                _layers.AddRange(ReferenceLayers.Function(convolution.Activation));
                break;
            case ActivationAttribute activation when Parameters(activation) is { } parametric:
                _layers.Add(parametric);
                break;
            default:
                AppendOther(attribute, shape);
                break;
        }

        // Shapes come out of the layers themselves, run on zeros.
        var tensor = new ReferenceTensor(shape);
        var context = new ReferenceContext(Rounding.Of(typeof(float)), [.. _weightShapes.Select(s => new double[ReferenceTensor.Count(s)])]);
        foreach (IReferenceLayer layer in _layers.Skip(first))
        {
            tensor = layer.Run(tensor, context);
        }

        return tensor.Shape;
    }

    private void AppendConvolution(ConvolutionAttribute attribute, int channels)
    {
        int rank = attribute.GetType().Name.First(char.IsDigit) - '0';
        int[] size = [.. Enumerable.Range(0, rank).Select(axis => attribute.KernelSize[attribute.KernelSize.Count == 1 ? 0 : axis])];
        switch (attribute)
        {
            case ConvAttribute conv:
                Append(new ReferenceConvolution(conv, conv.Filters, conv.Groups, _weightShapes.Count, Bias(1)), [.. size, channels / conv.Groups, conv.Filters]);
                break;
            case ConvTransposeAttribute transpose:
                Append(new ReferenceConvolution(transpose, transpose.Filters, 1, _weightShapes.Count, Bias(1)), [.. size, transpose.Filters, channels]);
                break;
            case DepthwiseConvAttribute depthwise:
                Append(new ReferenceConvolution(depthwise, channels * depthwise.DepthMultiplier, channels, _weightShapes.Count, Bias(1)), [.. size, channels, depthwise.DepthMultiplier]);
                break;
            case SeparableConvAttribute separable:
                int depth = channels * separable.DepthMultiplier;
                int bias = Bias(2);
                Append(new ReferenceConvolution(separable, depth, channels, _weightShapes.Count, -1), [.. size, channels, separable.DepthMultiplier]);
                Append(new ReferenceConvolution(separable, separable.Filters, 1, _weightShapes.Count, bias) { KernelSize = [1], IsPointwise = true }, [.. size.Select(_ => 1), depth, separable.Filters]);
                break;
        }

        if (attribute.UseBias)
        {
            _weightShapes.Add([((ReferenceConvolution)_layers[^1]).Filters]);
        }

        if (attribute is Conv2DAttribute { Algorithm: ConvAlgorithm.Winograd })
        {
            _layers[^1] = new ReferenceWinograd((ReferenceConvolution)_layers[^1]);
        }

        int Bias(int kernels) => attribute.UseBias ? _weightShapes.Count + kernels : -1;

        void Append(ReferenceConvolution layer, int[] kernel)
        {
            _layers.Add(layer);
            _weightShapes.Add(kernel);
        }
    }
}
