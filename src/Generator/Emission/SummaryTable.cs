using System.Globalization;
using System.Text;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Emission;

/// <summary>The table that Keras' <c>model.summary()</c> prints.</summary>
internal static class SummaryTable
{
    private static readonly int[] Widths = [36, 27, 15];
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB", "PB"];

    public static IEnumerable<string> Lines(ShapedModel model)
    {
        yield return $"Model: \"{model.Type.Name.TrimStart('@')}\"";
        yield return Rule('┏', '━', '┳', '┓');
        yield return Row('┃', "Layer (type)", "Output Shape", "Param #");
        yield return Rule('┡', '━', '╇', '┩');
        for (int i = 0; i < model.Layers.Count; i++)
        {
            if (i > 0)
            {
                yield return Rule('├', '─', '┼', '┤');
            }

            foreach (string line in LayerLines(model.Layers[i]))
            {
                yield return line;
            }
        }

        yield return Rule('└', '─', '┴', '┘');
        long fixedCount = model.Layers.SelectMany(l => l.Weights).Where(w => !w.IsTrainable).Aggregate(0L, (sum, w) => ShapedModel.SaturatingAdd(sum, w.Length));
        yield return $" Total params: {Count(model.ParameterCount)}";
        yield return $" Trainable params: {Count(model.ParameterCount - fixedCount)}";
        yield return $" Non-trainable params: {Count(fixedCount)}";

        string Count(long parameters) => $"{InvariantText.Grouped(parameters)} ({Memory((double)parameters * model.ElementType.Size())})";
    }

    private static IEnumerable<string> LayerLines(ShapedLayer layer)
    {
        string oneLine = $"{layer.ShownName} ({layer.TypeName})";
        string[] names = oneLine.Length <= Widths[0]
            ? [oneLine]
            : [.. Wrap(layer.ShownName), .. Wrap($"({layer.TypeName})")];
        string[] shapes = [.. Wrap(layer.Output.ToBatchString(), Widths[1])];
        for (int i = 0; i < Math.Max(names.Length, shapes.Length); i++)
        {
            yield return Row('│', At(names, i), At(shapes, i), i == 0 ? InvariantText.Grouped(layer.ParameterCount) : "");
        }
    }

    private static string At(string[] lines, int index) => index < lines.Length ? lines[index] : "";

    private static IEnumerable<string> Wrap(string text) => Wrap(text, Widths[0]);

    private static IEnumerable<string> Wrap(string text, int width)
    {
        for (int start = 0; start < text.Length; start += width)
        {
            yield return text.Substring(start, Math.Min(width, text.Length - start));
        }
    }

    private static string Row(char edge, string name, string shape, string count) =>
        $"{edge} {name.PadRight(Widths[0])} {edge} {shape.PadRight(Widths[1])} {edge} {count.PadLeft(Widths[2])} {edge}";

    private static string Rule(char left, char line, char cross, char right)
    {
        var rule = new StringBuilder();
        rule.Append(left);
        for (int i = 0; i < Widths.Length; i++)
        {
            rule.Append(i > 0 ? cross.ToString() : "").Append(line, Widths[i] + 2);
        }

        return rule.Append(right).ToString();
    }

    private static string Memory(double bytes)
    {
        int unit = 0;
        for (; bytes >= 1024 && unit < Units.Length - 1; unit++)
        {
            bytes /= 1024;
        }

        return $"{bytes.ToString("0.00", CultureInfo.InvariantCulture)} {Units[unit]}";
    }
}
