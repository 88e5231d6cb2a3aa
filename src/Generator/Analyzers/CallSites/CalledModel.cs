using Microsoft.CodeAnalysis;
using ShapeGen.Generator.Layers;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Analyzers.CallSites;

/// <summary>A valid model, as its callers see it.</summary>
/// <param name="Type">The generated class.</param>
/// <param name="Input">The shape of one input sample.</param>
/// <param name="Output">The shape of one output sample.</param>
/// <param name="MaskLength">Positions of one sample's mask, or 0 where they are not known or the model takes none.</param>
/// <param name="Layers">The layers; none where only the shapes are known.</param>
internal sealed record CalledModel(INamedTypeSymbol Type, TensorShape Input, TensorShape Output, int MaskLength, EquatableArray<ShapedLayer> Layers)
{
    /// <summary>The weights in the order of <c>FromWeights</c>' parameters, by their Keras names.</summary>
    public IReadOnlyList<WeightSpec> Weights { get; } =
        [.. Layers.SelectMany(l => l.Weights, (layer, weight) => weight with { Name = $"{CallSiteText.OnOneLine(layer.Name)}/{weight.Name}" })];

    /// <summary>The layer that decides the output's length: behind it only views and functions of single elements stand.</summary>
    public ShapedLayer? DecidingLayer => Layers.LastOrDefault(layer => !layer.Layer.KeepsElements);
}
