namespace ShapeGen.Tool.Importing;

/// <summary>The files of one import.</summary>
internal sealed record ImportedFiles(string Stem, Manifest Manifest)
{
    public string Code => $"{Stem}.cs";

    public string Weights => $"{Stem}.safetensors";

    public string Reference => $"{Stem}.reference.safetensors";

    public string ManifestPath => $"{Stem}.shapegen.json";

    public string Source => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(Stem))!, Manifest.Source);

    public ClassName Name => new(Manifest.Class, Manifest.Namespace);

    /// <summary>Finds them by the class's name or any of their paths.</summary>
    public static ImportedFiles Find(string path)
    {
        string stem = path;
        foreach (string ending in (string[])[".shapegen.json", ".reference.safetensors", ".safetensors", ".cs"])
        {
            if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                stem = path[..^ending.Length];
                break;
            }
        }

        return File.Exists($"{stem}.shapegen.json")
            ? new ImportedFiles(stem, Manifest.Read($"{stem}.shapegen.json"))
            : throw new ToolException($"there is no {stem}.shapegen.json: {path} was not imported by this tool");
    }
}
