using ShapeGen.Generator.Layers.Activation;
using ShapeGen.Generator.Layers.Attention;
using ShapeGen.Generator.Layers.BatchNormalization;
using ShapeGen.Generator.Layers.Concatenate;
using ShapeGen.Generator.Layers.Conv;
using ShapeGen.Generator.Layers.ConvRecurrent;
using ShapeGen.Generator.Layers.ConvTranspose;
using ShapeGen.Generator.Layers.Cropping;
using ShapeGen.Generator.Layers.Dense;
using ShapeGen.Generator.Layers.DepthwiseConv;
using ShapeGen.Generator.Layers.Dot;
using ShapeGen.Generator.Layers.Dropout;
using ShapeGen.Generator.Layers.Embedding;
using ShapeGen.Generator.Layers.Flatten;
using ShapeGen.Generator.Layers.GlobalPooling;
using ShapeGen.Generator.Layers.GroupNormalization;
using ShapeGen.Generator.Layers.LayerNormalization;
using ShapeGen.Generator.Layers.Merging;
using ShapeGen.Generator.Layers.MultiHeadAttention;
using ShapeGen.Generator.Layers.Normalization;
using ShapeGen.Generator.Layers.Permute;
using ShapeGen.Generator.Layers.Pooling;
using ShapeGen.Generator.Layers.Rectifier;
using ShapeGen.Generator.Layers.Recurrent;
using ShapeGen.Generator.Layers.Regularization;
using ShapeGen.Generator.Layers.RepeatVector;
using ShapeGen.Generator.Layers.Rescaling;
using ShapeGen.Generator.Layers.Reshape;
using ShapeGen.Generator.Layers.SeparableConv;
using ShapeGen.Generator.Layers.Softmax;
using ShapeGen.Generator.Layers.UnitNormalization;
using ShapeGen.Generator.Layers.UpSampling;
using ShapeGen.Generator.Layers.ZeroPadding;

namespace ShapeGen.Generator.Layers;

/// <summary>All layers: the one list that a new layer adds a line to.</summary>
internal static class LayerCatalog
{
    public static IReadOnlyList<LayerDefinition> Definitions { get; } =
    [
        ActivationLayer.Definition,
        .. AttentionLayer.Definitions,
        BatchNormalizationLayer.Definition,
        ConcatenateLayer.Definition,
        .. ConvLayer.Definitions,
        .. ConvRecurrentLayer.Definitions,
        .. ConvTransposeLayer.Definitions,
        .. CroppingLayer.Definitions,
        DenseLayer.Definition,
        .. DepthwiseConvLayer.Definitions,
        DotLayer.Definition,
        DropoutLayer.Definition,
        EmbeddingLayer.Definition,
        FlattenLayer.Definition,
        .. GlobalPoolingLayer.Definitions,
        GroupNormalizationLayer.Definition,
        .. LayerNormalizationLayer.Definitions,
        .. MergingLayer.Definitions,
        MultiHeadAttentionLayer.Definition,
        NormalizationLayer.Definition,
        PermuteLayer.Definition,
        .. PoolingLayer.Definitions,
        .. RectifierLayer.Definitions,
        .. RecurrentLayer.Definitions,
        .. RegularizationLayer.Definitions,
        RepeatVectorLayer.Definition,
        RescalingLayer.Definition,
        ReshapeLayer.Definition,
        .. SeparableConvLayer.Definitions,
        SoftmaxLayer.Definition,
        UnitNormalizationLayer.Definition,
        .. UpSamplingLayer.Definitions,
        .. ZeroPaddingLayer.Definitions,
    ];

    private static readonly Dictionary<string, LayerDefinition> ByAttributeName =
        Definitions.SelectMany(d => d.AttributeNames, (d, name) => (d, name)).ToDictionary(p => p.name, p => p.d);

    /// <summary>The definition that an attribute's name (without suffix) stands for, or null.</summary>
    public static LayerDefinition? Find(string attributeName) =>
        ByAttributeName.TryGetValue(attributeName, out LayerDefinition? definition) ? definition : null;

    /// <summary>Every attribute name that is a layer, without suffix.</summary>
    public static IEnumerable<string> AttributeNames => ByAttributeName.Keys;
}
