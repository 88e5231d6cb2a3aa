namespace ShapeGen.SelfCheck.Reference;

/// <summary>What each layer attribute stands for, as Keras documents it.</summary>
internal static class ReferenceLayers
{
    /// <summary>The name of weights that are not negative.</summary>
    public const string MovingVariance = "moving_variance";

    /// <summary>The layers of an attribute; an activation is a layer of its own.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="firstWeight">The place of its first weight among all.</param>
    public static IReadOnlyList<IReferenceLayer> Of(LayerAttribute attribute, int firstWeight) => attribute switch
    {
        GlobalPoolingAttribute pooling =>
        [
            new ReferencePooling(pooling.GetType().Name.StartsWith("GlobalAv", StringComparison.Ordinal), pooling.DataFormat == DataFormat.ChannelsFirst, pooling.KeepDims),
        ],
        DenseAttribute dense => [new ReferenceDense(dense.Units, dense.UseBias, firstWeight), .. Function(dense.Activation)],
        EmbeddingLayerAttribute embedding => [new ReferenceEmbedding(embedding.OutputDim, firstWeight)],
        ActivationAttribute activation => Function(activation.Function),
        FlattenAttribute flatten => [new ReferenceFlatten(flatten.DataFormat == DataFormat.ChannelsFirst)],
        PermuteAttribute permute => [new ReferencePermute([.. permute.Dimensions])],
        ReshapeAttribute reshape => [new ReferenceReshape([.. reshape.TargetShape])],
        DropoutAttribute => [new ReferenceDropout()],
        _ => throw new NotSupportedException($"The reference does not know {attribute.GetType().Name}."),
    };

    /// <summary>The weights that Keras gives a layer.</summary>
    public static IReadOnlyList<(string Name, int[] Shape)> Weights(LayerAttribute attribute, int[] input) => attribute switch
    {
        DenseAttribute { UseBias: true } dense => [("kernel", [input[^1], dense.Units]), ("bias", [dense.Units])],
        DenseAttribute dense => [("kernel", [input[^1], dense.Units])],
        EmbeddingLayerAttribute embedding => [("embeddings", [embedding.InputDim, embedding.OutputDim])],
        _ => [],
    };

    /// <summary>The names of a layer's weights in Keras' order.</summary>
    public static IReadOnlyList<string> WeightNames(LayerAttribute attribute) => attribute switch
    {
        EmbeddingLayerAttribute => ["embeddings"],
        RecurrentAttribute or ConvRecurrentAttribute => ["kernel", "recurrent_kernel", "bias"],
        SeparableConvAttribute => ["depthwise_kernel", "pointwise_kernel", "bias"],
        BatchNormalizationAttribute batch => [.. batch.Scale ? ["gamma"] : (string[])[], .. batch.Center ? ["beta"] : (string[])[], "moving_mean", MovingVariance],
        _ => ["kernel", "bias"],
    };

    /// <summary>A function as layers; none for the linear one.</summary>
    public static IReadOnlyList<IReferenceLayer> Function(Activation function) => function switch
    {
        Activation.Linear => [],
        Activation.Softmax or Activation.LogSoftmax or Activation.Sparsemax or Activation.Glu => [new ReferenceRowActivation(function)],
        _ => [new ReferenceElementwise(function)],
    };
}
