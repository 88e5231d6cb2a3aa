using ShapeGen.Generator.Core;
using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Layers;

namespace ShapeGen.Generator.Shapes;

/// <summary>
/// Stage 2: a model as a graph of layers over tensors, with the shape of every tensor, and what is wrong with it. A tensor
/// is named by a number: the inputs come first, then the layers' outputs in order.
/// </summary>
/// <param name="Declaration">What the user wrote.</param>
/// <param name="ElementType">The type of weights, outputs and all inputs that hold no integers.</param>
/// <param name="Inputs">What a sample consists of; at least one.</param>
/// <param name="Layers">The layers in topological order.</param>
/// <param name="Outputs">What a sample gives; at least one.</param>
/// <param name="Problems">Each error once; empty in a valid model.</param>
/// <param name="Advice">Warnings and hints, which keep nothing from running.</param>
/// <param name="IsSilenced">The input comes from an invalid model, which has its own error: no source of more.</param>
internal sealed record ShapedModel(
    ModelDeclaration Declaration,
    ElementType ElementType,
    EquatableArray<ShapedInput> Inputs,
    EquatableArray<ShapedLayer> Layers,
    EquatableArray<ShapedOutput> Outputs,
    EquatableArray<Problem> Problems,
    EquatableArray<Problem> Advice,
    bool IsSilenced)
{
    public ModelType Type => Declaration.Type;

    /// <summary>The shape of the first input.</summary>
    public TensorShape Input => Inputs[0].Shape;

    /// <summary>The shape of the first output.</summary>
    public TensorShape Output => Outputs[0].Shape;

    /// <summary>One input and one output, as <c>IModel</c> has them.</summary>
    public bool IsSingle => Inputs.Count == 1 && Outputs.Count == 1;

    /// <summary>An input holds integers, so that not all buffers have one type.</summary>
    public bool HasIntegers => Inputs.Any(input => input.IsInteger);

    /// <summary>Each layer reads what the one before it writes, and the last is the output.</summary>
    public bool IsChain => IsSingle && Outputs[0].Source == Layers.Count
        && Enumerable.Range(0, Layers.Count).All(i => Layers[i].Sources.Count == 1 && Layers[i].Sources[0] == i);

    /// <summary>Nothing can be added to such a type, silenced or not: compiler errors may stand beside ours.</summary>
    public bool IsOutOfReach => Type.Obstacles.Count > 0 || Type.NotPartial >= 0 || (Type.WeightObstacles.Count > 0 && HasWeights && !Declaration.IsBlock);

    public bool IsValid => Problems.Count == 0 && !IsSilenced;

    public bool HasWeights => Layers.Any(l => l.Weights.Count > 0);

    public long ParameterCount => Layers.Aggregate(0L, (sum, l) => SaturatingAdd(sum, l.ParameterCount));

    public static long SaturatingAdd(long left, long right) => left > long.MaxValue - right ? long.MaxValue : left + right;
}

/// <summary>One input of a model.</summary>
/// <param name="Name">Its name; <c>input</c> where it has been given none.</param>
/// <param name="Shape">The shape of one sample.</param>
internal sealed record ShapedInput(string Name, TensorShape Shape)
{
    /// <summary>It holds integers, which layers look up.</summary>
    public bool IsInteger { get; init; }

    /// <summary>The name as comments, tables and messages print it: on one line.</summary>
    public string ShownName => LayerNames.OnOneLine(Name);
}

/// <summary>One output of a model.</summary>
/// <param name="Name">The name of the layer that makes it.</param>
/// <param name="Source">The tensor.</param>
/// <param name="Shape">The shape of one sample.</param>
internal sealed record ShapedOutput(string Name, int Source, TensorShape Shape)
{
    /// <summary>The name as comments, tables and messages print it: on one line.</summary>
    public string ShownName => LayerNames.OnOneLine(Name);
}

/// <summary>One layer in its place.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="TypeName">Keras' class name.</param>
/// <param name="Name">The given or automatic name.</param>
/// <param name="Position">Where it is declared.</param>
/// <param name="Sources">The tensors that it reads.</param>
/// <param name="Inputs">The shapes that arrive.</param>
/// <param name="Output">The shape that leaves.</param>
/// <param name="Weights">The weights with Keras' shapes.</param>
internal sealed record ShapedLayer(
    Layer Layer,
    string TypeName,
    string Name,
    NodePosition Position,
    EquatableArray<int> Sources,
    EquatableArray<TensorShape> Inputs,
    TensorShape Output,
    EquatableArray<WeightSpec> Weights)
{
    /// <summary>The earlier layer whose weights it takes, so that it has none of its own; or −1.</summary>
    public int SharedWith { get; init; } = -1;

    /// <summary>The shape of the first input.</summary>
    public TensorShape Input => Inputs[0];

    /// <summary>For each input the tensor of integers that says which of its steps count, those that are not 0; −1 where all do.</summary>
    public EquatableArray<int> Masks { get; init; }
    /// <summary>The time steps that it is applied to one by one, the first axis of its inputs and output; 0 where it takes them whole.</summary>
    public int Steps { get; init; }

    /// <summary>Steps of the sequence whose steps arrive one by one at it, the first axis of its inputs, which is 1 then; 0 where it takes all it gets.</summary>
    public int Sequence { get; init; }

    /// <summary>What made the input, as messages say it.</summary>
    public string Origin { get; init; } = "the input";

    /// <summary>What the input might have been, had one attribute been written otherwise.</summary>
    public EquatableArray<Alternative> Alternatives { get; init; }

    /// <summary>The name as comments, tables and messages print it: on one line.</summary>
    public string ShownName => LayerNames.OnOneLine(Name);

    /// <summary>For instance <c>Dense "dense_1": (64) → (10)</c>.</summary>
    public string Comment => $"{LayerNames.Label(TypeName, Name)}: {string.Join(", ", Inputs)} → {Output}";

    public long ParameterCount => Weights.Aggregate(0L, (sum, w) => ShapedModel.SaturatingAdd(sum, w.Length));
}
