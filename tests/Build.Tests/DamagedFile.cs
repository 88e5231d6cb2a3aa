using System.Buffers.Binary;
using System.Text;

namespace ShapeGen.Build.Tests;

/// <summary>A good file, and every damage of it: built byte by byte, so that neither reader is tested with our own writer.</summary>
internal static class DamagedFile
{
    private const string Kernel = """{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}""";
    private const string Bias = """{"dtype":"F32","shape":[3],"data_offsets":[24,36]}""";
    private const string GoodHeader = $$$"""{"__metadata__":{"format":"pt","by":"us"},"dense/kernel":{{{Kernel}}},"dense/bias":{{{Bias}}}}""";
    private const int Data = 36;

    public static byte[] Good { get; } = Build(GoodHeader, Data);

    /// <summary>All damages by name.</summary>
    public static IReadOnlyDictionary<string, byte[]> All { get; } =
        Truncated().Concat(Flipped()).Concat(Rewritten()).Concat(Foreign()).ToDictionary(d => d.Name, d => d.File);

    /// <summary>Cut inside the length, at every token of the header, at the data's start and around every tensor's end.</summary>
    private static IEnumerable<(string Name, byte[] File)> Truncated()
    {
        IEnumerable<int> tokens = Structure().SelectMany(at => new[] { 8 + at, 8 + at + 1 });
        int data = 8 + GoodHeader.Length;
        int[] ends = [.. Enumerable.Range(0, 9), .. tokens, data, data + 1, data + 23, data + 24, data + 25, data + Data - 1];
        return ends.Distinct().Select(end => ($"cut after {end} bytes", Good[..end]));
    }

    /// <summary>Every bit of the length, and of every character of the header that carries structure or a number.</summary>
    private static IEnumerable<(string Name, byte[] File)> Flipped()
    {
        IEnumerable<int> bytes = Enumerable.Range(0, 8).Concat(Structure().Select(at => 8 + at));
        return bytes.SelectMany(at => Enumerable.Range(0, 8), (at, bit) =>
        {
            byte[] file = [.. Good];
            file[at] ^= (byte)(1 << bit);
            return ($"bit {bit} of byte {at} flipped", file);
        });
    }

