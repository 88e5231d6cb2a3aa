namespace ShapeGen;

/// <summary>The running tensor minus another, element by element.</summary>
/// <param name="others">The names of the other inputs: earlier layers, uses of blocks or inputs of the model.</param>
public sealed class SubtractAttribute(params string[] others) : MergingAttribute(others);
