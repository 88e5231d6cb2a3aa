namespace ShapeGen;

/// <summary>
/// Long short-term memory: (steps, features) → (<paramref name="units"/>), or (steps, <paramref name="units"/>). Weights: kernel (features,
/// 4 · units), recurrent_kernel (units, 4 · units), bias (4 · units), whose gates are i, f, c and o.
/// </summary>
/// <param name="units">Elements of the output of a time step; positive.</param>
public sealed class LSTMAttribute(int units) : RecurrentAttribute(units)
{
    /// <summary>The function of the gates; sigmoid by default.</summary>
    public Activation RecurrentActivation { get; set; } = Activation.Sigmoid;

    /// <summary>Whether training starts with a bias of 1 in the forget gate; true by default. Of no effect on a trained model.</summary>
    public bool UnitForgetBias { get; set; } = true;
}
