using ShapeGen.Generator.Layers;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Planning;

/// <summary>What a layer lowers in: the values that it reads, its weights, and the draft that it adds steps to.</summary>
/// <param name="layer">The layer in its place.</param>
/// <param name="values">The values of its inputs.</param>
/// <param name="firstWeight">The index of its first weight among all of the model's.</param>
/// <param name="draft">The draft.</param>
internal sealed class Lowering(ShapedLayer layer, IReadOnlyList<ValueId> values, int firstWeight, PlanDraft draft)
{
    /// <summary>The shapes of the layer's inputs.</summary>
    public EquatableArray<TensorShape> Inputs { get; } = layer.Inputs.Select(shape => StepOf(layer, shape)).ToEquatableArray();

    /// <summary>The values of the layer's inputs.</summary>
    public IReadOnlyList<ValueId> Values => values;

    /// <summary>The shape of the first input.</summary>
    public TensorShape Input => Inputs[0];

    /// <summary>The value of the first input.</summary>
    public ValueId Value => values[0];

    /// <summary>The layer's output shape.</summary>
    public TensorShape Output { get; } = StepOf(layer, layer.Output);

    /// <summary>Steps of the sequence whose steps arrive one by one, so that the layer keeps what it needs of earlier ones; 0 where it gets all of them.</summary>
    public int Sequence => layer.Sequence;

    /// <summary>The model's element type.</summary>
    public ElementType Element => draft.Model.ElementType;

    /// <summary>The index of one of the layer's weights among all of the model's.</summary>
    public int Weight(int index) => firstWeight + index;

    /// <summary>Adds a step that reads values.</summary>
    /// <returns>The value that it writes.</returns>
    public ValueId Add(Step step, params IReadOnlyList<ValueId> inputs) =>
        draft.Add((layer.Steps > 1 ? step.OverFrames(layer.Steps) : step) with { Comment = layer.Comment }, inputs);

    /// <summary>The shape that a layer sees: of a time step, where it is applied to each by itself.</summary>
    private static TensorShape StepOf(ShapedLayer layer, TensorShape shape) => layer.Steps == 0 ? shape : new TensorShape(shape.Dimensions.Skip(1).ToEquatableArray());
}
