using System.ComponentModel;
using ShapeGen.CompilerServices;

namespace ShapeGen;

/// <summary>
/// What one stream of a model keeps from one time step to the next; the base of a model's <c>State</c>. It is zero before the first
/// step. Not safe for use by several threads at the same time.
/// </summary>
/// <typeparam name="TSelf">The state of the model.</typeparam>
/// <typeparam name="T">The type that the model computes in.</typeparam>
public abstract class StreamState<TSelf, T>
    where TSelf : StreamState<TSelf, T>
    where T : unmanaged
{
    private readonly AlignedBuffer<T> _elements;

    /// <summary>Creates a state before the first step, of so many elements.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected StreamState(int length) => _elements = new AlignedBuffer<T>(length);

    /// <summary>The first element.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ref T Origin => ref _elements.Origin;

    /// <summary>Goes back to before the first step.</summary>
    public void Reset() => _elements.Span.Clear();

    /// <summary>Lets another state of the same model stand where this one stands.</summary>
    /// <param name="destination">The other state.</param>
    /// <exception cref="ArgumentNullException"><paramref name="destination"/> is null.</exception>
    public void CopyTo(TSelf destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        _elements.Span.CopyTo(((StreamState<TSelf, T>)destination)._elements.Span);
    }
}
