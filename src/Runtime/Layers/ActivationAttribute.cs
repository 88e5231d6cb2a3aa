namespace ShapeGen;

/// <summary>Applies an activation function; the shape stays (glu halves the last axis). No parameters.</summary>
/// <param name="function">The function, by Keras' name.</param>
public sealed class ActivationAttribute(Activation function) : LayerAttribute
{
    /// <summary>The function.</summary>
    public Activation Function { get; } = function;
}
