using System.CommandLine;
using ShapeGen.Tool.Importing;
using ShapeGen.Tool.Networks;
using ShapeGen.Tool.Plotting;

namespace ShapeGen.Tool.Commands;

/// <summary><c>shapegen plot FILE</c>: a picture of the layers, their shapes and branches.</summary>
internal static class PlotCommand
{
    private static readonly Argument<string> File = new("file") { Description = "A model file, or an imported class whose source is still there" };
    private static readonly Option<string> Target = new("--output", "-o") { Description = "The picture; model.svg by default", HelpName = "file" };

    public static Command Create()
    {
        var command = new Command("plot", "Draws a model as Keras' plot_model does") { File, Target, CommonOptions.Input };
        command.SetAction(result => Run(result.GetValue(File)!, result.GetValue(Target) ?? "model.svg", new ImportSettings(result.GetValue(CommonOptions.Input) ?? [])));
        return command;
    }

    private static int Run(string path, string target, ImportSettings settings)
    {
        bool isModel = System.IO.File.Exists(path) && !path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) && !path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
        string source = isModel ? path : ImportedFiles.Find(path).Source;
        using var lifetime = new Lifetime();
        Network network = SourceFile.Read(source, settings, lifetime);
        IReadOnlyList<LayerRow> rows = ShapeAnalysis.Of(network);
        System.IO.File.WriteAllText(target, SvgPlot.Draw(network.Inputs, rows));
        Output.Line($"{target}: {rows.Count} layers");
        return ExitCodes.Success;
    }
}
