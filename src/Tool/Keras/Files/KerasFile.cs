using System.IO.Compression;
using System.Text.Json;
using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Keras.Files;

/// <summary>Opens what Keras saves: <c>.keras</c> archives and whole models in HDF5.</summary>
internal static class KerasFile
{
    private const long LargestConfig = 64 << 20;

    /// <summary>Archives are stored as they are; more than this is a bomb.</summary>
    private const int LargestRatio = 50;

    /// <summary>Reads an archive; what it opened is closed with <paramref name="lifetime"/>.</summary>
    public static Network ReadArchive(string path, Lifetime lifetime)
    {
        ZipArchive archive = Zip(() => lifetime.Add(ZipFile.OpenRead(path)));
        using JsonDocument config = ParseConfig(Zip(() => ReadText(Entry(archive, "config.json"))));
        HdfFile weights = lifetime.Add(HdfFile.Open(lifetime.Add(Zip(() => Extract(Entry(archive, "model.weights.h5"))))));
        return new KerasModelReader(new Keras3Weights(weights), VersionOf(archive)).Read(config.RootElement);
    }

    /// <summary>Reads a whole model of HDF5, as Keras 2 saves it.</summary>
    public static Network ReadHdf(string path, Lifetime lifetime)
    {
        HdfFile file = lifetime.Add(HdfFile.Open(lifetime.Add(File.OpenRead(path))));
        if (file.Text("", "model_config") is not { } text)
        {
            throw new ToolException("the file holds weights without a model: import the model from its .keras or .h5 file, then run \"shapegen weights\" with this one");
        }

        using JsonDocument config = ParseConfig(text);
        return new KerasModelReader(new Keras2Weights(file, "model_weights")).Read(config.RootElement);
    }

    /// <summary>The version of Keras that saved an archive; null where it does not say.</summary>
    private static Version? VersionOf(ZipArchive archive)
    {
        if (archive.GetEntry("metadata.json") is not { } entry)
        {
            return null;
        }

        using JsonDocument metadata = ParseConfig(Zip(() => ReadText(entry)));
        return Version.TryParse(metadata.RootElement.Text("keras_version"), out Version? version) ? version : null;
    }

    private static JsonDocument ParseConfig(string text)
    {
        try
        {
            return JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 512 });
        }
        catch (JsonException exception)
        {
            throw new ToolException($"the model's configuration is no JSON: {exception.Message}", exception);
        }
    }

    private static ZipArchiveEntry Entry(ZipArchive archive, string name) =>
        archive.GetEntry(name) ?? throw new ToolException($"the archive lacks {name}");

    private static string ReadText(ZipArchiveEntry entry)
    {
        using MemoryStream memory = new();
        CopyWithin(entry, memory, LargestConfig);
        return System.Text.Encoding.UTF8.GetString(memory.GetBuffer(), 0, (int)memory.Length);
    }

    /// <summary>HDF5 jumps about in its file, which a zip entry cannot: a temporary file that goes when it is closed can.</summary>
    private static FileStream Extract(ZipArchiveEntry entry)
    {
        var stream = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        try
        {
            CopyWithin(entry, stream, Math.Max(LargestConfig, LargestRatio * entry.CompressedLength));
            stream.Position = 0;
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private static void CopyWithin(ZipArchiveEntry entry, Stream target, long limit)
    {
        using Stream source = entry.Open();
        byte[] buffer = new byte[1 << 16];
        long total = 0;
        for (int read = source.Read(buffer); read > 0; read = source.Read(buffer))
        {
            total += read;
            if (total > limit)
            {
                throw new ToolException($"{entry.FullName} in the archive expands to more than {limit:N0} bytes".Replace('\u00A0', ' '));
            }

            target.Write(buffer, 0, read);
        }
    }

    private static T Zip<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException)
        {
            throw new ToolException($"the archive is damaged: {exception.Message.TrimEnd('.')}", exception);
        }
    }
}
