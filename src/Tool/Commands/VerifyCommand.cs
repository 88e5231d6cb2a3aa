using System.CommandLine;
using System.Globalization;
using ShapeGen.Tool.Importing;
using ShapeGen.Tool.Networks;
using ShapeGen.Tool.Verification;
using ShapeGen.Tool.Writing;
using Spectre.Console;

namespace ShapeGen.Tool.Commands;

/// <summary><c>shapegen verify CLASS</c>: runs the class beside the reference.</summary>
internal static class VerifyCommand
{
    private static readonly Argument<string> Class = new("class") { Description = "An imported class: its name, N.cs or N.shapegen.json" };
    private static readonly Option<string> Reference = new("--reference") { Description = "Other samples to compare with: a safetensors file of input.0 … and output.0 …", HelpName = "file" };

    public static Command Create()
    {
        var command = new Command("verify", "Runs an imported class and compares it with the reference, layer by layer") { Class, Reference };
        command.SetAction(result => Run(result.GetValue(Class)!, result.GetValue(Reference)));
        return command;
    }

    private static int Run(string path, string? reference)
    {
        ImportedFiles files = ImportedFiles.Find(path);
        string text = File.ReadAllText(files.Code);
        string referencePath = reference ?? files.Reference;
        if (!File.Exists(referencePath))
        {
            throw new ToolException($"there is no {referencePath} to compare with");
        }

        (float[][] inputs, double[][] expected) = ReferenceFile.Read(referencePath);
        Comparison[] outputs = Verifier.Samples(text, files.Name, files.Weights, inputs, expected);
        IReadOnlyList<VerifiedLayer> layers = reference is null ? Layers(files, text, inputs) : [];
        Print(layers, outputs);
        if (!outputs.Any(output => output.Departs))
        {
            return ExitCodes.Success;
        }

        string first = layers.FirstOrDefault(layer => layer.Comparison.Departs) is { } layer ? $"; the first layer that departs is \"{layer.Name}\"" : "";
        Output.Error($"error: the outputs depart from the reference{first}");
        return ExitCodes.Departs;
    }

    /// <summary>The layers in between, where the source file is still there and is the one that was imported.</summary>
    private static IReadOnlyList<VerifiedLayer> Layers(ImportedFiles files, string text, float[][] inputs)
    {
        if (!File.Exists(files.Source) || Manifest.HashOfFile(files.Source) != files.Manifest.SourceSha256)
        {
            Output.Line($"{files.Source} is not there or has changed: only the outputs are compared");
            return [];
        }

        using var lifetime = new Lifetime();
        Network network = SourceFile.Read(files.Source, new ImportSettings(files.Manifest.Inputs ?? []), lifetime);
        Network flat = network.Flatten();
        if (References.Run(network, flat, inputs) is not { } run)
        {
            return [];
        }

        var values = run.Layers.ToDictionary(pair => pair.Key.Name, pair => pair.Value, StringComparer.Ordinal);
        return Verifier.Layers(text, files.Name, files.Weights, inputs, [.. ClassWriter.Leaves(Grouping.Of(network, ShapeAnalysis.ShapesOf(ShapeAnalysis.Of(network))))], values);
    }

    private static void Print(IReadOnlyList<VerifiedLayer> layers, Comparison[] outputs)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn("Layer");
        table.AddColumn(new TableColumn("Largest difference").RightAligned());
        table.AddColumn(new TableColumn("Relative").RightAligned());
        foreach ((string name, Comparison comparison) in layers.Select(layer => (layer.Name, layer.Comparison)).Concat(outputs.Select((output, i) => ($"output {i}", output))))
        {
            string colour = comparison.Departs ? "red" : "default";
            table.AddRow(Markup.Escape(name), $"[{colour}]{Real(comparison.Absolute)}[/]", $"[{colour}]{Real(comparison.Relative)}[/]");
        }

        AnsiConsole.Write(table);
    }

    private static string Real(double number) => number.ToString("0.0e+0", CultureInfo.InvariantCulture);
}
