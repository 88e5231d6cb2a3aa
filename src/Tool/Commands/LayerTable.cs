using System.Globalization;
using ShapeGen.Tool.Importing;
using ShapeGen.Tool.Networks;
using Spectre.Console;

namespace ShapeGen.Tool.Commands;

/// <summary>The table of layers, with the columns of Keras' <c>summary()</c>.</summary>
internal static class LayerTable
{
    public static void Print(Network network, IReadOnlyList<LayerRow> rows)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("Layer", "Kind", "Output shape");
        table.AddColumn(new TableColumn("Parameters").RightAligned());
        foreach (Node input in network.Inputs)
        {
            table.AddRow(Markup.Escape(input.Name), "input", Shape(input.Shape), "");
        }

        // A weight that several layers share counts once.
        var counted = new HashSet<WeightTensor>(ReferenceEqualityComparer.Instance);
        long total = 0;
        foreach (LayerRow row in rows)
        {
            long own = row.Node.Weights.Where(counted.Add).Sum(weight => weight.Length);
            total += own;
            string kind = Markup.Escape(row.Node.Kind);
            table.AddRow(Markup.Escape(row.Node.Name), row.Reason is null ? kind : $"[red]{kind}: not supported[/]", Shape(row.Shape), Number(own));
        }

        AnsiConsole.Write(table);
        Output.Line($"{rows.Count} layers, {Number(total)} parameters");
    }

    private static string Shape(int[]? shape) => shape is null ? "?" : $"({string.Join(", ", shape.Select(dimension => dimension.ToString(CultureInfo.InvariantCulture)))})";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
