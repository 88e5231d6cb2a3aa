namespace ShapeGen.Tool.Importing;

/// <summary>Files under temporary names, which take their places together or not at all.</summary>
internal sealed class PendingFiles : IDisposable
{
    private readonly Dictionary<string, string> _files = [];

    /// <summary>The temporary path to write a file to.</summary>
    public string Add(string path) => _files[path] = $"{path}.{Path.GetRandomFileName()}.tmp";

    public string PathOf(string path) => _files[path];

    public void Commit()
    {
        foreach ((string path, string temporary) in _files)
        {
            File.Move(temporary, path, overwrite: true);
        }

        _files.Clear();
    }

    public void Dispose()
    {
        foreach (string temporary in _files.Values)
        {
            File.Delete(temporary);
        }
    }
}
