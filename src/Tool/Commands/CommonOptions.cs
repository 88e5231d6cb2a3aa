using System.CommandLine;

namespace ShapeGen.Tool.Commands;

/// <summary>Options of several commands.</summary>
internal static class CommonOptions
{
    public static readonly Option<string[]> Input = new("--input")
    {
        Description = "The shape of an input with the batch, as 1x224x224x3; once for each input whose sizes the file leaves open",
        HelpName = "shape",
    };
}
