using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers;

/// <summary>
/// How an attribute becomes a layer. Each layer's folder holds one; <see cref="LayerCatalog"/> lists them all.
/// </summary>
/// <param name="Name">Keras' class name, which the summary prints and automatic names derive from.</param>
/// <param name="AttributeNames">The attributes that stand for it, without suffix: the name itself and Keras' aliases.</param>
/// <param name="Bind">Reads and checks the arguments.</param>
internal sealed record LayerDefinition(string Name, IReadOnlyList<string> AttributeNames, Func<LayerArguments, Layer> Bind)
{
    public LayerDefinition(string name, Func<LayerArguments, Layer> bind)
        : this(name, [name], bind)
    {
    }

    /// <summary>The argument that names further inputs of the layer, or null where it has one input.</summary>
    public string? OtherInputs { get; init; }

    /// <summary>Arguments that may each name one further input; those that are not written have none.</summary>
    public IReadOnlyList<string> NamedInputs { get; init; } = [];
}

/// <summary>A layer with its arguments: what it does to a shape, which weights it has, and the steps it lowers to.</summary>
internal abstract record Layer
{
    /// <summary>The output shape. Reports what does not fit, and then answers what the layer would have produced.</summary>
    public abstract TensorShape InferShape(LayerInput input, LayerProblems problems);

    /// <summary>The same for a layer of several inputs.</summary>
    public virtual TensorShape InferShape(IReadOnlyList<LayerInput> inputs, LayerProblems problems) => InferShape(inputs[0], problems);

    /// <summary>The weights in Keras' <c>get_weights()</c> order, with Keras' shapes.</summary>
    public virtual EquatableArray<WeightSpec> Weights(TensorShape input) => default;

    /// <summary>The same for a layer whose weights depend on more than its first input.</summary>
    public virtual EquatableArray<WeightSpec> Weights(EquatableArray<TensorShape> inputs) => Weights(inputs[0]);

    /// <summary>Adds the steps that compute the layer.</summary>
    /// <returns>The value of the layer's output.</returns>
    public abstract ValueId Lower(Lowering lowering);

    /// <summary>What commonly stands in this layer's place, for messages that recognise an exchange.</summary>
    public virtual IEnumerable<Alternative> Alternatives(TensorShape input) => [];

    /// <summary>What this layer might receive, had another one been put before it.</summary>
    public virtual IEnumerable<Alternative> OwnAlternatives(TensorShape input) => [];

    /// <summary>Where the channels stand in an input whose axes the layer tells apart, or null.</summary>
    public virtual DataFormat? FormatOf(TensorShape input) => null;

    /// <summary>The output's axes mean what the input's do.</summary>
    public virtual bool KeepsAxes => false;

    /// <summary>Each element stays in its place, so that what made the input might as well have made the output.</summary>
    public virtual bool KeepsElements => false;

    /// <summary>Works on the last axis alone; that it does so on a spatial tensor is said once, not of the next such layer too.</summary>
    public virtual bool WorksOnLastAxis => false;

    /// <summary>Works on each step of a sequence by itself, so that a mask of the steps stays true after it.</summary>
    public virtual bool PassesMask => false;

    /// <summary>The mask of the output, given those of the inputs: tensors of integers, −1 where there is none.</summary>
    public virtual int MaskAfter(IReadOnlyList<int> masks) => PassesMask ? masks[0] : -1;

    /// <summary>Why the layer would differ from Keras' with these masks of its inputs, and the way out; null where it does not.</summary>
    public virtual string? FindMaskFault(IReadOnlyList<int> masks) => null;

    /// <summary>Leaves out the steps of a sequence whose mask is false.</summary>
    public virtual bool TakesMask => false;

    /// <summary>
    /// How many integers' axes a mask may have that the layer reads: 1 where each step has one integer, 2 where a step may have several, and is
    /// left out where all of them are 0; else 0, as the layer looks at no mask.
    /// </summary>
    public virtual int MaskAxes => TakesMask ? 1 : 0;

    /// <summary>Looks integers up, from 0 to one less than this; 0 where it computes with numbers.</summary>
    public virtual int Vocabulary => 0;

    /// <summary>Makes a mask of the integers that it looks up: those that are 0 are left out by the layers after it that take a mask.</summary>
    public virtual bool MakesMask => false;

    /// <summary>How its output follows from an input whose time steps arrive one by one.</summary>
    public virtual TimeRule Time => TimeRule.WholeSequence;

    /// <summary>The same layer through time in the other direction, with the outputs of a sequence in the same order; null where there is no time.</summary>
    public virtual Layer? InReverse() => null;

    /// <summary>The same layer as one of two directions of time, whose outputs are joined.</summary>
    public virtual Layer AsDirection() => this;

    /// <summary>Brings all positions together, so that a layer before it is meant to work on each by itself.</summary>
    public virtual bool JoinsPositions => false;
}

/// <summary>What arrives at a layer.</summary>
/// <param name="Shape">The shape.</param>
/// <param name="Origin">What made it, as messages say it: <c>Flatten of (7, 7, 64)</c>.</param>
/// <param name="OriginPosition">The attribute of what made it; null where that is an input of the model.</param>
/// <param name="Alternatives">What it might have been, had one thing been declared otherwise.</param>
/// <param name="IsBehindLastAxis">A layer that works on the last axis alone has made it.</param>
internal sealed record LayerInput(TensorShape Shape, string Origin, NodePosition? OriginPosition, IReadOnlyList<Alternative> Alternatives, bool IsBehindLastAxis = false)
{
    /// <summary>The shape stands in <c>[InputShape]</c> just so: it may lack an axis, or hold the batch axis as well.</summary>
    public bool IsDeclared { get; init; }

    /// <summary>Its declaration is wrong and has its error; which rank was meant is a guess.</summary>
    public bool IsRankGuessed { get; init; }

    /// <summary>What the model computes with.</summary>
    public ElementType Element { get; init; }

    /// <summary>It holds integers: an input of the model.</summary>
    public bool IsInteger { get; init; }

    /// <summary>The tensor of integers that says which steps count, or −1.</summary>
    public int Mask { get; init; } = -1;

    /// <summary>What should have made it is not there and has its error: nothing is said of the shape.</summary>
    public bool IsUnknown { get; init; }
}

/// <summary>Collects what a layer finds wrong.</summary>
internal sealed class LayerProblems
{
    private readonly List<LayerProblem> _items = [];

    public IReadOnlyList<LayerProblem> Items => _items;

    public bool HasErrors => _items.Any(p => Rules.IsError(p.RuleId));

    /// <summary>Adds a problem whose message continues the layer's name: <c>Dense "fc"</c> …</summary>
    public void Add(string ruleId, string message, string? argument = null, int element = -1, params Repair[] repairs) =>
        Add(new LayerProblem(ruleId, argument, element, message, repairs.ToEquatableArray()));

    public void Add(LayerProblem problem) => _items.Add(problem);
}
