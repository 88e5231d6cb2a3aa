using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>Writes the body of a tile: sums of some positions by some blocks of filters, in registers through all taps.</summary>
/// <param name="context">The step.</param>
/// <param name="part">The outputs.</param>
/// <param name="panel">The filters.</param>
/// <param name="tile">The positions.</param>
/// <param name="offsets">The blocks of the panel that the tile takes.</param>
internal sealed class ConvTileWriter(StepContext<ConvStep> context, ConvPart part, ConvPanel panel, ConvTile tile, IReadOnlyList<int> offsets)
{
    private readonly ConvStep _step = context.Step;
    private readonly SourceWriter _writer = context.Writer;

    public void Write() => ConvEmitter.Loop(_writer, "tile", tile.Count, index =>
    {
        string from = "x";
        string to = "y";
        if (index is not null)
        {
            (from, to) = ("from", "to");
            _writer.Line($"ref {context.Source} from = {KernelWriter.At("x", ConvEmitter.Sum(0, (index, tile.Positions * part.Column.Stride * _step.Channels)))};");
            _writer.Line($"ref {context.Destination} to = {KernelWriter.At("y", ConvEmitter.Sum(0, (index, tile.Positions * part.Column.Pitch * _step.Filters)))};");
        }

        WriteSums();
        WriteTaps(from);
        WriteStores(to);
    });

    private void WriteSums()
    {
        for (int position = 0; position < tile.Positions; position++)
        {
            for (int block = 0; block < offsets.Count; block++)
            {
                string start = _step.Bias >= 0 ? $"V.Load(ref b, {CSharpLiteral.Of(offsets[block])})" : "V.Zero";
                _writer.Line($"V {Sum(position, block)} = {start};");
            }
        }
    }

    /// <summary>Writes the loops over planes and rows of the kernel, and the runs of a row.</summary>
    private void WriteTaps(string from)
    {
        if (tile.Segments.Count == 0 || part.Taps == 0)
        {
            return;
        }

        int inputRow = part.Column.Input * _step.Channels;
        int row = part.Column.Taps * _step.GroupChannels * panel.Width;
        Over(part.Depth, "plane", plane => Over(part.Row, "row", rowTap =>
        {
            string run = ConvEmitter.Sum(0, (plane, part.Depth.Dilation * part.Row.Input * inputRow), (rowTap, part.Row.Dilation * inputRow));
            string weights = ConvEmitter.Sum(0, (plane, part.Row.Taps * row), (rowTap, row));
            string x = from;
            string w = "w";
            if (run != "0")
            {
                _writer.Line($"ref {context.Source} run = {KernelWriter.At(from, run)};");
                x = "run";
            }

            if (weights != "0")
            {
                _writer.Line($"ref {context.Element.StorageName()} taps = {KernelWriter.At("w", weights)};");
                w = "taps";
            }

            foreach (ConvSegment segment in tile.Segments)
            {
                WriteSegment(segment, x, w);
            }
        }));
    }

    private void Over(ConvAxis axis, string name, Action<string?> writeBody)
    {
        if (axis.IsPadded)
        {
            using (_writer.Block($"for (nuint {name} = 0; {name} < {name}s; {name}++)"))
            {
                writeBody(name);
            }
        }
        else
        {
            ConvEmitter.Loop(_writer, name, axis.Taps, writeBody);
        }
    }

    private void WriteSegment(ConvSegment segment, string x, string w)
    {
        bool isOneRun = segment.Taps == 1 || (part.Column.Dilation == 1 && _step.Groups == 1);
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
        string start = tap is null ? "0" : $"tap * {CSharpLiteral.Of(part.Column.Dilation * _step.Channels)}";
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

        int origin = tile.FirstInput(part.Column);
        for (int position = segment.First; position < segment.First + segment.Positions; position++)
        {
            int input = part.Column.Start(tile.First + position) + (segment.FirstTap * part.Column.Dilation) - origin;
            string value = $"x{CSharpLiteral.Of(position)}";
            _writer.Line($"V {value} = V.SplatAt(ref {x}, {KernelWriter.Plus(k, input * _step.Channels)});");
            for (int block = 0; block < offsets.Count; block++)
            {
                string sum = Sum(position, block);
                _writer.Line($"{sum} = V.MultiplyAdd({value}, w{CSharpLiteral.Of(block)}, {sum});");
            }
        }
    }

    private void WriteStores(string to)
    {
        for (int position = 0; position < tile.Positions; position++)
        {
            for (int block = 0; block < offsets.Count; block++)
            {
                string value = _step.Activation is { } function ? $"{KernelWriter.Services}.Activations.{function}<V, {context.Compute}>({Sum(position, block)})" : Sum(position, block);
                string at = CSharpLiteral.Of((position * part.Column.Pitch * _step.Filters) + offsets[block]);
                _writer.Line(panel.Filters < panel.Block
                    ? $"V.StoreFirst({value}, ref {to}, {at}, {CSharpLiteral.Of(panel.Filters)});"
                    : $"V.Store({value}, ref {to}, {at});");
            }
        }
    }

    private static string Sum(int position, int block) => $"s{CSharpLiteral.Of(position)}_{CSharpLiteral.Of(block)}";
}
