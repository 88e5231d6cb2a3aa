using Microsoft.CodeAnalysis;
using ShapeGen.Generator.Core;
using ShapeGen.Generator.Layers;
using ShapeGen.Generator.Models;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Analyzers.CallSites;

/// <summary>A valid model, as its callers see it.</summary>
/// <param name="Type">The generated class.</param>
/// <param name="Inputs">What <c>Forward</c> reads, in the order of its parameters.</param>
/// <param name="Outputs">What it writes.</param>
internal sealed record CalledModel(INamedTypeSymbol Type, IReadOnlyList<CalledBuffer> Inputs, IReadOnlyList<CalledBuffer> Outputs)
{
    /// <summary>One input and one output, which need no names to be told apart.</summary>
    public bool IsSingle => Inputs.Count == 1 && Outputs.Count == 1;

    /// <summary>Positions of one sample's mask, or 0 where they are not known or the model takes none.</summary>
    public int MaskLength { get; private init; }

    /// <summary>The weights in the order of <c>FromWeights</c>' parameters, by their Keras names; none where only the shapes are known.</summary>
    public IReadOnlyList<WeightSpec> Weights { get; private init; } = [];

    /// <summary>The layer of a chain that decides the output's length: after it only views and functions of single elements stand.</summary>
    public ShapedLayer? DecidingLayer { get; private init; }

    public static CalledModel Of(INamedTypeSymbol type, PlannedModel planned)
    {
        ShapedModel model = planned.Model;
        (IReadOnlyList<CalledBuffer> inputs, IReadOnlyList<CalledBuffer> outputs) = BuffersOf(model);
        return new CalledModel(type, inputs, outputs)
        {
            MaskLength = planned.Plan?.MaskLength ?? 0,
            Weights = [.. model.Layers.SelectMany(l => l.Weights, (layer, weight) => weight with { Name = $"{CallSiteText.OnOneLine(layer.Name)}/{weight.Name}" })],
            DecidingLayer = model.IsChain ? model.Layers.LastOrDefault(layer => !layer.Layer.KeepsElements) : null,
        };
    }

    private static (IReadOnlyList<CalledBuffer> Inputs, IReadOnlyList<CalledBuffer> Outputs) BuffersOf(ShapedModel model)
    {
        if (model.IsSingle)
        {
            return ([CalledBuffer.OnlyInput(model.Input)], [CalledBuffer.OnlyOutput(model.Output)]);
        }

        (IReadOnlyList<BufferName> inputs, IReadOnlyList<BufferName> outputs) = BufferName.Of(model);
        return ([.. inputs.Select(CalledBuffer.Named)], [.. outputs.Select(CalledBuffer.Named)]);
    }
}

/// <summary>An input or output of a model.</summary>
/// <param name="Name">What messages call it, its parameter of <c>Forward</c>; empty where the model has no other.</param>
/// <param name="Role">What they call an argument that is too long to be shown.</param>
/// <param name="Length">The constant with the elements of a sample.</param>
/// <param name="Shape">The shape of a sample.</param>
internal sealed record CalledBuffer(string Name, string Role, string Length, TensorShape Shape)
{
    public static CalledBuffer OnlyInput(TensorShape shape) => new("", "the input", ModelMembers.InputLength, shape);

    public static CalledBuffer OnlyOutput(TensorShape shape) => new("", "the destination", ModelMembers.OutputLength, shape);

    public static CalledBuffer Named(BufferName buffer) => new(buffer.Plain, $"the argument for {buffer.Plain}", buffer.Length, buffer.Shape);

    /// <summary>The elements of a sample.</summary>
    public long Count => Shape.ElementCount;

    /// <summary>The shape, and before it the name where there are several: <c>image of (3)</c>.</summary>
    public string Described => Name.Length == 0 ? Shape.ToString() : $"{Name} of {Shape}";
}
