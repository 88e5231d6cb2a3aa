namespace ShapeGen.Generator.Layers;

/// <summary>A layer of Keras, or of PyTorch, that has no attribute.</summary>
/// <param name="Name">Its class name.</param>
/// <param name="Cure">What to do instead, or null where there is nothing.</param>
/// <param name="IsIdle">It does nothing once a model is trained.</param>
internal sealed record MissingLayer(string Name, string? Cure = null, bool IsIdle = false)
{
    private const string Page = "https://github.com/shapegen/shapegen/blob/main/docs/layers/README.md";

    /// <summary>The message, which continues <c>[Conv2D]</c>.</summary>
    public string Message =>
        IsIdle ? "does nothing once a model is trained: leave it out"
        : Cure is not null ? $"is not a layer here: {Cure}"
        : $"is not supported; {Page} lists the layers that are";
}

/// <summary>
/// The layers that are not there, so that a rule of ours speaks of them and not CS0246. A layer that arrives leaves this list:
/// a test fails while a name is here and in <see cref="LayerCatalog"/> too.
/// </summary>
internal static class MissingLayers
{
    private const string Before = "do this to the data before it reaches the model";

    public static IReadOnlyList<MissingLayer> All { get; } =
    [
        new("Input", Cure: "write [InputShape(…)] with the shape of one sample"),
        new("InputLayer", Cure: "write [InputShape(…)] with the shape of one sample"),
        new("Masking", Cure: "pass a mask to Forward"),
        new("Lambda", Cure: "write its code before or after the call of Forward"),
        new("Identity", Cure: "leave it out"),
        new("EinsumDense", Cure: "write its product with [Permute], [Reshape] and [Dense]"),
        new("AdaptiveAveragePooling1D", Cure: Adaptive("Average", "1D")),
        new("AdaptiveAveragePooling2D", Cure: Adaptive("Average", "2D")),
        new("AdaptiveAveragePooling3D", Cure: Adaptive("Average", "3D")),
        new("AdaptiveMaxPooling1D", Cure: Adaptive("Max", "1D")),
        new("AdaptiveMaxPooling2D", Cure: Adaptive("Max", "2D")),
        new("AdaptiveMaxPooling3D", Cure: Adaptive("Max", "3D")),
        new("SpectralNormalization", Cure: "it changes weights in training alone: write the layer that it wraps"),
        new("RNN", Cure: "write [SimpleRNN(units)], [LSTM(units)] or [GRU(units)], which have their cells in them"),
        new("SimpleRNNCell", Cure: Cell("SimpleRNN")),
        new("LSTMCell", Cure: Cell("LSTM")),
        new("GRUCell", Cure: Cell("GRU")),
        new("StackedRNNCells", Cure: "write one recurrent layer after another, all but the last with ReturnSequences = true"),
        new("GroupedQueryAttention"),
        new("GroupQueryAttention"),
        new("ReversibleEmbedding"),
        new("RandomBrightness", IsIdle: true),
        new("RandomContrast", IsIdle: true),
        new("RandomCrop", Cure: "crop the centre of the data before it reaches the model"),
        new("RandomFlip", IsIdle: true),
        new("RandomRotation", IsIdle: true),
        new("RandomTranslation", IsIdle: true),
        new("RandomZoom", IsIdle: true),
        new("Resizing", Cure: Before),
        new("CenterCrop", Cure: Before),
        new("Discretization", Cure: Before),
        new("CategoryEncoding", Cure: Before),
        new("Hashing", Cure: Before),
        new("HashedCrossing", Cure: Before),
        new("IntegerLookup", Cure: Before),
        new("StringLookup", Cure: Before),
        new("TextVectorization", Cure: Before),
        new("MelSpectrogram", Cure: Before),
        new("STFTSpectrogram", Cure: Before),

        // PyTorch's names.
        new("Linear", Cure: "write [Dense(units)], which needs the outputs alone"),
        new("Conv1d", Cure: "it is called Conv1D in Keras: write [Conv1D(filters, kernelSize)]"),
        new("Conv2d", Cure: "it is called Conv2D in Keras: write [Conv2D(filters, kernelSize)]"),
        new("BatchNorm2d", Cure: "it is called BatchNormalization in Keras: write [BatchNormalization]"),
        new("MaxPool2d", Cure: "it is called MaxPooling2D in Keras: write [MaxPooling2D]"),
        new("AdaptiveAvgPool2d", Cure: "with an output of 1 it is [GlobalAveragePooling2D]"),
    ];

    private static string Adaptive(string statistic, string rank) =>
        $"with an output of 1 it is [Global{statistic}Pooling{rank}]; otherwise write [{statistic}Pooling{rank}] with the window and strides that give its output";

    private static string Cell(string layer) => $"write [{layer}(units)], which has the cell in it, and call Step for one step at a time";

    private static readonly Dictionary<string, MissingLayer> ByName = All.ToDictionary(layer => layer.Name, StringComparer.Ordinal);

    private static readonly Dictionary<string, string> InAnyCase = LayerCatalog.AttributeNames.ToDictionary(name => name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The layer of an attribute's name (without suffix), or null. <c>Lstm</c> is none, and is told that it is <c>LSTM</c>.</summary>
    public static MissingLayer? Find(string attributeName) =>
        ByName.TryGetValue(attributeName, out MissingLayer? layer) ? layer
        : InAnyCase.TryGetValue(attributeName, out string? name) && name != attributeName ? new MissingLayer(attributeName, Cure: $"write [{name}]")
        : null;
}
