using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Planning;

/// <summary>A layer in its place, as lowering sees it.</summary>
/// <param name="Inputs">The shapes that arrive; of a time step where it is applied to each by itself.</param>
/// <param name="Output">The shape that leaves, likewise.</param>
/// <param name="FirstWeight">The index of its first weight among all of the model's.</param>
/// <param name="Masks">For each input the model's input of integers that says which of its steps count, those that are not 0; −1 where all do.</param>
/// <param name="Comment">What the plan calls it: <c>Dense "dense_1": (64) → (10)</c>.</param>
internal sealed record LoweredLayer(EquatableArray<TensorShape> Inputs, TensorShape Output, int FirstWeight, EquatableArray<int> Masks, string Comment)
{
    /// <summary>The time steps that it is applied to one by one; 0 where it takes its inputs whole.</summary>
    public int Steps { get; init; }

    /// <summary>Steps of the sequence whose steps arrive one by one; 0 where it gets all of them.</summary>
    public int Sequence { get; init; }
}

/// <summary>What a layer lowers in: the values that it reads, its weights, and the draft that it adds steps to.</summary>
/// <param name="layer">The layer in its place.</param>
/// <param name="values">The values of its inputs.</param>
/// <param name="draft">The draft.</param>
internal sealed class Lowering(LoweredLayer layer, IReadOnlyList<ValueId> values, PlanDraft draft)
{
    /// <summary>The shapes of the layer's inputs.</summary>
    public EquatableArray<TensorShape> Inputs => layer.Inputs;

    /// <summary>The values of the layer's inputs.</summary>
    public IReadOnlyList<ValueId> Values => values;

    /// <summary>The shape of the first input.</summary>
    public TensorShape Input => Inputs[0];

    /// <summary>The value of the first input.</summary>
    public ValueId Value => values[0];

    /// <summary>
    /// The integers that say which steps of an input count: those that are not 0. Null where all do. One of the model's inputs,
    /// which a step reads as an input of integers.
    /// </summary>
    public ValueId? Mask(int input) => layer.Masks[input] < 0 ? null : new ValueId(layer.Masks[input]);

    /// <summary>How many integers of that mask each step of the input has; where it is more than one, a step counts if any of them is not 0.</summary>
    public int MaskWidth(int input) => draft.Values[layer.Masks[input]].Length / (Math.Max(1, layer.Steps) * layer.Inputs[input][0]);

    /// <summary>The layer's output shape.</summary>
    public TensorShape Output => layer.Output;

    /// <summary>Steps of the sequence whose steps arrive one by one, so that the layer keeps what it needs of earlier ones; 0 where it gets all of them.</summary>
    public int Sequence => layer.Sequence;

    /// <summary>The model's element type.</summary>
    public ElementType Element => draft.Model.ElementType;

    /// <summary>The index of one of the layer's weights among all of the model's.</summary>
    public int Weight(int index) => layer.FirstWeight + index;

    /// <summary>Adds a step that reads values.</summary>
    /// <returns>The value that it writes.</returns>
    public ValueId Add(Step step, params IReadOnlyList<ValueId> inputs) =>
        draft.Add((layer.Steps > 1 ? step.OverFrames(layer.Steps) : step) with { Comment = layer.Comment }, inputs);
}
