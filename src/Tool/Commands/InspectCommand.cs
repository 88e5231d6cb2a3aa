using System.CommandLine;
using ShapeGen.Tool.Importing;
using ShapeGen.Tool.Networks;
using Spectre.Console;

namespace ShapeGen.Tool.Commands;

/// <summary><c>shapegen inspect FILE</c>: the layers, and all that is not supported.</summary>
internal static class InspectCommand
{
    private static readonly Argument<string> File = new("file") { Description = "A trained model: .keras, .h5 or .onnx" };

    public static Command Create()
    {
        var command = new Command("inspect", "Shows the layers of a model and everything that is not supported") { File, CommonOptions.Input };
        command.SetAction(result => Run(result.GetValue(File)!, new ImportSettings(result.GetValue(CommonOptions.Input) ?? [])));
        return command;
    }

    private static int Run(string path, ImportSettings settings)
    {
        using var lifetime = new Lifetime();
        Network network = SourceFile.Read(path, settings, lifetime);
        IReadOnlyList<LayerRow> rows = ShapeAnalysis.Of(network);
        LayerTable.Print(network, rows);
        LayerRow[] faults = [.. rows.Where(row => row.Reason is not null)];
        if (faults.Length == 0)
        {
            return ExitCodes.Success;
        }

        AnsiConsole.WriteLine();
        Output.Line(faults.Length == 1 ? "1 layer is not supported:" : $"{faults.Length} layers are not supported:");
        foreach (LayerRow row in faults)
        {
            Output.Line($"  {row.Node}: {row.Reason}");
        }

        return ExitCodes.NotSupported;
    }
}
