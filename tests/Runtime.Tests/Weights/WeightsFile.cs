using System.Buffers.Binary;
using System.Text;

namespace ShapeGen.Runtime.Tests.Weights;

/// <summary>Builds files of the format by hand, byte by byte, so that the reader is not tested with its own writer.</summary>
internal static class WeightsFile
{
    public static byte[] Build(string header, params ReadOnlySpan<byte> data) => Build(Encoding.UTF8.GetBytes(header), data);

    public static byte[] Build(byte[] header, params ReadOnlySpan<byte> data) => Build((ulong)header.Length, header, data);

    public static byte[] Build(ulong claimedHeaderLength, byte[] header, params ReadOnlySpan<byte> data)
    {
        byte[] file = new byte[8 + header.Length + data.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(file, claimedHeaderLength);
        header.CopyTo(file, 8);
        data.CopyTo(file.AsSpan(8 + header.Length));
        return file;
    }

    /// <summary>One tensor "x" of rank 1.</summary>
    public static byte[] Vector(string dataType, int count, params ReadOnlySpan<byte> data) =>
        Build($$$"""{"x":{"dtype":"{{{dataType}}}","shape":[{{{count}}}],"data_offsets":[0,{{{data.Length}}}]}}""", data);

    public static SafeTensors Read(byte[] file) => SafeTensors.Read(new MemoryStream(file));
}
