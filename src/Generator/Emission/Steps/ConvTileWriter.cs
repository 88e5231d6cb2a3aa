using ShapeGen.Generator.Emission.Kernels;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>Writes the body of a tile: sums of some positions by some blocks of filters, in registers through all taps or through a section of them.</summary>
/// <param name="context">The step.</param>
/// <param name="loops">The kernels' loops.</param>
/// <param name="panel">The filters.</param>
/// <param name="tile">The positions.</param>
/// <param name="blocks">How the kernel says what it does.</param>
/// <param name="offsets">The blocks of the panel that the tile takes.</param>
internal sealed class ConvTileWriter(StepContext<ConvStep> context, WindowLoops loops, ConvPanel panel, ConvTile tile, BlockOperations blocks, IReadOnlyList<int> offsets)
{
    private readonly ConvStep _step = context.Step;
    private readonly SourceWriter _writer = context.Writer;
    private readonly IReadOnlyList<LanePart> _parts = blocks.Split(offsets, panel.Block, panel.Filters < panel.Block ? panel.Filters : 0);
    private readonly ConvSectionEnd? _sectionEnd = loops.Part.Section?.EndIn(loops.Part, context.Step.GroupChannels);

    /// <summary>Inputs that an iteration of a run takes.</summary>
    private readonly int _together = blocks.AreHalves ? context.Step.InputsTogether(loops.Part) : 1;

    private ConvAxis Column => loops.Part.Column;

    private bool HasSections => _sectionEnd is not null && HasTaps;

    private bool HasTaps => tile.Segments.Count > 0 && loops.Part.Taps > 0;

    public void Write() => loops.WriteTiles(tile, context.Source, context.Destination, (from, to, other) =>
    {
        WriteSums(to);
        if (HasTaps)
        {
            loops.WriteTaps(from, context.Source, context.Element.StorageName(), (run, taps) => WriteRow(run, taps, to), () => WriteSectionEnd(ConvSectionEnd.Plane, to));
        }

        WriteStores(to, other);
    });

    /// <summary>Declares the sums. Where there are sections the outputs are their sums, to which the bias comes last: it may be larger than all of them.</summary>
    private void WriteSums(string to) => ForEach((position, block) =>
    {
        string start = _step.Accumulates ? Output(to, position, block) : !_step.HasBias ? blocks.Zero : position > 0 ? Sum(0, block) : Bias(block);
        _writer.Line($"{blocks.Type} {Sum(position, block)} = {(HasSections ? blocks.Zero : start)};");
        if (HasSections && !_step.Accumulates)
        {
            WriteStore(Sum(position, block), to, position, block);
        }
    });

    /// <summary>Writes what a row of the kernel contributes.</summary>
    private void WriteRow(string x, string w, string to)
    {
        if (_sectionEnd == ConvSectionEnd.Taps)
        {
            WriteTapSections(x, w, to);
            return;
        }

        foreach (ConvSegment segment in tile.Segments)
        {
            WriteSegment(segment, x, w, to);
        }

        WriteSectionEnd(ConvSectionEnd.Row, to);
    }

    /// <summary>Writes the sections of some taps each: a loop over them, or where positions lack taps one after the other.</summary>
    private void WriteTapSections(string x, string w, string to)
    {
        int taps = loops.Part.Section!.Value.Taps;
        ConvSegment whole = tile.Segments[0];
        if (tile.Segments.Count == 1 && whole.Taps > taps && IsOneRun(whole.Taps) && whole.FirstTap % taps == 0)
        {
            WriteRunSections(whole, whole.Taps * _step.GroupChannels, taps * _step.GroupChannels, x, w, to);
            return;
        }

        int last = tile.Segments.Max(s => s.FirstTap + s.Taps);
        for (int start = 0; start < last; start += taps)
        {
            bool isEmpty = true;
            foreach (ConvSegment segment in tile.Segments)
            {
                int first = Math.Max(segment.FirstTap, start);
                int end = Math.Min(segment.FirstTap + segment.Taps, start + taps);
                if (first < end)
                {
                    WriteSegment(segment with { FirstTap = first, Taps = end - first }, x, w, to);
                    isEmpty = false;
                }
            }

            if (!isEmpty)
            {
                WriteSectionEnd(ConvSectionEnd.Taps, to);
            }
        }
    }

    private bool IsOneRun(int taps) => taps == 1 || (Column.Dilation == 1 && _step.Groups == 1);

    private void WriteSegment(ConvSegment segment, string x, string w, string to)
    {
        bool isOneRun = IsOneRun(segment.Taps);
        int length = isOneRun ? segment.Taps * _step.GroupChannels : _step.GroupChannels;
        WindowLoops.Loop(_writer, "tap", isOneRun ? 1 : segment.Taps, tap =>
        {
            int stride = tap is null ? 0 : Column.Dilation * _step.Channels;
            int weights = tap is null ? 0 : _step.GroupChannels * panel.Width;
            if (_sectionEnd == ConvSectionEnd.Channels)
            {
                WriteChannelSections(segment, length, x, w, to, (tap, stride, weights));
                return;
            }

            string start = WindowLoops.Sum(0, (tap, stride));
            WriteRun(segment, start, tap is null ? CSharpLiteral.Of(length) : $"({start}) + {CSharpLiteral.Of(length)}", WindowLoops.Sum(0, (tap, weights)), x, w);
        });
    }

