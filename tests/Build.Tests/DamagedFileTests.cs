using System.Security.Cryptography;

namespace ShapeGen.Build.Tests;

/// <summary>Each damaged file is refused when the project is built and when a program opens it, with the same cause, in bounded memory.</summary>
public sealed class DamagedFileTests
{
    /// <summary>The file, its first 64 KiB once more, messages and exceptions; a length that the file only claims would be far beyond.</summary>
    private const long MostBytes = 1_000_000;

    public static TheoryData<string> Names => [.. DamagedFile.All.Keys];

    [Fact]
    public void TheGoodFileIsAccepted()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("head.safetensors", DamagedFile.Good);
        TaskRun run = TaskRun.Of(folder.FullName, (path, "App.Head"));
        Assert.Empty(run.Errors);
        Assert.Equal(
            $"model\tApp.Head\nfile\t{path}\nproject\tApp.csproj\ncontent\t{DamagedFile.Good.Length}\t{Convert.ToHexString(SHA256.HashData(DamagedFile.Good))}\ntensor\tF32\t2,3\tdense/kernel\ntensor\tF32\t3\tdense/bias\n",
            File.ReadAllText(Assert.Single(run.Descriptions)));
        using SafeTensors file = SafeTensors.Open(path);
        Assert.Equal(2, file.Tensors.Count);
    }

    [Fact]
    public void ThereAreManyDamages() => Assert.True(DamagedFile.All.Count > 500, $"{DamagedFile.All.Count}");

    [Theory]
    [MemberData(nameof(Names))]
    public void TheBuildAndTheProgramRefuseIt(string name)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("head.safetensors", DamagedFile.All[name]);

        long before = GC.GetAllocatedBytesForCurrentThread();
        string opened = Assert.Throws<SafeTensorsException>(() => SafeTensors.Open(path)).Message;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        string read = Assert.Throws<SafeTensorsException>(() => SafeTensors.Read(new MemoryStream(DamagedFile.All[name]))).Message;

        before = GC.GetAllocatedBytesForCurrentThread();
        TaskRun run = TaskRun.Of(folder.FullName, (path, "App.Head"));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);

        Assert.False(run.Succeeded);
        Assert.Empty(run.Descriptions);
        Microsoft.Build.Framework.BuildErrorEventArgs error = Assert.Single(run.Errors);
        Assert.Equal("SHAPE0402", error.Code);
        Assert.Equal(path, error.File);
        Assert.Equal("head.safetensors: " + read, opened);
        Assert.Equal($"{read} Expected a whole safetensors file with the weights of App.Head.", error.Message);
        Assert.True(read.Length is > 20 and < 400 && !read.Any(char.IsControl), read);
    }
}
