using System.ComponentModel;

namespace ShapeGen.CompilerServices;

/// <summary>A kernel that a layer would take, had one attribute been written otherwise. Generated <c>Load</c> methods name them, for the message of an error.</summary>
/// <param name="inputs">Its rows in Keras' order.</param>
/// <param name="reason">The end of the message.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct OtherKernel(int inputs, string reason)
{
    internal int Inputs { get; } = inputs;

    internal string Reason { get; } = reason;
}
