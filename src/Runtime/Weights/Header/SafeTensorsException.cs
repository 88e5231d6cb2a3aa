namespace ShapeGen;

/// <summary>
/// A safetensors file is damaged, or does not hold the tensor that was asked for in the wanted shape and type. The
/// message names the tensor, what was expected and what was found.
/// </summary>
/// <remarks>
/// Problems of the disk or the network (a missing file, no permission) keep their own exceptions. The type is a
/// <see cref="FormatException"/> so that code which does not know ShapeGen can tell the two apart.
/// </remarks>
public sealed class SafeTensorsException : FormatException
{
    /// <summary>Creates the exception with a message for the user.</summary>
    public SafeTensorsException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message for the user and the exception behind it.</summary>
    public SafeTensorsException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
