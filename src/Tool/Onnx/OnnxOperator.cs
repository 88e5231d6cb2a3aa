namespace ShapeGen.Tool.Onnx;

/// <summary>Raises one family of operators to layers. A new operator is one such class, or a line in one, and its line in <see cref="OnnxOperators"/>.</summary>
internal abstract class OnnxOperator
{
    public abstract IReadOnlyList<string> Types { get; }

    /// <summary>Adds layers, and says what the operation's outputs stand for.</summary>
    /// <exception cref="UnsupportedOperatorException">It has no layer.</exception>
    public abstract void Raise(Operation operation, GraphRaising graph);
}
