namespace ShapeGen;

/// <summary>Applies an activation function; the shape stays (glu halves the last axis). No parameters.</summary>
/// <remarks>The numbers below are for functions that have them; without one the function has Keras' number.</remarks>
/// <param name="function">The function, by Keras' name.</param>
public sealed class ActivationAttribute(Activation function) : LayerAttribute
{
    /// <summary>The function.</summary>
    public Activation Function { get; } = function;

    /// <summary>The factor below zero of <see cref="Activation.Elu"/> and <see cref="Activation.Celu"/>; 1 by default.</summary>
    public double Alpha { get; set; } = double.NaN;

    /// <summary>The slope below zero of <see cref="Activation.LeakyRelu"/>, 0.2 by default; the slope of <see cref="Activation.HardSigmoid"/>, 1/6 by default (ONNX has 0.2).</summary>
    public double Slope { get; set; } = double.NaN;

    /// <summary>What <see cref="Activation.HardSigmoid"/> adds; 0.5 by default.</summary>
    public double Offset { get; set; } = double.NaN;

    /// <summary>The largest size of x that <see cref="Activation.SoftShrink"/> and <see cref="Activation.HardShrink"/> make zero of; 0.5 by default.</summary>
    public double Threshold { get; set; } = double.NaN;

    /// <summary>The smallest output of <see cref="Activation.HardTanh"/>; -1 by default.</summary>
    public double Lower { get; set; } = double.NaN;

    /// <summary>The largest output of <see cref="Activation.HardTanh"/>; 1 by default.</summary>
    public double Upper { get; set; } = double.NaN;
}
