using ShapeGen.Tool.Keras.Files;
using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Importing;

/// <summary>What a file is, by its first bytes and not by its name.</summary>
internal enum SourceFormat
{
    Keras,
    Hdf,
    SafeTensors,
    Onnx,
}

/// <summary>Opens a file of any source.</summary>
internal static class SourceFile
{
    public static SourceFormat FormatOf(string path)
    {
        if (!File.Exists(path))
        {
            throw new ToolException(Directory.Exists(path) ? "this is a folder, not a file" : "there is no such file");
        }

        byte[] start = new byte[8];
        using FileStream stream = File.OpenRead(path);
        int length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (length == 0)
        {
            throw new ToolException("the file is empty");
        }

        return start.AsSpan(0, length) switch
        {
            [(byte)'P', (byte)'K', 3 or 5, ..] => SourceFormat.Keras,
            [0x89, (byte)'H', (byte)'D', (byte)'F', ..] => SourceFormat.Hdf,
            _ when path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase) => SourceFormat.SafeTensors,
            _ when path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) => SourceFormat.Onnx,
            _ when path.EndsWith(".keras", StringComparison.OrdinalIgnoreCase) => throw new ToolException("the file is no zip archive, as .keras files are: it may be cut off, or a Git LFS pointer"),
            _ when path.EndsWith(".h5", StringComparison.OrdinalIgnoreCase) => throw new ToolException("the file is no HDF5, as .h5 files are: it may be cut off, or a Git LFS pointer"),
            _ => throw new ToolException("the file is none that this tool reads: .keras, .h5, .weights.h5, .onnx and .safetensors"),
        };
    }

    /// <summary>Reads the network; its weights stay in the file until <paramref name="lifetime"/> ends.</summary>
    public static Network Read(string path, ImportSettings settings, Lifetime lifetime)
    {
        Network network = FormatOf(path) switch
        {
            SourceFormat.Keras => KerasFile.ReadArchive(path, lifetime),
            SourceFormat.Hdf => KerasFile.ReadHdf(path, lifetime),
            SourceFormat.SafeTensors => throw new ToolException("a safetensors file holds weights without a model: write the class, then run \"shapegen weights\" or load the file as it is"),
            _ => Onnx.OnnxModelReader.Read(path, settings, lifetime),
        };
        if (FormatOf(path) != SourceFormat.Onnx)
        {
            settings.Apply(network);
        }

        return network;
    }
}
