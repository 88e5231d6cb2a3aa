namespace ShapeGen.Tool;

/// <summary>What the user has to know and can act on; printed as one error without a stack.</summary>
internal sealed class ToolException(string message, Exception? inner = null) : Exception(message, inner);
