namespace ShapeGen;

/// <summary>
/// h = activation(x · kernel + h · recurrent_kernel + bias) for each time step: (steps, features) → (<paramref name="units"/>), or (steps,
/// <paramref name="units"/>). Weights: kernel (features, units), recurrent_kernel (units, units), bias (units).
/// </summary>
/// <param name="units">Elements of the output of a time step; positive.</param>
public sealed class SimpleRNNAttribute(int units) : RecurrentAttribute(units);
