namespace ShapeGen;

/// <summary>
/// A gated recurrent unit: (steps, features) → (<paramref name="units"/>), or (steps, <paramref name="units"/>). Weights: kernel (features,
/// 3 · units), recurrent_kernel (units, 3 · units), bias (2, 3 · units), or (3 · units) without <see cref="ResetAfter"/>; the gates are z, r
/// and h.
/// </summary>
/// <param name="units">Elements of the output of a time step; positive.</param>
public sealed class GRUAttribute(int units) : RecurrentAttribute(units)
{
    /// <summary>The function of the gates; sigmoid by default.</summary>
    public Activation RecurrentActivation { get; set; } = Activation.Sigmoid;

    /// <summary>Whether the reset gate multiplies the product of the state and its kernel, and not the state before it; true by default.</summary>
    public bool ResetAfter { get; set; } = true;
}
