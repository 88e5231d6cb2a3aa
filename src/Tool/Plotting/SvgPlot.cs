using System.Globalization;
using System.Security;
using System.Text;
using ShapeGen.Tool.Importing;
using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Plotting;

/// <summary>Draws layers as boxes in rows by their distance from the inputs, and what they read as lines. Colours follow the reader's light or dark scheme.</summary>
internal static class SvgPlot
{
    private const int Width = 230;
    private const int Height = 46;
    private const int Gap = 26;

    private const string Style = """
        <style>
        text { font: 13px sans-serif; fill: #1b1f24 } .shape { font-size: 11px; fill: #57606a }
        rect { fill: #f6f8fa; stroke: #8c959f } path { fill: none; stroke: #8c959f } .missing { stroke: #cf222e }
        @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .shape { fill: #9198a1 } rect { fill: #161b22; stroke: #6e7681 } path { stroke: #6e7681 } }
        </style>

        """;

    public static string Draw(IReadOnlyList<Node> inputs, IReadOnlyList<LayerRow> rows)
    {
        var levels = new Dictionary<Node, int>();
        foreach (Node node in inputs.Concat(rows.Select(row => row.Node)))
        {
            levels[node] = node.Inputs.Select(input => levels.GetValueOrDefault(input) + 1).DefaultIfEmpty(0).Max();
        }

        var places = new Dictionary<Node, (int X, int Y)>();
        foreach (IGrouping<int, Node> level in levels.GroupBy(pair => pair.Value, pair => pair.Key))
        {
            int column = 0;
            // Beside each other in the order of what they read, so that lines cross seldom.
            foreach (Node node in level.OrderBy(node => node.Inputs.Select(input => places.TryGetValue(input, out (int X, int Y) place) ? place.X : 0).DefaultIfEmpty(0).Average()))
            {
                places[node] = (Gap + (column++ * (Width + Gap)), Gap + (level.Key * (Height + Gap)));
            }
        }

        int right = places.Values.Max(place => place.X) + Width + Gap;
        int bottom = places.Values.Max(place => place.Y) + Height + Gap;
        var svg = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{right}\" height=\"{bottom}\" viewBox=\"0 0 {right} {bottom}\">\n")).Append(Style);
        foreach (Node node in levels.Keys)
        {
            foreach (Node input in node.Inputs.Where(places.ContainsKey))
            {
                Line(svg, places[input], places[node]);
            }
        }

        foreach (Node input in inputs)
        {
            Box(svg, places[input], "input", input.Name, input.Shape, isMissing: false);
        }

        foreach (LayerRow row in rows)
        {
            Box(svg, places[row.Node], row.Node.Kind, row.Node.Name, row.Shape, row.Reason is not null);
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Line(StringBuilder svg, (int X, int Y) from, (int X, int Y) to)
    {
        int x1 = from.X + (Width / 2);
        int x2 = to.X + (Width / 2);
        int y1 = from.Y + Height;
        // A line that skips rows goes round the boxes between.
        int side = to.Y - y1 > Height + Gap && x1 == x2 ? Width * 2 / 3 : 0;
        svg.Append(string.Create(CultureInfo.InvariantCulture, $"<path d=\"M{x1} {y1} C{x1 + side} {y1 + Gap} {x2 + side} {to.Y - Gap} {x2} {to.Y}\"/>\n"));
    }

    private static void Box(StringBuilder svg, (int X, int Y) place, string kind, string name, int[]? shape, bool isMissing)
    {
        string size = shape is null ? "?" : $"({string.Join(", ", shape.Select(dimension => dimension.ToString(CultureInfo.InvariantCulture)))})";
        string label = name.Length > 34 ? $"…{name[^33..]}" : name;
        svg.Append(string.Create(CultureInfo.InvariantCulture, $"<rect x=\"{place.X}\" y=\"{place.Y}\" width=\"{Width}\" height=\"{Height}\" rx=\"6\"{(isMissing ? " class=\"missing\"" : "")}/>\n"));
        svg.Append(string.Create(CultureInfo.InvariantCulture, $"<text x=\"{place.X + 10}\" y=\"{place.Y + 19}\">{Escape(kind)} {Escape(size)}</text>\n"));
        svg.Append(string.Create(CultureInfo.InvariantCulture, $"<text class=\"shape\" x=\"{place.X + 10}\" y=\"{place.Y + 37}\">{Escape(label)}</text>\n"));
    }

    private static string Escape(string text) => SecurityElement.Escape(new string([.. text.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)]))!;
}
