using System.Runtime.CompilerServices;

namespace ShapeGen.Generator.Tests.Snapshots;

/// <summary>Compares a text with a file beside this one.</summary>
internal static class Baseline
{
    private const string Accept = "SHAPEGEN_ACCEPT";
    private const int ShownLines = 20;

    /// <summary>Compares a generated file with the one beside this one.</summary>
    public static void Verify(string name, string actual) => VerifyFile(Path.Combine(Folder(), $"{name}.g.cs.txt"), actual);

    public static void VerifyFile(string path, string actual)
    {
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            File.WriteAllText(path, actual);
            return;
        }

        Assert.True(File.Exists(path), $"There is no {path}; {Accept}=1 writes it.");
        string? differences = Differences(File.ReadAllText(path).ReplaceLineEndings("\n"), actual);
        Assert.True(differences is null, $"{path} (-) and what is generated (+) differ; {Accept}=1 accepts it.\n{differences}");
    }

    /// <summary>The first lines that differ, or null.</summary>
    public static string? Differences(string expected, string actual)
    {
        string[] before = expected.Split('\n');
        string[] after = actual.Split('\n');
        string[] lines = [.. Enumerable.Range(0, Math.Max(before.Length, after.Length))
            .Where(i => Line(before, i) != Line(after, i))
            .Take(ShownLines)
            .Select(i => $"line {i + 1}\n- {Line(before, i)}\n+ {Line(after, i)}\n")];
        return lines.Length == 0 ? null : string.Concat(lines);
    }

    public static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private static string Line(string[] lines, int index) => index < lines.Length ? lines[index] : "(no line)";
}
