using System.Globalization;

namespace ShapeGen.SelfCheck.Models;

/// <summary>Recurrent layers over words of which some are padding: one after the other, from both ends, and joined.</summary>
internal static class MaskedRecurrence
{
    private static readonly string[] Cells = ["SimpleRNN", "LSTM", "GRU", "GRU"];

    private static readonly string[] Options =
    [
        "", ", ReturnSequences = true", ", GoBackwards = true", ", ReturnSequences = true, GoBackwards = true", ", ReturnSequences = true, ZeroOutputForMask = true",
        ", GoBackwards = true, ZeroOutputForMask = true",
    ];

    public static IEnumerable<ModelSource> Models() =>
        Single().Concat(Stacked()).Concat(Directions()).Select((model, i) => Named(model, $"Masked{Text(i)}")).Select(Callable);

    /// <summary>Units around a block and a panel of four.</summary>
    private static IEnumerable<ModelSource> Single()
    {
        int[] units = [1, 7, 16, 17, 33, 64, 65];
        return from index in Enumerable.Range(0, units.Length * Cells.Length)
               let type = index % 5 == 3 ? "Half" : index % 5 == 1 ? "double" : "float"
               let reset = index % Cells.Length == 3 ? ", ResetAfter = false" : ""
               select Source(type, 6, $"{Cells[index % Cells.Length]}({Text(units[index / Cells.Length])}{Options[index % Options.Length]}{reset})");
    }

    private static IEnumerable<ModelSource> Stacked() =>
    [
        Source("float", 7, "LSTM(9, ReturnSequences = true)", "Dense(6, Activation = Activation.Relu)", "GRU(5)", "Dense(2)"),
        Source("float", 7, "GRU(17, ReturnSequences = true, ZeroOutputForMask = true)", "Dropout(0.5)", "LSTM(4, GoBackwards = true)"),
        Source("float", 5, "SimpleRNN(4, ReturnSequences = true)", "GlobalAveragePooling1D"),
        Source("Half", 5, "LSTM(8, ReturnSequences = true, GoBackwards = true)", "SimpleRNN(3)"),
        Source("float", 1, "LSTM(5)"),
        Source("float", 1, "GRU(5, ReturnSequences = true, ZeroOutputForMask = true)"),
    ];

    private static IEnumerable<ModelSource> Directions() =>
        from index in Enumerable.Range(0, 8)
        let layer = Cells[index % Cells.Length]
        let all = index % 2 == 0
        let merge = new[] { "", "(Merge = Merge.Add)", "(Merge = Merge.Multiply)", "(Merge = Merge.Average)" }[index / 2]
        select Source(index == 5 ? "double" : "float", 6, [$"Bidirectional<Block0>{merge}", .. all ? ["GRU(3)"] : Array.Empty<string>()]) with
        {
            Blocks = $"[Block]\n[{layer}({Text(3 + (7 * index))}{(all ? ", ReturnSequences = true" : "")}{(index % Cells.Length == 3 ? ", ResetAfter = false" : "")})]\npublic partial class Block0;\n\n",
        };

    private static ModelSource Source(string type, int steps, params string[] layers) =>
        new("", [$"InputShape<int>({Text(steps)}, Name = \"in0\")", $"Embedding<{type}>(11, 5, MaskZero = true)", .. layers]);

    private static ModelSource Named(ModelSource model, string name) => model with
    {
        Name = name,
        Blocks = model.Blocks.Replace("Block0", $"{name}Block", StringComparison.Ordinal),
        Attributes = [.. model.Attributes.Select(attribute => attribute.Replace("Block0", $"{name}Block", StringComparison.Ordinal))],
    };

    private static ModelSource Callable(ModelSource model)
    {
        string embedding = model.Attributes[1];
        return model.WithCaller(["int", embedding[(embedding.IndexOf('<', StringComparison.Ordinal) + 1)..embedding.IndexOf('>', StringComparison.Ordinal)]], hasWeights: true);
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
