using System.Globalization;
using ShapeGen.Generator.Core;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Emission;

/// <summary>The table that Keras' <c>model.summary()</c> prints.</summary>
internal static class SummaryTable
{
    private static readonly int[] ChainWidths = [36, 27, 15];
    private static readonly int[] GraphWidths = [27, 22, 13, 23];
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB", "PB"];

    /// <summary>The lines; for what is not a chain with Keras' column "Connected to".</summary>
    public static IEnumerable<string> Lines(ShapedModel model)
    {
        bool isChain = model.IsChain;
        int[] widths = isChain ? ChainWidths : GraphWidths;
        yield return $"Model: \"{model.Type.Name.TrimStart('@')}\"";
        yield return Rule(widths, '┏', '━', '┳', '┓');
        yield return Row(widths, '┃', ["Layer (type)", "Output Shape", "Param #", "Connected to"]);
        yield return Rule(widths, '┡', '━', '╇', '┩');
        if (!isChain)
        {
            foreach (ShapedInput input in model.Inputs)
            {
                foreach (string line in LayerLines(widths, input.ShownName, "InputLayer", input.Shape, "0", ["-"]))
                {
                    yield return line;
                }

                yield return Rule(widths, '├', '─', '┼', '┤');
            }
        }

        for (int i = 0; i < model.Layers.Count; i++)
        {
            if (i > 0)
            {
                yield return Rule(widths, '├', '─', '┼', '┤');
            }

            ShapedLayer layer = model.Layers[i];
            foreach (string line in LayerLines(widths, layer.ShownName, layer.TypeName, layer.Output, InvariantText.Grouped(layer.ParameterCount), [.. layer.Sources.Select(source => NameOf(model, source))]))
            {
                yield return line;
            }
        }

        yield return Rule(widths, '└', '─', '┴', '┘');
        long fixedCount = model.Layers.SelectMany(l => l.Weights).Where(w => !w.IsTrainable).Aggregate(0L, (sum, w) => ShapedModel.SaturatingAdd(sum, w.Length));
        yield return $" Total params: {Count(model.ParameterCount)}";
        yield return $" Trainable params: {Count(model.ParameterCount - fixedCount)}";
        yield return $" Non-trainable params: {Count(fixedCount)}";

        string Count(long parameters) => $"{InvariantText.Grouped(parameters)} ({Memory((double)parameters * model.ElementType.Size())})";
    }

    /// <summary>
    /// The same without what can be drawn again: the cells of each layer on a line, and repeated blocks once. Null where the name of a
    /// layer would not come back as it is.
    /// </summary>
    public static IEnumerable<string>? Rows(ShapedModel model)
    {
        if (model.Layers.Select(l => l.ShownName).Concat(model.Inputs.Select(i => i.ShownName)).Any(name => name.Any(c => c is '│' or '{' || char.IsWhiteSpace(c))))
        {
            return null;
        }

        bool isChain = model.IsChain;
        IEnumerable<string> inputs = isChain ? [] : model.Inputs.Select(input => $"{input.ShownName} (InputLayer)│{input.Shape.ToBatchString()}│0│-");
        IEnumerable<string> layers = model.Layers.Select(layer =>
            $"{layer.ShownName} ({layer.TypeName})│{layer.Output.ToBatchString()}│{InvariantText.Grouped(layer.ParameterCount)}" +
            (isChain ? "" : $"│{string.Join(", ", layer.Sources.Select(source => NameOf(model, source)))}"));
        string[] lines = [.. Lines(model)];
        return
        [
            lines[0],
            isChain ? "Layer (type)│Output Shape│Param #" : "Layer (type)│Output Shape│Param #│Connected to",
            .. RepeatedLines.Of([.. inputs, .. layers]).SelectMany(part => part.Rounds == 1
                ? part.Lines
                : [$"n from {InvariantText.Of(part.First)} to {InvariantText.Of(part.Last)}", .. part.Lines.Select(line => "\t" + line)]),
            .. lines.Skip(lines.Length - 3),
        ];
    }

    private static string NameOf(ShapedModel model, int tensor) =>
        tensor < model.Inputs.Count ? model.Inputs[tensor].ShownName : model.Layers[tensor - model.Inputs.Count].ShownName;

    private static IEnumerable<string> LayerLines(int[] widths, string name, string type, TensorShape shape, string count, IReadOnlyList<string> sources)
    {
        string oneLine = $"{name} ({type})";
        string[] names = oneLine.Length <= widths[0]
            ? [oneLine]
            : [.. Wrap(name, widths[0]), .. Wrap($"({type})", widths[0])];
        string[] shapes = [.. Wrap(shape.ToBatchString(), widths[1])];
        string[] connected = widths.Length < 4 ? [] : [.. sources.SelectMany((source, i) => Wrap(i < sources.Count - 1 ? $"{source}," : source, widths[3]))];
        for (int i = 0; i < Math.Max(names.Length, Math.Max(shapes.Length, connected.Length)); i++)
        {
            yield return Row(widths, '│', [At(names, i), At(shapes, i), i == 0 ? count : "", At(connected, i)]);
        }
    }

    private static string At(string[] lines, int index) => index < lines.Length ? lines[index] : "";

    private static IEnumerable<string> Wrap(string text, int width)
    {
        for (int start = 0; start < text.Length; start += width)
        {
            yield return text.Substring(start, Math.Min(width, text.Length - start));
        }
    }

    /// <summary>One line; the numbers of the third column stand to the right.</summary>
    private static string Row(int[] widths, char edge, string[] cells)
    {
        IEnumerable<string> padded = widths.Select((width, i) => i == 2 ? cells[i].PadLeft(width) : cells[i].PadRight(width));
        return $"{edge} {string.Join($" {edge} ", padded)} {edge}";
    }

    private static string Rule(int[] widths, char left, char line, char cross, char right) =>
        left + string.Join(cross.ToString(), widths.Select(width => new string(line, width + 2))) + right;

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
