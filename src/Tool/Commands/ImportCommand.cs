using System.CommandLine;
using System.Globalization;
using ShapeGen.Tool.Importing;

namespace ShapeGen.Tool.Commands;

/// <summary><c>shapegen import FILE</c>: the class, its weights, and a reference to check it by.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string> File = new("file") { Description = "A trained model: .keras, .h5 or .onnx" };
    private static readonly Option<string> Folder = new("--output", "-o") { Description = "The folder for the files; the current one by default", HelpName = "folder" };
    private static readonly Option<string> ClassName = new("--class") { Description = "The name of the class; the file's name by default", HelpName = "name" };
    private static readonly Option<string> Namespace = new("--namespace") { Description = "The namespace of the class; none by default", HelpName = "name" };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Prints the class and writes nothing" };
    private static readonly Option<bool> Force = new("--force") { Description = "Replaces an edited class, and writes one whose outputs depart from the file" };
    private static readonly Option<bool> Tests = new("--tests") { Description = "Also writes an xUnit test that compares the class with the reference" };
    private static readonly Option<bool> Embed = new("--embed") { Description = "Also prints the project item that embeds the weights" };

    public static Command Create()
    {
        var command = new Command("import", "Writes a class and its weights from a model") { File, Folder, ClassName, Namespace, CommonOptions.Input, Tests, Embed, DryRun, Force };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult result)
    {
        string path = result.GetValue(File)!;
        string folder = result.GetValue(Folder) ?? ".";
        Importing.ClassName name = Importing.ClassName.Of(path, result.GetValue(ClassName), result.GetValue(Namespace));
        string[] inputs = result.GetValue(CommonOptions.Input) ?? [];
        ImportResult imported;
        try
        {
            imported = new Import(path, new ImportSettings(inputs), name, folder)
            {
                Force = result.GetValue(Force),
                DryRun = result.GetValue(DryRun),
                Command = CommandOf(path, name, inputs),
            }.Run();
        }
        catch (NotSupportedLayersException exception)
        {
            Output.Error($"error: {path}: {(exception.Rows.Count == 1 ? "1 layer is" : $"{exception.Rows.Count} layers are")} not supported:");
            foreach (LayerRow row in exception.Rows)
            {
                Output.Error($"  {row.Node}: {row.Reason}");
            }

            return ExitCodes.NotSupported;
        }

        if (result.GetValue(DryRun))
        {
            Output.Line(imported.Class.Text.TrimEnd('\n'));
            return ExitCodes.Success;
        }

        string extra = result.GetValue(Tests) ? " and a test" : "";
        if (extra.Length > 0)
        {
            System.IO.File.WriteAllText($"{imported.Path}Tests.cs", Writing.TestWriter.Write(name, new Compilation.CompiledText(imported.Class.Text).Shapes(name.FullName)));
        }

        Output.Line($"{imported.Path}.cs: {imported.Layers} layers in {imported.Class.Text.Count(c => c == '\n')} lines, {imported.Class.Weights.Count} weights{extra}");
        Output.Line(imported.Outputs is { } outputs
            ? string.Create(CultureInfo.InvariantCulture, $"Checked against {imported.Reference}: largest difference {outputs.Max(output => output.Relative):0.0e+0} of the largest output")
            : $"Not checked: the tool has no second definition of {imported.Unchecked}; compare with Keras (shapegen verify --reference)");
        if (result.GetValue(Embed))
        {
            Output.Line($"Add to the project:\n  <ShapeGenWeights Include=\"{name.Name}.safetensors\" Model=\"{name.FullName}\" />");
        }

        return ExitCodes.Success;
    }

    /// <summary>The command that does the same again; folders differ from machine to machine and stay out.</summary>
    private static string CommandOf(string path, Importing.ClassName name, string[] inputs)
    {
        string command = $"shapegen import {Quote(Path.GetFileName(path))} --class {name.Name}";
        command += name.Namespace is null ? "" : $" --namespace {name.Namespace}";
        return command + string.Concat(inputs.Select(input => $" --input {Quote(input)}"));
    }

    private static string Quote(string text) => text.Contains(' ', StringComparison.Ordinal) ? $"\"{text}\"" : text.ReplaceLineEndings("?");
}
