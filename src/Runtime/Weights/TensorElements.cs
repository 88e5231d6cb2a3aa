using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace ShapeGen;

/// <summary>Converts little-endian elements of a file, which need not be aligned, to numbers.</summary>
internal static unsafe class TensorElements
{
    /// <summary>Elements a round: a tensor may have more bytes than a span can index.</summary>
    private const int Round = 1 << 20;

    public static bool CanConvert(string dataType) => SizeOf(dataType) != 0;

    /// <summary>Whether the file's bytes are this machine's <typeparamref name="T"/>.</summary>
    public static bool AreOf<T>(string dataType)
        where T : unmanaged => BitConverter.IsLittleEndian && dataType == DataTypeOf<T>();

    /// <summary>Converts the elements from <paramref name="first"/> on, rounding to nearest even.</summary>
    /// <param name="dataType">One that <see cref="CanConvert"/> accepts.</param>
    /// <param name="tensor">The tensor's first byte; the caller has checked its length.</param>
    /// <param name="first">The element to start with.</param>
    /// <param name="destination">Takes as many elements as it is long.</param>
    public static void Convert<T>(string dataType, byte* tensor, long first, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int size = SizeOf(dataType);
        byte* source = tensor + (first * size);
        while (!destination.IsEmpty)
        {
            int count = Math.Min(Round, destination.Length);
            ConvertRound(dataType, new ReadOnlySpan<byte>(source, count * size), destination[..count]);
            source += (long)count * size;
            destination = destination[count..];
        }
    }

    private static void ConvertRound<T>(string dataType, ReadOnlySpan<byte> source, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (AreOf<T>(dataType))
        {
            source.CopyTo(MemoryMarshal.AsBytes(destination));
            return;
        }

        switch (dataType)
        {
            case SafeTensorsDataType.Float64:
                for (int i = 0; i < destination.Length; i++)
                {
                    destination[i] = T.CreateTruncating(BinaryPrimitives.ReadDoubleLittleEndian(source[(8 * i)..]));
                }

                break;
            case SafeTensorsDataType.Float32:
                for (int i = 0; i < destination.Length; i++)
                {
                    destination[i] = T.CreateTruncating(BinaryPrimitives.ReadSingleLittleEndian(source[(4 * i)..]));
                }

                break;
            case SafeTensorsDataType.Float16:
                for (int i = 0; i < destination.Length; i++)
                {
                    destination[i] = T.CreateTruncating(BinaryPrimitives.ReadHalfLittleEndian(source[(2 * i)..]));
                }

                break;
            case SafeTensorsDataType.BFloat16:
                for (int i = 0; i < destination.Length; i++)
                {
                    // The upper half of a float.
                    uint bits = (uint)BinaryPrimitives.ReadUInt16LittleEndian(source[(2 * i)..]) << 16;
                    destination[i] = T.CreateTruncating(BitConverter.UInt32BitsToSingle(bits));
                }

                break;
        }
    }

    private static string? DataTypeOf<T>() =>
        typeof(T) == typeof(float) ? SafeTensorsDataType.Float32
        : typeof(T) == typeof(double) ? SafeTensorsDataType.Float64
        : typeof(T) == typeof(Half) ? SafeTensorsDataType.Float16
        : null;

    private static int SizeOf(string dataType) => dataType switch
    {
        SafeTensorsDataType.Float64 => 8,
        SafeTensorsDataType.Float32 => 4,
        SafeTensorsDataType.Float16 or SafeTensorsDataType.BFloat16 => 2,
        _ => 0,
    };
}
