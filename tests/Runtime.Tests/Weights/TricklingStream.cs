namespace ShapeGen.Runtime.Tests.Weights;

/// <summary>
/// A stream that cannot seek and gives a few bytes at a time, as a network does. It watches how much room its reader
/// offers, compared with what has arrived.
/// </summary>
internal sealed class TricklingStream(byte[] content, int piece) : Stream
{
    private int _at;

    /// <summary>The largest room offered beyond what had arrived by then.</summary>
    public long LargestAdvance { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        LargestAdvance = Math.Max(LargestAdvance, buffer.Length - _at);
        int count = Math.Min(Math.Min(piece, buffer.Length), content.Length - _at);
        content.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
