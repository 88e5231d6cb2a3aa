namespace ShapeGen;

/// <summary>The product of the running tensor and others, element by element.</summary>
/// <param name="others">The names of the other inputs: earlier layers, uses of blocks or inputs of the model.</param>
public sealed class MultiplyAttribute(params string[] others) : MergingAttribute(others);
