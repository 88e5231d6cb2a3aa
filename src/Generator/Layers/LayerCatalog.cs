using ShapeGen.Generator.Layers.Activation;
using ShapeGen.Generator.Layers.Concatenate;
using ShapeGen.Generator.Layers.Dense;
using ShapeGen.Generator.Layers.Dot;
using ShapeGen.Generator.Layers.Dropout;
using ShapeGen.Generator.Layers.Flatten;
using ShapeGen.Generator.Layers.GlobalPooling;
using ShapeGen.Generator.Layers.Merging;
using ShapeGen.Generator.Layers.Permute;
using ShapeGen.Generator.Layers.Reshape;

namespace ShapeGen.Generator.Layers;

/// <summary>All layers: the one list that a new layer adds a line to.</summary>
internal static class LayerCatalog
{
    public static IReadOnlyList<LayerDefinition> Definitions { get; } =
    [
        ActivationLayer.Definition,
        ConcatenateLayer.Definition,
        DenseLayer.Definition,
        DotLayer.Definition,
        DropoutLayer.Definition,
        FlattenLayer.Definition,
        .. GlobalPoolingLayer.Definitions,
        .. MergingLayer.Definitions,
        PermuteLayer.Definition,
        ReshapeLayer.Definition,
    ];

    private static readonly Dictionary<string, LayerDefinition> ByAttributeName =
        Definitions.SelectMany(d => d.AttributeNames, (d, name) => (d, name)).ToDictionary(p => p.name, p => p.d);

    /// <summary>The definition that an attribute's name (without suffix) stands for, or null.</summary>
    public static LayerDefinition? Find(string attributeName) =>
        ByAttributeName.TryGetValue(attributeName, out LayerDefinition? definition) ? definition : null;

    /// <summary>Every attribute name that is a layer, without suffix.</summary>
    public static IEnumerable<string> AttributeNames => ByAttributeName.Keys;
}
