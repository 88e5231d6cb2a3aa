using ShapeGen.Generator.Layers;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Planning;

/// <summary>What a layer lowers into: its place in the model, and the list that it appends steps to.</summary>
internal sealed class Lowering(ShapedLayer layer, int firstWeight, List<Step> steps)
{
    public TensorShape Input => layer.Input;

    /// <summary>The index of one of the layer's weights among all of the model's.</summary>
    public int Weight(int index) => firstWeight + index;

    public void Add(Step step) => steps.Add(step with
    {
        Comment = $"{ShapeInference.Label(layer.TypeName, layer.Name)}: {layer.Input} → {layer.Output}",
    });
}
