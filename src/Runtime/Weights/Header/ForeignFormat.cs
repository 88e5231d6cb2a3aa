using System.Text;

namespace ShapeGen;

/// <summary>
/// Tells by its first bytes what a file is that is not safetensors: the formats in which trained weights usually arrive.
/// </summary>
internal static class ForeignFormat
{
    /// <summary>How many bytes after the first eight are enough: the name of a ZIP archive's first entry lies among them.</summary>
    public const int BytesToLookAt = 64;

    private const string WeightsPage = "https://github.com/shapegen/shapegen/blob/main/docs/weights.md";
    private const int ZipNameLengthAt = 26;
    private const int ZipNameAt = 30;

    /// <summary>What the file is and how to convert it, or null where the bytes are of no known format.</summary>
    /// <param name="start">The file's first bytes.</param>
    public static string? Describe(byte[] start)
    {
        if (StartsWith(start, "version https://git-lfs"))
        {
            return "This is a Git LFS pointer, not the file itself: 'git lfs pull' fetches the file.";
        }

        (string Format, string Section)? found =
            StartsWith(start, "PK\u0003\u0004") ? ZipArchive(start) :
            StartsWith(start, "\u0089HDF\r\n\u001a\n") ? ("an HDF5 file, as Keras writes it (.h5)", "from-keras") :
            StartsWith(start, "\u0093NUMPY") ? ("a NumPy array (.npy)", "from-numpy") :
            IsPickle(start) ? ("a Python pickle, as PyTorch writes it (.pt, .pth)", "from-pytorch") :
            IsOnnx(start) ? ("an ONNX model", "from-onnx") :
            null;
        return found is { } foreign ? $"This is {foreign.Format}, not a safetensors file: convert it as {WeightsPage}#{foreign.Section} shows." : null;
    }

    /// <summary>The first entry's name tells whose archive it is: <c>metadata.json</c>, <c>archive/data.pkl</c>, <c>kernel.npy</c>.</summary>
    private static (string Format, string Section) ZipArchive(byte[] start)
    {
        string name = "";
        if (start.Length >= ZipNameAt)
        {
            int nameLength = start[ZipNameLengthAt] | (start[ZipNameLengthAt + 1] << 8);
            name = Encoding.ASCII.GetString(start, ZipNameAt, Math.Min(nameLength, start.Length - ZipNameAt));
        }

        return name switch
        {
            "metadata.json" or "config.json" or "model.weights.h5" => ("a Keras model (.keras)", "from-keras"),
            _ when name.EndsWith(".npy", StringComparison.Ordinal) => ("an archive of NumPy arrays (.npz)", "from-numpy"),
            _ when name.Contains("/data.pkl") || name.Contains("/.format_version") => ("a PyTorch file (.pt, .pth)", "from-pytorch"),
            _ => ("a ZIP archive, as Keras (.keras) and PyTorch (.pt) write it", "from-keras"),
        };
    }

    /// <summary>Protocols 2 to 5: PROTO with the protocol's number, and an opcode.</summary>
    private static bool IsPickle(byte[] start) => start.Length > 2 && start[0] == 0x80 && start[1] is >= 2 and <= 5 && start[2] != 0;

    /// <summary>
    /// A ModelProto as exporters write it: field 1, <c>ir_version</c>, a small number; then one of the fields 2 to 8 with its wire type.
    /// </summary>
    private static bool IsOnnx(byte[] start) =>
        start.Length > 3 && start[0] == 0x08 && start[1] is >= 1 and < 32 && start[2] is 0x12 or 0x1A or 0x22 or 0x28 or 0x32 or 0x3A or 0x42;

    private static bool StartsWith(byte[] start, string signature)
    {
        if (start.Length < signature.Length)
        {
            return false;
        }

        for (int i = 0; i < signature.Length; i++)
        {
            if (start[i] != signature[i])
            {
                return false;
            }
        }

        return true;
    }
}