    /// <summary>Writes a run whose sections are some channels each.</summary>
    private void WriteChannelSections(ConvSegment segment, int length, string x, string w, string to, (string? Tap, int Stride, int Weights) place)
    {
        int channels = loops.Part.Section!.Value.Channels;
        WindowLoops.Loop(_writer, "section", length / channels, section =>
        {
            string start = WindowLoops.Sum(0, (place.Tap, place.Stride), (section, channels));
            string at = WindowLoops.Sum(0, (place.Tap, place.Weights), (section, channels * panel.Width));
            WriteRun(segment, start, start == "0" ? CSharpLiteral.Of(channels) : $"{start} + {CSharpLiteral.Of(channels)}", at, x, w);
            WriteSectionEnd(ConvSectionEnd.Channels, to);
        });
    }

    /// <summary>Writes a run in sections of one length, of which the last may be shorter.</summary>
    private void WriteRunSections(ConvSegment segment, int end, int length, string x, string w, string to)
    {
        string step = CSharpLiteral.Of(length);
        using (_writer.Block($"for (nuint section = 0; section < {CSharpLiteral.Of(end)}; section += {step})"))
        {
            string sectionEnd = end % length == 0 ? $"section + {step}" : $"global::System.Math.Min(section + {step}, {CSharpLiteral.Of(end)})";
            _writer.Line($"nuint sectionEnd = {sectionEnd};");
            WriteRun(segment, "section", "sectionEnd", $"section * {CSharpLiteral.Of(panel.Width)}", x, w);
            WriteSectionEnd(ConvSectionEnd.Taps, to);
        }
    }

    private void WriteRun(ConvSegment segment, string start, string end, string at, string x, string w)
    {
        string next = _together == 1 ? "k++" : $"k += {CSharpLiteral.Of(_together)}";
        using (_writer.Block($"for (nuint k = {start}, at = {at}; k < {end}; {next}, at += {CSharpLiteral.Of(_together * panel.Width)})"))
        {
            for (int more = 0; more < _together; more++)
            {
                using (_together > 1 ? _writer.Block() : default(IDisposable))
                {
                    WriteMultiplyAdds(segment, x, w, more);
                }
            }
        }
    }

    /// <summary>Writes what the input some after the loop's contributes.</summary>
    private void WriteMultiplyAdds(ConvSegment segment, string x, string w, int more)
    {
        int weights = ((segment.FirstTap * _step.GroupChannels) + more) * panel.Width;
        for (int block = 0; block < _parts.Count; block++)
        {
            _writer.Line($"{blocks.Type} w{CSharpLiteral.Of(block)} = {blocks.Load(w, KernelWriter.Plus("at", weights + _parts[block].Offset))};");
        }

        int origin = tile.FirstInput(Column);
        for (int position = segment.First; position < segment.First + segment.Positions; position++)
        {
            int input = Column.Start(tile.First + position) + (segment.FirstTap * Column.Dilation) - origin;
            string value = $"x{CSharpLiteral.Of(position)}";
            _writer.Line($"{blocks.Type} {value} = {blocks.SplatAt(x, KernelWriter.Plus("k", (input * _step.Channels) + more))};");
            for (int block = 0; block < _parts.Count; block++)
            {
                _writer.Line(blocks.AddProduct(Sum(position, block), value, $"w{CSharpLiteral.Of(block)}"));
            }
        }
    }

    /// <summary>Adds the sums of a section to the outputs, if it ends here. Blocks may overlap, so all of a position are loaded before the first is stored.</summary>
    private void WriteSectionEnd(ConvSectionEnd end, string to)
    {
        for (int position = 0; end == _sectionEnd && position < tile.Positions; position++)
        {
            for (int block = 0; block < _parts.Count; block++)
            {
                _writer.Line($"{Sum(position, block)} = {Output(to, position, block)} + {Sum(position, block)};");
            }

            for (int block = 0; block < _parts.Count; block++)
            {
                WriteStore(Sum(position, block), to, position, block);
                _writer.Line(BlockOperations.Clear(Sum(position, block)));
            }
        }
    }

    private void WriteStores(string to, string other)
    {
        if (HasSections)
        {
            ForEach((position, block) => _writer.Line($"{Sum(position, block)} = {Output(to, position, block)}{(_step.HasBias ? $" + {Bias(block)}" : "")};"));
        }

        ForEach((position, block) => WriteStore(ProductEnd.Of(_step, blocks, context.Compute, Sum(position, block), other, At(position, block), _parts[block].StoredLanes), to, position, block));
    }

    private string Bias(int block) => blocks.Load("b", CSharpLiteral.Of(_parts[block].Offset));

    /// <summary>The expression of what an output holds.</summary>
    private string Output(string to, int position, int block) => _parts[block].StoredLanes > 0
        ? blocks.LoadFirst(to, At(position, block), _parts[block].StoredLanes)
        : blocks.Load(to, At(position, block));

    private void WriteStore(string value, string to, int position, int block) => _writer.Line(_parts[block].StoredLanes > 0
        ? blocks.StoreFirst(value, to, At(position, block), _parts[block].StoredLanes)
        : blocks.Store(value, to, At(position, block)));

    private string At(int position, int block) => CSharpLiteral.Of((position * Column.Pitch * _step.Filters) + _parts[block].Offset);

    private void ForEach(Action<int, int> write)
    {
        for (int position = 0; position < tile.Positions; position++)
        {
            for (int block = 0; block < _parts.Count; block++)
            {
                write(position, block);
            }
        }
    }

    private static string Sum(int position, int block) => $"s{CSharpLiteral.Of(position)}_{CSharpLiteral.Of(block)}";
}
