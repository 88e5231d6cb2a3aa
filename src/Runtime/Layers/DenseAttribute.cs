namespace ShapeGen;

/// <summary>
/// A fully connected layer: (…, features) → (…, <paramref name="units"/>), y = activation(x · kernel + bias) along the
/// last axis. Weights: kernel (features, units), bias (units); features · units + units parameters.
/// </summary>
/// <param name="units">The size of the output's last axis; positive.</param>
public sealed class DenseAttribute(int units) : LayerAttribute
{
    /// <summary>The size of the output's last axis.</summary>
    public int Units { get; } = units;

    /// <summary>Applied to each output; linear by default.</summary>
    public Activation Activation { get; set; } = Activation.Linear;

    /// <summary>Whether a bias is added; true by default.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>
    /// The number of features the kernel was trained for. Optional: where it is given, the compiler reports every
    /// other number that flows in. 0 (the default) takes what comes.
    /// </summary>
    public int InputFeatures { get; set; }
}
