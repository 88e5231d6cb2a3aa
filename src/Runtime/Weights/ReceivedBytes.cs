using System.Runtime.InteropServices;

namespace ShapeGen;

/// <summary>
/// Bytes that came from a stream, in native memory: files beyond 2 GB fit, and like a mapped file they are held while
/// somebody reads and let go afterwards.
/// </summary>
internal sealed unsafe class ReceivedBytes : SafeBuffer
{
    private const long FirstCapacity = 1 << 16;
    private const int LargestRead = 1 << 24;

    public ReceivedBytes()
        : base(ownsHandle: true)
    {
    }

    /// <summary>
    /// Reads up to <paramref name="length"/> bytes and probes for one more. The capacity never exceeds 64 KiB or twice
    /// what has arrived.
    /// </summary>
    /// <returns>The bytes that arrived, <paramref name="length"/> + 1 if the stream goes on.</returns>
    public long Fill(Stream stream, long length)
    {
        long arrived = 0;
        long capacity = 0;
        while (arrived < length)
        {
            if (arrived == capacity)
            {
                capacity = Math.Min(length, Math.Max(FirstCapacity, 2 * capacity));
                SetHandle((nint)NativeMemory.Realloc((void*)handle, checked((nuint)capacity)));
            }

            var free = new Span<byte>((byte*)handle + arrived, (int)Math.Min(capacity - arrived, LargestRead));
            int read = stream.Read(free);
            if (read == 0)
            {
                return arrived;
            }

            arrived += read;
        }

        if (handle == 0)
        {
            SetHandle((nint)NativeMemory.Alloc(1));
        }

        Initialize((ulong)length);
        return stream.ReadByte() < 0 ? length : length + 1;
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeMemory.Free((void*)handle);
        return true;
    }
}
