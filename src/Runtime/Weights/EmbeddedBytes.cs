using System.Runtime.InteropServices;

namespace ShapeGen;

/// <summary>The rest of a resource's stream, where it lies in memory. The stream keeps its assembly loaded meanwhile.</summary>
internal sealed class EmbeddedBytes : SafeBuffer
{
    private readonly UnmanagedMemoryStream _stream;

    /// <param name="stream">At the first byte that counts; disposed with this buffer.</param>
    public unsafe EmbeddedBytes(UnmanagedMemoryStream stream)
        : base(ownsHandle: true)
    {
        _stream = stream;
        Initialize((ulong)(stream.Length - stream.Position));

        // At the end of the stream it has no address to give, but no tensor has a byte there either.
        SetHandle(stream.Position < stream.Length ? (nint)stream.PositionPointer : (nint)1);
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        _stream.Dispose();
        return true;
    }
}
