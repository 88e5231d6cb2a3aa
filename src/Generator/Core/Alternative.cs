namespace ShapeGen.Generator.Core;

/// <summary>A shape that a layer would have made, had one thing been declared otherwise.</summary>
/// <param name="Output">That shape.</param>
/// <param name="Condition">What would have to be otherwise, as a message says it: <c>with Flatten in its place</c>.</param>
/// <param name="Repair">What would make it so, or null.</param>
internal sealed record Alternative(TensorShape Output, string Condition, Repair? Repair = null);
