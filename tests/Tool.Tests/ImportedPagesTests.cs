using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using ShapeGen.Tool.Compilation;
using ShapeGen.Tool.Importing;

namespace ShapeGen.Tool.Tests;

/// <summary>
/// The pages with imported classes and with the table of imported networks. SHAPEGEN_ACCEPT=1 writes the first again. The second is written
/// again where SHAPEGEN_NETWORKS names a folder with all networks; without it, the rows of the networks that are here are held to the page.
/// </summary>
public sealed class ImportedPagesTests : IDisposable
{
    private const string ClassesPage = "imported-classes.md";
    private const string TablePage = "imported-networks.md";

    private readonly string _folder = Directory.CreateTempSubdirectory("shapegen").FullName;

    [Fact]
    public void ThePageShowsWhatTheToolWrites()
    {
        var page = new StringBuilder("""
            # Imported classes

            What `shapegen import` writes for three networks that Keras saved, without the comment at the top. A structure that comes more than once is a block, and so are branches
            in a network of many; the names of layers in line are the file's; options that have their default are left out. The classes that a person wrote for the same networks are in
            [samples/Networks](../samples/Networks/README.md). A test imports the files and compares this page.


            """.ReplaceLineEndings("\n"));
        foreach ((string file, string name, string picture, string words) in (ReadOnlySpan<(string, string, string, string)>)
            [
                ("resnet20_cifar", "ResNet20", "resnet20", "ResNet-20 for images of 32 x 32: 72 layers. Where a stage begins, the shortcut has a convolution of its own."),
                ("mobilenet_v2_035_96", "MobileNetV2", "mobilenet-v2", "MobileNetV2 of 0.35 of the filters for images of 96 x 96: 155 layers."),
                ("unet_small_64", "UNet", "unet", "A small U-Net for images of 64 x 64: 17 layers. Keras numbered its convolutions by itself; the two that are read further down are called after that."),
            ])
        {
            string text = Import($"Structures/{file}.keras", name);
            RunnableModel model = new(text, name);
            Assert.Empty(model.Model.Problems);
            Assert.DoesNotContain(model.Model.Advice, advice => !advice.RuleId.EndsWith("0203", StringComparison.Ordinal));
            page.Append(CultureInfo.InvariantCulture, $"## {name}\n\n{words}\n\n```csharp\n{text[text.IndexOf("using ", StringComparison.Ordinal)..].TrimEnd('\n')}\n```\n\n[Its layers](plots/{picture}.svg), as `shapegen plot` draws them.\n\n");
        }

        string written = page.ToString().TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable("SHAPEGEN_ACCEPT") == "1")
        {
            File.WriteAllText(PageOf(ClassesPage), written);
            return;
        }

        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Pages", ClassesPage)).ReplaceLineEndings("\n"), written);
    }

    [Fact]
    public void TheTableIsWhatAnImportGives()
    {
        if (Environment.GetEnvironmentVariable("SHAPEGEN_NETWORKS") is { Length: > 0 } folder)
        {
            WriteTable(folder);
            return;
        }

        string[] lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Pages", TablePage));
        int rows = 0;
        foreach (string path in Directory.GetFiles(TestData.Folder).Where(IsModel))
        {
            string name = Path.GetFileName(path);
            string[] cells = [.. lines.Single(line => line.StartsWith($"| {name} |", StringComparison.Ordinal)).Split('|').Select(cell => cell.Trim())];
            Row row = Measure(path);
            Assert.Equal((name, cells[2], cells[3]), (name, row.Layers.ToString(CultureInfo.InvariantCulture), row.Lines.ToString(CultureInfo.InvariantCulture)));
            Assert.InRange(row.Difference, 0, Bound(row));
            rows++;
        }

        Assert.Equal(13, rows);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static bool IsModel(string path) => Path.GetExtension(path) is ".keras" or ".onnx" or ".h5" && !path.EndsWith(".weights.h5", StringComparison.Ordinal);

    /// <summary>Rounding grows with the number of layers.</summary>
    private static double Bound(Row row) => row.Layers > 50 ? 1e-4 : 1e-5;

    private static string PageOf(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "docs", name);

    private string Import(string file, string name) =>
        new Import(TestData.PathOf(file), ImportSettings.None, new ClassName(name, null), _folder) { Command = "", DryRun = true }.Run().Class.Text;

    private void WriteTable(string folder)
    {
        var page = new StringBuilder("""
            # Imported networks

            Networks with random weights, saved by Keras 3.16 and exported by PyTorch 1.13: imported, compiled and run on the samples whose outputs the library gave. *Difference* is the largest of all samples,
            relative to the largest output of the network: at most 1e-5, and 1e-4 for networks of more than 50 layers. *Layers* are those of the file, after what ONNX folds; *lines* those of the class with its
            blocks. *Seconds* are those of the whole import, with the check against the reference, on a machine with two cores that others used too.

            | file | layers | lines | difference | seconds |
            |---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        string[] files = [.. Directory.GetFiles(folder).Where(IsModel).OrderBy(Path.GetFileName, StringComparer.Ordinal), .. Directory.GetFiles(Path.Combine(folder, "onnx")).Where(IsModel).Order(StringComparer.Ordinal)];
        Measure(files[0]);
        foreach (string path in files)
        {
            Row row = Measure(path);
            Assert.InRange(row.Difference, 0, Bound(row));
            page.Append(CultureInfo.InvariantCulture, $"| {Path.GetFileName(path)} | {row.Layers} | {row.Lines} | {row.Difference:0.0e+0} | {row.Seconds:0.0} |\n");
        }

        page.Append("\nEach `.weights.h5` beside them holds weights without a model, and goes to the class that has been imported: `shapegen weights lenet5.weights.h5 --class Lenet5`.\n");
        File.WriteAllText(PageOf(TablePage), page.ToString());
    }

    private Row Measure(string path)
    {
        long start = Stopwatch.GetTimestamp();
        ImportResult result = new Import(path, ImportSettings.None, new ClassName("Network", null), _folder) { Command = "", Force = true }.Run();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var model = new RunnableModel(result.Class.Text, "Network");
        model.Load($"{result.Path}.safetensors");
        var samples = new NetworkSamples(Path.GetDirectoryName(path)!, Path.GetFileName(path));
        double difference = 0;
        double largest = 0;
        for (int sample = 0; sample < samples.Count; sample++)
        {
            float[][] found = model.Run(samples.Inputs(sample));
            for (int i = 0; i < found.Length; i++)
            {
                float[] expected = samples.Output(sample, i);
                difference = Math.Max(difference, found[i].Zip(expected).Max(pair => Math.Abs((double)pair.First - pair.Second)));
                largest = Math.Max(largest, expected.Max(Math.Abs));
            }
        }

        return new Row(result.Layers, result.Class.Text.Count(c => c == '\n'), difference / largest, seconds);
    }

    private sealed record Row(int Layers, int Lines, double Difference, double Seconds);
}
