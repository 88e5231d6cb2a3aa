using System.Runtime.CompilerServices;

namespace ShapeGen.Samples.Tests;

/// <summary>Pages of the project, whose words these tests hold.</summary>
internal static class Repository
{
    public static string Read(string path, [CallerFilePath] string file = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", path)).ReplaceLineEndings("\n");
}
