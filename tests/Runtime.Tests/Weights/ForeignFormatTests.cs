using System.IO.Compression;
using System.Text;
using Xunit;

namespace ShapeGen.Runtime.Tests.Weights;

/// <summary>A file of another format is named, with the section of the weights page that converts it, and that section is there.</summary>
public sealed class ForeignFormatTests
{
    private const string Page = "https://github.com/shapegen/shapegen/blob/main/docs/weights.md";
    private const string Keras = $"not a safetensors file: convert it as {Page}#from-keras shows.";
    private const string PyTorch = $"not a safetensors file: convert it as {Page}#from-pytorch shows.";
    private const string Onnx = $"This is an ONNX model, not a safetensors file: convert it as {Page}#from-onnx shows.";
    private const string NumPy = $"not a safetensors file: convert it as {Page}#from-numpy shows.";
    private const string Pickle = $"This is a Python pickle, as PyTorch writes it (.pt, .pth), {PyTorch}";

    private static readonly Dictionary<string, (byte[] Content, string Message)> s_files = new()
    {
        [".keras"] = (Zip("metadata.json"), $"This is a Keras model (.keras), {Keras}"),
        [".keras, its entries in another order"] = (Zip("config.json"), $"This is a Keras model (.keras), {Keras}"),
        [".pt of PyTorch 1.6 and later"] = (Zip("model/data.pkl"), $"This is a PyTorch file (.pt, .pth), {PyTorch}"),
        [".pt of PyTorch 2.6 and later"] = (Zip("archive/.format_version"), $"This is a PyTorch file (.pt, .pth), {PyTorch}"),
        [".npz"] = (Zip("kernel.npy"), $"This is an archive of NumPy arrays (.npz), {NumPy}"),
        ["another ZIP archive"] = (Zip("weights.safetensors"), $"This is a ZIP archive, as Keras (.keras) and PyTorch (.pt) write it, {Keras}"),
        ["a ZIP archive cut off"] = ("PK\u0003\u0004\0\0\0\0----"u8.ToArray(), $"This is a ZIP archive, as Keras (.keras) and PyTorch (.pt) write it, {Keras}"),
        [".h5"] = ([0x89, .. "HDF\r\n\u001a\n"u8, .. new byte[100]], $"This is an HDF5 file, as Keras writes it (.h5), {Keras}"),
        [".h5, its first eight bytes alone"] = ([0x89, .. "HDF\r\n\u001a\n"u8], $"This is an HDF5 file, as Keras writes it (.h5), {Keras}"),
        ["ONNX of PyTorch"] = ([0x08, 8, 0x12, 7, .. "pytorch"u8, 0x1A, 6, .. "1.13.0"u8, 0x3A, 0xA5, 0x55], Onnx),
        ["ONNX without a producer"] = ([0x08, 10, 0x3A, 0xA5, 0x55, 0x0A, 0x20, 0x0A, 1, .. "x"u8], Onnx),
        [".npy"] = ([0x93, .. "NUMPY"u8, 1, 0, 0x76, 0, .. "{'descr': '<f4', 'fortran_order': False, 'shape': (64, 10), }"u8], $"This is a NumPy array (.npy), {NumPy}"),
        ["pickle, protocol 2 (.pt before PyTorch 1.6)"] = ([0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E], Pickle),
        ["pickle, protocol 4 with a frame of 5 bytes"] = ([0x80, 4, 0x95, 5, 0, 0, 0, 0, 0, 0, 0, 0x7D, 0x94, 0x2E, 0, 0], Pickle),
        ["Git LFS pointer"] = (
            "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n"u8.ToArray(),
            "This is a Git LFS pointer, not the file itself: 'git lfs pull' fetches the file."),
    };

    public static TheoryData<string> Names => [.. s_files.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_format_is_named(string name)
    {
        (byte[] content, string message) = s_files[name];
        Assert.Equal(message, Assert.Throws<SafeTensorsException>(() => WeightsFile.Read(content)).Message);
        Assert.Equal(message, Assert.Throws<SafeTensorsException>(() => SafeTensors.Read(new TricklingStream(content, 3))).Message);

        using var folder = new TemporaryFolder();
        string path = folder.Write("model.bin", content);
        Assert.Equal($"model.bin: {message}", Assert.Throws<SafeTensorsException>(() => SafeTensors.Open(path)).Message);
    }

    /// <summary>Only the first byte of the header decides between a file that is cut off and one of another format.</summary>
    [Theory]
    [InlineData(0x0203_80UL)]                                        // 80 03 02, as a pickle begins
    [InlineData(0x0012_0708UL)]                                      // 08 07 12, as ONNX begins
    public void A_header_whose_length_looks_like_a_format_is_still_a_header(ulong length)
    {
        byte[] header = Encoding.ASCII.GetBytes("{}".PadRight((int)length));
        Assert.Empty(WeightsFile.Read(WeightsFile.Build(length, header)).Tensors);
    }

    [Fact]
    public void The_sections_that_messages_name_exist()
    {
        string page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "weights.md"));
        string[] sections = [.. s_files.Values.Select(file => file.Message).Where(m => m.Contains('#')).Select(m => m[(m.IndexOf('#') + 1)..^" shows.".Length]).Distinct()];
        string[] headings = [.. page.Split('\n').Where(line => line.StartsWith("## ")).Select(line => line[3..].ToLowerInvariant().Replace(' ', '-'))];
        Assert.Equal(4, sections.Length);
        Assert.Empty(sections.Except(headings));
    }

    private static byte[] Zip(string firstEntry)
    {
        var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = archive.CreateEntry(firstEntry, CompressionLevel.NoCompression).Open();
            entry.Write(new byte[64]);
        }

        return file.ToArray();
    }
}
