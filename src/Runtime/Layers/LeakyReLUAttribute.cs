namespace ShapeGen;

/// <summary>x for x ≥ 0, else NegativeSlope · x; the shape stays. No parameters.</summary>
/// <remarks>The default slope is the layer's, 0.3; <see cref="Activation.LeakyRelu"/> has 0.2, PyTorch and ONNX have 0.01.</remarks>
public sealed class LeakyReLUAttribute : LayerAttribute
{
    /// <summary>The slope below zero; 0.3 by default.</summary>
    public double NegativeSlope { get; set; } = 0.3;
}
