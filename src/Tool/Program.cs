using System.CommandLine;
using System.Globalization;
using ShapeGen.Tool.Commands;

namespace ShapeGen.Tool;

/// <summary>The command <c>shapegen</c>.</summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        // What is printed and written must not depend on where the user lives.
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        NativeHeap.ReturnLargeBlocks();
        var root = new RootCommand("Imports trained Keras and ONNX models as ShapeGen classes and weights")
        {
            InspectCommand.Create(),
            ImportCommand.Create(),
            WeightsCommand.Create(),
            VerifyCommand.Create(),
            PlotCommand.Create(),
        };
        try
        {
            return root.Parse(arguments).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (ToolException exception)
        {
            // The first argument of every command is the file or class that it is about.
            string? file = arguments.Skip(1).FirstOrDefault(argument => !argument.StartsWith('-'));
            Output.Error($"error: {(file is null ? "" : $"{file}: ")}{exception.Message}");
            return ExitCodes.Failure;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Output.Error($"error: {exception.Message}");
            return ExitCodes.Failure;
        }
    }
}