    private static IEnumerable<(string Name, byte[] File)> Rewritten()
    {
        yield return New("a byte after the data", GoodHeader, Data + 1);
        yield return New("a dimension too large", GoodHeader.Replace("[2,3]", "[3,3]"));
        yield return New("a dimension too small", GoodHeader.Replace("[2,3]", "[1,3]"));
        yield return New("a dimension more", GoodHeader.Replace("[2,3]", "[2,3,2]"));
        yield return New("a negative dimension", GoodHeader.Replace("[2,3]", "[-2,3]"));
        yield return New("a broken dimension", GoodHeader.Replace("[2,3]", "[2.0,3]"));
        yield return New("a dimension of 2^63", GoodHeader.Replace("[2,3]", "[9223372036854775808,3]"));
        yield return New("a dimension of 400 digits", GoodHeader.Replace("[2,3]", $"[{new string('9', 400)},3]"));
        yield return New("dimensions whose product overflows", GoodHeader.Replace("[2,3]", "[4294967296,4294967296]"));
        yield return New("more bits than 2^63", GoodHeader.Replace("[2,3]", "[4611686018427387904]"));
        yield return New("ten thousand dimensions", GoodHeader.Replace("[2,3]", $"[{string.Join(',', Enumerable.Repeat("7", 10_000))}]"));
        yield return New("offsets beyond the file", GoodHeader.Replace("[24,36]", "[24,1000000000000]").Replace("[3]", "[249999999994]"));
        yield return New("offsets near 2^63", GoodHeader.Replace("[24,36]", "[24,9223372036854775807]"));
        yield return New("offsets the wrong way round", GoodHeader.Replace("[24,36]", "[36,24]"));
        yield return New("one offset", GoodHeader.Replace("[24,36]", "[24]"));
        yield return New("three offsets", GoodHeader.Replace("[24,36]", "[24,36,40]"));
        yield return New("an overlap", GoodHeader.Replace("[24,36]", "[20,32]"), 32);
        yield return New("a hole", GoodHeader.Replace("[24,36]", "[28,40]"), 40);
        yield return New("a hole at the start", GoodHeader.Replace("[0,24]", "[4,28]").Replace("[24,36]", "[28,40]"), 40);
        yield return New("another type's size", GoodHeader.Replace("\"F32\",\"shape\":[3]", "\"F16\",\"shape\":[3]"));
        yield return New("a tensor twice", GoodHeader.Replace("dense/bias", "dense/kernel"));
        yield return New("a tensor twice, once escaped", GoodHeader.Replace("dense/bias", "dense\\u002fkernel"));
        yield return New("a type twice", GoodHeader.Replace("\"shape\":[3]", "\"dtype\":\"F32\",\"shape\":[3]"));
        yield return New("a shape twice", GoodHeader.Replace("\"shape\":[3]", "\"shape\":[3],\"shape\":[3]"));
        yield return New("offsets twice", GoodHeader.Replace("\"shape\":[3]", "\"data_offsets\":[24,36],\"shape\":[3]"));
        yield return New("metadata twice", GoodHeader.Replace("\"dense/bias\"", "\"__metadata__\":{},\"dense/bias\""));
        yield return New("a metadata key twice", GoodHeader.Replace("\"by\"", "\"format\""));
        yield return New("no type", GoodHeader.Replace("\"dtype\":\"F32\",\"shape\":[3]", "\"shape\":[3]"));
        yield return New("no shape", GoodHeader.Replace("\"shape\":[3],", ""));
        yield return New("no offsets", GoodHeader.Replace(",\"data_offsets\":[24,36]", ""));
        yield return New("an unknown field", GoodHeader.Replace("\"shape\":[3]", "\"shape\":[3],\"strides\":[1]"));
        yield return New("metadata that nest", GoodHeader.Replace("\"pt\"", "{}"));
        yield return New("deep nesting", GoodHeader.Replace("[2,3]", new string('[', 50_000)));
        yield return New("text after the header", GoodHeader + "x");
        yield return New("a second header", GoodHeader + GoodHeader);
        yield return New("no UTF-8", GoodHeader, change: file => file[10] = 0xFF);

        static (string, byte[]) New(string name, string header, int data = Data, Action<byte[]>? change = null)
        {
            Assert.True(header != GoodHeader || data != Data || change is not null, name);
            byte[] file = Build(header, data);
            change?.Invoke(file);
            return (name, file);
        }
    }

    private static IEnumerable<(string Name, byte[] File)> Foreign()
    {
        yield return ("a Git LFS pointer", Encoding.UTF8.GetBytes("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n"));
        yield return ("an HDF5 file", [0x89, .. "HDF\r\n\u001a\n"u8, .. new byte[100]]);
        yield return ("a ZIP archive (.keras, .pt)", [.. "PK\u0003\u0004"u8, .. new byte[100]]);
        yield return ("an ONNX model", [0x08, 8, 0x12, 7, .. "pytorch"u8, .. new byte[100]]);
        yield return ("a NumPy array", [0x93, .. "NUMPY"u8, 1, 0, 0x76, 0, .. new byte[118]]);
        yield return ("a pickle", [0x80, 4, 0x95, .. new byte[100]]);
        yield return ("a PNG picture", [0x89, .. "PNG\r\n\u001a\n"u8, .. new byte[100]]);
        yield return ("JSON without the length", Encoding.UTF8.GetBytes(GoodHeader));
        yield return ("zeros", new byte[4096]);
        yield return ("a header of the greatest length that is not there", Claiming(100_000_000));
        yield return ("a header beyond the format's limit", Claiming(100_000_001));
        yield return ("a header of 2^64 - 1 bytes", Claiming(ulong.MaxValue));

        static byte[] Claiming(ulong length)
        {
            byte[] file = [.. Good];
            BinaryPrimitives.WriteUInt64LittleEndian(file, length);
            return file;
        }
    }

    private static IEnumerable<int> Structure() => Enumerable.Range(0, GoodHeader.Length)
        .Where(at => "{}[],:\"".Contains(GoodHeader[at]) || IsNumber(at));

    /// <summary>A digit of a dimension or an offset, not one of a type's name.</summary>
    private static bool IsNumber(int at) => char.IsAsciiDigit(GoodHeader[at]) && GoodHeader.LastIndexOf('[', at) > GoodHeader.LastIndexOf(']', at);

    private static byte[] Build(string header, int data)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] file = new byte[8 + text.Length + data];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)text.Length);
        text.CopyTo(file, 8);
        return file;
    }
}
