using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Weights;

/// <summary>A kernel that a layer would take, had one attribute been written otherwise.</summary>
/// <param name="Inputs">Its rows in Keras' order.</param>
/// <param name="Reason">The end of a message that has named both shapes. The runtime is given the same words.</param>
internal sealed record OtherKernel(int Inputs, string Reason);

/// <summary>Recognises the kernels of a model that has been trained with one other attribute, as SHAPE0104 does.</summary>
internal static class OtherKernels
{
    /// <summary>The likeliest reason for each number of inputs.</summary>
    public static IEnumerable<OtherKernel> Of(ShapedLayer layer) => layer.Alternatives
        .Where(other => other.Output.Rank > 0 && other.Output.Last != layer.Input.Last)
        .GroupBy(other => other.Output.Last)
        .Select(group => new OtherKernel(group.Key, $"the layer receives {layer.Input} from {layer.Origin}; {group.First().Condition} it would take this kernel"));
}
