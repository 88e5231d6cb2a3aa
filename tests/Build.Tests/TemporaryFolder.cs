namespace ShapeGen.Build.Tests;

/// <summary>A folder of its own that goes away with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("shapegen-");

    public string FullName => _folder.FullName;

    public string Write(string name, byte[] content)
    {
        string path = Path.Combine(FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
