using ShapeGen.Generator.Emission.Kernels;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>Writes the body of a tile: sums of some positions by some blocks of filters, in registers through all taps.</summary>
/// <param name="context">The step.</param>
/// <param name="loops">The kernels' loops.</param>
/// <param name="panel">The filters.</param>
/// <param name="tile">The positions.</param>
/// <param name="offsets">The blocks of the panel that the tile takes.</param>
internal sealed class ConvTileWriter(StepContext<ConvStep> context, WindowLoops loops, ConvPanel panel, ConvTile tile, IReadOnlyList<int> offsets)
{
    private readonly ConvStep _step = context.Step;
    private readonly SourceWriter _writer = context.Writer;

    private ConvAxis Column => loops.Part.Column;

    public void Write() => loops.WriteTiles(tile, context.Source, context.Destination, (from, to, other) =>
    {
        WriteSums(to);
        if (tile.Segments.Count > 0 && loops.Part.Taps > 0)
        {
            loops.WriteTaps(from, context.Source, context.Element.StorageName(), (run, taps) =>
            {
                foreach (ConvSegment segment in tile.Segments)
                {
                    WriteSegment(segment, run, taps);
                }
            });
        }

        WriteStores(to, other);
    });

    private void WriteSums(string to)
    {
        for (int position = 0; position < tile.Positions; position++)
        {
            for (int block = 0; block < offsets.Count; block++)
            {
                string start = _step.Accumulates ? $"V.Load(ref {to}, {CSharpLiteral.Of((position * Column.Pitch * _step.Filters) + offsets[block])})"
                    : _step.HasBias ? $"V.Load(ref b, {CSharpLiteral.Of(offsets[block])})" : "V.Zero";
                _writer.Line($"V {Sum(position, block)} = {start};");
            }
        }
    }

    private void WriteSegment(ConvSegment segment, string x, string w)
    {
        bool isOneRun = segment.Taps == 1 || (Column.Dilation == 1 && _step.Groups == 1);
        int length = isOneRun ? segment.Taps * _step.GroupChannels : _step.GroupChannels;
        int taps = isOneRun ? 1 : segment.Taps;
        if (taps == 1)
        {
            WriteRun(segment, length, x, w, null);
            return;
        }

        using (_writer.Block($"for (nuint tap = 0; tap < {CSharpLiteral.Of(taps)}; tap++)"))
        {
            WriteRun(segment, length, x, w, "tap");
        }
    }

    private void WriteRun(ConvSegment segment, int length, string x, string w, string? tap)
    {
        string width = CSharpLiteral.Of(panel.Width);
        int tapStride = _step.GroupChannels * panel.Width;
        string k = "k";
        string start = tap is null ? "0" : $"tap * {CSharpLiteral.Of(Column.Dilation * _step.Channels)}";
        string at = tap is null ? "0" : $"tap * {CSharpLiteral.Of(tapStride)}";
        string end = tap is null ? CSharpLiteral.Of(length) : $"({start}) + {CSharpLiteral.Of(length)}";
        using (_writer.Block($"for (nuint k = {start}, at = {at}; k < {end}; k++, at += {width})"))
        {
            WriteMultiplyAdds(segment, x, w, k);
        }
    }

    private void WriteMultiplyAdds(ConvSegment segment, string x, string w, string k)
    {
        int weights = segment.FirstTap * _step.GroupChannels * panel.Width;
        for (int block = 0; block < offsets.Count; block++)
        {
            _writer.Line($"V w{CSharpLiteral.Of(block)} = V.Load(ref {w}, {KernelWriter.Plus("at", weights + offsets[block])});");
        }

        int origin = tile.FirstInput(Column);
        for (int position = segment.First; position < segment.First + segment.Positions; position++)
        {
            int input = Column.Start(tile.First + position) + (segment.FirstTap * Column.Dilation) - origin;
            string value = $"x{CSharpLiteral.Of(position)}";
            _writer.Line($"V {value} = V.SplatAt(ref {x}, {KernelWriter.Plus(k, input * _step.Channels)});");
            for (int block = 0; block < offsets.Count; block++)
            {
                string sum = Sum(position, block);
                _writer.Line($"{sum} = V.MultiplyAdd({value}, w{CSharpLiteral.Of(block)}, {sum});");
            }
        }
    }

    private void WriteStores(string to, string other)
    {
        for (int position = 0; position < tile.Positions; position++)
        {
            for (int block = 0; block < offsets.Count; block++)
            {
                string at = CSharpLiteral.Of((position * Column.Pitch * _step.Filters) + offsets[block]);
                string value = ProductEnd.Of(_step, context.Compute, Sum(position, block), other, at, panel.Filters < panel.Block ? panel.Filters : 0);
                _writer.Line(panel.Filters < panel.Block
                    ? $"V.StoreFirst({value}, ref {to}, {at}, {CSharpLiteral.Of(panel.Filters)});"
                    : $"V.Store({value}, ref {to}, {at});");
            }
        }
    }

    private static string Sum(int position, int block) => $"s{CSharpLiteral.Of(position)}_{CSharpLiteral.Of(block)}";
}
