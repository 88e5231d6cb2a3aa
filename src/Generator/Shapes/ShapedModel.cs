using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Layers;

namespace ShapeGen.Generator.Shapes;

/// <summary>Stage 2: a model with the shape in front of and behind every layer, and what is wrong with it.</summary>
/// <param name="Declaration">What the user wrote.</param>
/// <param name="ElementType">The type of inputs, weights and outputs.</param>
/// <param name="Input">The shape of one input sample.</param>
/// <param name="Layers">The layers in order.</param>
/// <param name="Problems">Each error once; empty in a valid model.</param>
/// <param name="Advice">Warnings and hints, which keep nothing from running.</param>
/// <param name="IsSilenced">The input comes from an invalid model, which has its own error: no source of more.</param>
internal sealed record ShapedModel(
    ModelDeclaration Declaration,
    ElementType ElementType,
    TensorShape Input,
    EquatableArray<ShapedLayer> Layers,
    EquatableArray<Problem> Problems,
    EquatableArray<Problem> Advice,
    bool IsSilenced)
{
    public ModelType Type => Declaration.Type;

    public TensorShape Output => Layers.Count == 0 ? Input : Layers[Layers.Count - 1].Output;

    /// <summary>Nothing can be added to such a type, silenced or not: compiler errors may stand beside ours.</summary>
    public bool IsOutOfReach => Type.Obstacles.Count > 0 || Type.NotPartial >= 0 || (Type.WeightObstacles.Count > 0 && HasWeights);

    public bool IsValid => Problems.Count == 0 && !IsSilenced;

    public bool HasWeights => Layers.Any(l => l.Weights.Count > 0);

    public long ParameterCount => Layers.Aggregate(0L, (sum, l) => SaturatingAdd(sum, l.ParameterCount));

    public static long SaturatingAdd(long left, long right) => left > long.MaxValue - right ? long.MaxValue : left + right;
}

/// <summary>One layer in its place.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="TypeName">Keras' class name.</param>
/// <param name="Name">The given or automatic name.</param>
/// <param name="AttributeIndex">Its attribute's place among the type's ShapeGen attributes.</param>
/// <param name="Input">The shape that arrives.</param>
/// <param name="Output">The shape that leaves.</param>
/// <param name="Weights">The weights with Keras' shapes.</param>
internal sealed record ShapedLayer(
    Layer Layer,
    string TypeName,
    string Name,
    int AttributeIndex,
    TensorShape Input,
    TensorShape Output,
    EquatableArray<WeightSpec> Weights)
{
    /// <summary>What made the input, as messages say it.</summary>
    public string Origin { get; init; } = "the input";

    /// <summary>What the input might have been, had one attribute been written otherwise.</summary>
    public EquatableArray<Alternative> Alternatives { get; init; }

    /// <summary>The name as comments, tables and messages print it: on one line.</summary>
    public string ShownName => LayerNames.OnOneLine(Name);

    public long ParameterCount => Weights.Aggregate(0L, (sum, w) => ShapedModel.SaturatingAdd(sum, w.Length));
}
