using System.Globalization;
using System.Security;
using System.Text;
using ShapeGen.Tool.Importing;
using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Plotting;

/// <summary>
/// Draws layers as boxes in rows by their distance from the inputs, and what they read as lines. Deep networks go on beside themselves, as columns of
/// a newspaper do. Colours follow the reader's light or dark scheme.
/// </summary>
internal static class SvgPlot
{
    private const int Width = 230;
    private const int Height = 46;
    private const int Gap = 24;

    /// <summary>Room for the lines that go past rows, left of a column, and for those between columns.</summary>
    private const int Margin = 56;

    /// <summary>More rows than this go into several columns.</summary>
    private const int MostRows = 32;

    private const string Style = """
        <style>
        text { font: 13px sans-serif; fill: #1b1f24 } .small { font-size: 11px; fill: #57606a } .end { text-anchor: end }
        rect { fill: #f6f8fa; stroke: #8c959f } path { fill: none; stroke: #656d76 } marker path { fill: #656d76; stroke: none } .missing { stroke: #cf222e; stroke-width: 2 }
        @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .small { fill: #9198a1 } rect { fill: #161b22; stroke: #6e7681 } path { stroke: #8b949e } marker path { fill: #8b949e } .missing { stroke: #ff7b72 } }
        </style>
        <marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8Z"/></marker>

        """;

    public static string Draw(IReadOnlyList<Node> inputs, IReadOnlyList<LayerRow> rows)
    {
        Node[] nodes = [.. inputs, .. rows.Select(row => row.Node)];
        Dictionary<Node, Place> places = Arrange(nodes);
        int right = places.Values.Max(place => place.X) + Width + Gap;
        int bottom = places.Values.Max(place => place.Y) + Height + Gap;
        var svg = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{right}\" height=\"{bottom}\" viewBox=\"0 0 {right} {bottom}\">\n")).Append(Style);
        foreach (Node node in nodes)
        {
            foreach (Node input in node.Inputs.Where(places.ContainsKey).Distinct())
            {
                svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{Line(places[input], places[node])}\" marker-end=\"url(#tip)\"/>\n");
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

    private static Dictionary<Node, Place> Arrange(Node[] nodes)
    {
        var levels = new Dictionary<Node, int>();
        foreach (Node node in nodes)
        {
            levels[node] = node.Inputs.Select(input => levels.GetValueOrDefault(input) + 1).DefaultIfEmpty(0).Max();
        }

        int count = levels.Values.Max() + 1;
        int columns = (count + MostRows - 1) / MostRows;
        int rows = (count + columns - 1) / columns;
        var places = new Dictionary<Node, Place>();
        int left = Margin;
        for (int column = 0; column < columns; column++)
        {
            int widest = 1;
            for (int row = 0; row < rows; row++)
            {
                // Beside each other in the order of what they read, so that lines cross seldom.
                Node[] beside = [.. nodes.Where(node => levels[node] == (column * rows) + row)
                    .OrderBy(node => node.Inputs.Select(input => places.TryGetValue(input, out Place? place) ? place.X : 0).DefaultIfEmpty(0).Average())];
                for (int i = 0; i < beside.Length; i++)
                {
                    places[beside[i]] = new Place(left + (i * (Width + Gap)), Gap + (row * (Height + Gap)), column, (column * rows) + row);
                }

                widest = Math.Max(widest, beside.Length);
            }

            left += (widest * (Width + Gap)) - Gap + Margin;
        }

        return places;
    }

    private static string Line(Place from, Place to)
    {
        (int fromMiddle, int toMiddle) = (from.X + (Width / 2), to.X + (Width / 2));
        (int fromSide, int toSide) = (from.Y + (Height / 2), to.Y + (Height / 2));
        int bottom = from.Y + Height;
        if (from.Column != to.Column)
        {
            return Curve(from.X + Width, fromSide, from.X + Width + Margin, fromSide, to.X - Margin, toSide, to.X, toSide);
        }

        if (to.Level == from.Level + 1)
        {
            return Curve(fromMiddle, bottom, fromMiddle, bottom + Gap, toMiddle, to.Y - Gap, toMiddle, to.Y);
        }

        // A line that goes past rows keeps out of the boxes between: left of its column, or along its own until it turns.
        return Math.Sign(to.X - from.X) switch
        {
            0 => Curve(from.X, fromSide, from.X - Margin + 6, fromSide + Gap, to.X - Margin + 6, toSide - Gap, to.X, toSide),
            < 0 => Curve(fromMiddle, bottom, fromMiddle, toSide, fromMiddle, toSide, to.X + Width, toSide),
            _ => Curve(from.X + Width, fromSide, toMiddle, fromSide, toMiddle, fromSide, toMiddle, to.Y),
        };
    }

    private static string Curve(params ReadOnlySpan<int> points) =>
        string.Create(CultureInfo.InvariantCulture, $"M{points[0]} {points[1]}C{points[2]} {points[3]} {points[4]} {points[5]} {points[6]} {points[7]}");

    private static void Box(StringBuilder svg, Place place, string kind, string name, int[]? shape, bool isMissing)
    {
        string size = shape is null ? "?" : $"({string.Join(", ", shape.Select(dimension => dimension.ToString(CultureInfo.InvariantCulture)))})";
        // Letters of 13 and 11 pixels, wide ones.
        bool isBeside = (kind.Length * 8) + (size.Length * 7) < Width - 24;
        int most = (Width - 20 - (isBeside ? 0 : (size.Length * 7) + 8)) / 6;
        string label = name.Length > most ? $"…{name[^(most - 1)..]}" : name;
        svg.Append(string.Create(CultureInfo.InvariantCulture, $"<rect x=\"{place.X}\" y=\"{place.Y}\" width=\"{Width}\" height=\"{Height}\" rx=\"6\"{(isMissing ? " class=\"missing\"" : "")}/>\n"));
        svg.Append(string.Create(CultureInfo.InvariantCulture, $"<text x=\"{place.X + 10}\" y=\"{place.Y + 19}\">{Escape(kind)}</text>\n"));
        svg.Append(string.Create(CultureInfo.InvariantCulture, $"<text class=\"small end\" x=\"{place.X + Width - 10}\" y=\"{place.Y + (isBeside ? 19 : 37)}\">{Escape(size)}</text>\n"));
        svg.Append(string.Create(CultureInfo.InvariantCulture, $"<text class=\"small\" x=\"{place.X + 10}\" y=\"{place.Y + 37}\">{Escape(label)}</text>\n"));
    }

    private static string Escape(string text) => SecurityElement.Escape(new string([.. text.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)]))!;

    /// <summary>Where a box is.</summary>
    /// <param name="X">Its left edge.</param>
    /// <param name="Y">Its upper edge.</param>
    /// <param name="Column">The column of the page.</param>
    /// <param name="Level">The distance from the inputs.</param>
    private sealed record Place(int X, int Y, int Column, int Level);
}
