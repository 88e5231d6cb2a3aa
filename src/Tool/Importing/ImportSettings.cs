using System.Globalization;
using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Importing;

/// <summary>What changes how a file is read.</summary>
/// <param name="Inputs">The shapes of the inputs with the batch, as <c>1x3x224x224</c>; in the order of the file's inputs.</param>
internal sealed record ImportSettings(IReadOnlyList<string> Inputs)
{
    public static ImportSettings None { get; } = new([]);

    public static int[] ParseShape(string text)
    {
        string[] parts = text.Split('x', 'X', ',');
        return [.. parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > 0
            ? value
            : throw new ToolException($"--input {text}: write the shape as 1x224x224x3, the batch first"))];
    }

    /// <summary>Gives open dimensions the sizes that the user has named.</summary>
    public void Apply(Network network)
    {
        if (Inputs.Count > network.Inputs.Count)
        {
            throw new ToolException($"--input is given {Inputs.Count} times, but the model has {network.Inputs.Count} inputs");
        }

        for (int i = 0; i < network.Inputs.Count; i++)
        {
            Node input = network.Inputs[i];
            if (i < Inputs.Count)
            {
                input.Shape = ParseShape(Inputs[i])[1..];
            }

            if (input.Shape is null || input.Shape.Contains(-1))
            {
                string shown = input.Shape is null ? "no shape" : $"the shape ({string.Join(", ", input.Shape.Select(d => d < 0 ? "None" : d.ToString(CultureInfo.InvariantCulture)))})";
                throw new ToolException($"input \"{input.Name}\" has {shown}: name the sizes with --input, as --input 1x224x224x3");
            }
        }
    }
}
