using System.Text;
using System.Text.RegularExpressions;

namespace ShapeGen.Build.Tests;

/// <summary>What the task says beyond damage, and what its page shows.</summary>
public sealed class DescribeWeightsTests
{
    private const string Expected = " Expected a whole safetensors file with the weights of App.Head.";

    [Fact]
    public void AMissingFileIsAnError()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(["SHAPE0402: There is no such file." + Expected], Errors(folder, (Path.Combine(folder.FullName, "none.safetensors"), "App.Head")));
    }

    [Fact]
    public void AFolderIsAnError()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(["SHAPE0402: This is a folder." + Expected], Errors(folder, (folder.FullName, "App.Head")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void AnItemWithoutModelIsAnError(string? model)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("head.safetensors", DamagedFile.Good);
        Assert.Equal([$"SHAPE0402: <ShapeGenWeights Include=\"{path}\" /> names no model: add Model=\"Namespace.Class\", the class that these weights belong to."], Errors(folder, (path, model)));
    }

    [Fact]
    public void TwoFilesForAModelAreAnError()
    {
        using var folder = new TemporaryFolder();
        string first = folder.Write("a.safetensors", DamagedFile.Good);
        string second = folder.Write("b.safetensors", DamagedFile.Good);
        Assert.Equal([$"SHAPE0402: The model App.Head has two weights files, {first} and {second}: keep one."], Errors(folder, (first, "App.Head"), (second, "App.Head")));
    }

    [Fact]
    public void EveryDamagedFileIsReportedAtOnce()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(2, Errors(folder, (folder.Write("a", []), "A"), (folder.Write("b", []), "B"), (folder.Write("c", DamagedFile.Good), "C")).Length);
    }

    /// <summary>An unchanged description keeps its time; else every build would compile again.</summary>
    [Fact]
    public void AnUnchangedDescriptionIsNotWrittenAgain()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("head.safetensors", DamagedFile.Good);
        string description = TaskRun.Of(folder.FullName, (path, "App.Head")).Descriptions.Single();
        var old = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(description, old);
        Assert.Equal(description, TaskRun.Of(folder.FullName, (path, "App.Head")).Descriptions.Single());
        Assert.Equal(old, File.GetLastWriteTimeUtc(description));
    }

    /// <summary>The compiler embeds a file again only where something among its inputs is newer, so the description must change with every byte.</summary>
    [Fact]
    public void AnotherFileOfTheSameLengthAndAnOlderTimeIsAnotherDescription()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("head.safetensors", DamagedFile.Good);
        string description = TaskRun.Of(folder.FullName, (path, "App.Head")).Descriptions.Single();
        string first = File.ReadAllText(description);
        File.SetLastWriteTimeUtc(description, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        byte[] other = [.. DamagedFile.Good];
        other[^1] ^= 1;
        folder.Write("head.safetensors", other);
        File.SetLastWriteTimeUtc(path, new DateTime(2019, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        TaskRun.Of(folder.FullName, (path, "App.Head"));
        Assert.NotEqual(first, File.ReadAllText(description));
        Assert.True(File.GetLastWriteTimeUtc(description).Year > 2020);
    }

    [Fact]
    public void ModelsThatDifferInCaseHaveTheirOwnDescriptions()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("head.safetensors", DamagedFile.Good);
        string[] descriptions = TaskRun.Of(folder.FullName, (path, "App.Head"), (path, "App.head"), (path, "App+Head"), (path, "Äpp.Head")).Descriptions;
        Assert.Equal(4, descriptions.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    /// <summary>The page's examples, the first made and cut as it says.</summary>
    [Fact]
    public void ThePageShowsTheMessages()
    {
        string header = """{"dense/kernel":{"dtype":"F32","shape":[64,10],"data_offsets":[0,2560]},"dense/bias":{"dtype":"F32","shape":[10],"data_offsets":[2560,2600]}}""";
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] file = [(byte)text.Length, 0, 0, 0, 0, 0, 0, 0, .. text, .. new byte[2600]];
        using var folder = new TemporaryFolder();
        string message = Assert.Single(Errors(folder, (folder.Write("head.safetensors", file[..1000]), "Head")));
        string page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "SHAPE0402.md"));
        Assert.Contains($"Of the {file.Length:N0} bytes of", page);
        string foreign = Assert.Single(Errors(folder, (folder.Write("head.h5", [0x89, .. "HDF\r\n\u001a\n"u8]), "Head")));
        Assert.Equal([message, foreign], Regex.Matches(page, "```text\n(.*?)\n```", RegexOptions.Singleline).Select(m => m.Groups[1].Value));
    }

    private static string[] Errors(TemporaryFolder folder, params (string File, string? Model)[] weights)
    {
        TaskRun run = TaskRun.Of(folder.FullName, weights);
        Assert.False(run.Succeeded);
        return [.. run.Errors.Select(e => $"{e.Code}: {e.Message}")];
    }
}
