using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace ShapeGen.Web.Tests;

/// <summary>The page on serving shows code that compiles.</summary>
public sealed partial class ServingPageTests
{
    [Fact]
    public void The_pages_code_is_that_of_the_example()
    {
        string folder = Folder();
        string[] example = [.. File.ReadAllLines(Path.Combine(folder, "ServingExample.cs")).Select(line => line.Trim())];
        MatchCollection blocks = Code().Matches(File.ReadAllText(Path.Combine(folder, "../../docs/serving.md")).ReplaceLineEndings("\n"));
        Assert.Equal(3, blocks.Count);
        foreach (string line in blocks.SelectMany(block => block.Groups[1].Value.Split('\n')).Select(line => line.Trim()).Where(line => line.Length > 0 && line != "app.Run();"))
        {
            Assert.Contains(line, example);
        }
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex("^```csharp\n(.*?)\n```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Code();
}
