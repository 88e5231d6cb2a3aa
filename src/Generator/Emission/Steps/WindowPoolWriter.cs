using ShapeGen.Generator.Emission.Kernels;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>
/// Writes one pooling window that lies inside the input, of a group of channels whose <c>window</c> and <c>result</c> are at hand. Maxima
/// are those of numbers, which take fewer instructions; a row of windows in which a witness saw NaN is pooled again.
/// </summary>
internal sealed class WindowPoolWriter(StepContext<WindowPoolStep> context, MaximumWitness witness)
{
    private readonly WindowPoolStep _step = context.Step;
    private readonly SourceWriter _writer = context.Writer;

    private int Row => _step.Width.Input * _step.Channels;

    private int Plane => _step.Height.Input * Row;

    private int RowsOfWindow => _step.Depth.Window * _step.Height.Window;

    /// <summary>Declares what sees NaN in a row of windows.</summary>
    public void WriteWitnesses()
    {
        if (_step.Witnesses > 0)
        {
            witness.Start(_writer, []);
        }
    }

    /// <summary>Pools the windows of the row one by one if a witness saw NaN, or a zero whose sign is in doubt.</summary>
    public void WriteExact(string condition)
    {
        if (_step.Witnesses == 0)
        {
            return;
        }

        using (_writer.Block($"if ({witness.Warns})"))
        {
            WindowPoolEdges.WriteCalls(context, "int v = w", "v", condition);
        }
    }

    /// <summary>Declares what a mean divides by.</summary>
    public void WriteDivisor()
    {
        if (_step.Reduction == Reduction.Mean && _step.Positions > 1)
        {
            _writer.Line(_step.DividesExactly ? $"V share = V.Constant(1d / {CSharpLiteral.Of(_step.Positions)});" : $"V count = V.Constant({CSharpLiteral.Of(_step.Positions)});");
        }
    }

    /// <summary>Writes a window that takes over nothing from the one before.</summary>
    /// <param name="lane">The variable that says where the group of channels starts, or nothing.</param>
    public void Write(string lane)
    {
        if (_step.StraightPositions == _step.Positions)
        {
            for (int position = 0; position < _step.Positions; position++)
            {
                (int row, int column) = (position / _step.Width.Window, position % _step.Width.Window);
                WritePosition("s", lane, IndexOf(row, column), isFirst: position == 0);
            }
        }
        else
        {
            WriteLarge(lane);
        }

        string divisor = _step.Reduction != Reduction.Mean || _step.Positions == 1 ? "" : _step.DividesExactly ? " * share" : " / count";
        WriteResults(lane, divisor);
    }

    /// <summary>Declares the maxima of the columns that the first window of a row takes over.</summary>
    public void WriteFirstColumns(string lane)
    {
        for (int column = 0; column < _step.SharedColumns; column++)
        {
            WriteColumn(Shared(column), lane, column, isNew: true);
        }
    }

    /// <summary>Writes a window that takes over columns from the one before and leaves its last ones to the next.</summary>
    public void WriteSharing(string lane)
    {
        int shared = _step.SharedColumns;
        int stride = _step.Width.Stride;
        for (int block = 0; block < _step.GroupOffsets.Count; block++)
        {
            string taken = Reductions.Tree(
                [.. Enumerable.Range(0, shared).Select(column => Name(Shared(column), block))], (left, right) => _step.Reduction.CombineNumbers(left, right));
            _writer.Line($"V {Name("s", block)} = {taken};");
        }

        for (int column = shared; column < _step.Width.Window; column++)
        {
            if (column < stride)
            {
                WriteColumn("s", lane, column, isNew: false);
                continue;
            }

            string left = $"d{CSharpLiteral.Of(column)}";
            WriteColumn(left, lane, column, isNew: true);
            for (int block = 0; block < _step.GroupOffsets.Count; block++)
            {
                _writer.Line($"{Name("s", block)} = {_step.Reduction.CombineNumbers(Name(left, block), Name("s", block))};");
            }
        }

        WriteResults(lane, "");
        for (int column = 0; column < shared; column++)
        {
            string next = column + stride < shared ? Shared(column + stride) : $"d{CSharpLiteral.Of(column + stride)}";
            for (int block = 0; block < _step.GroupOffsets.Count; block++)
            {
                _writer.Line($"{Name(Shared(column), block)} = {Name(next, block)};");
            }
        }
    }

    /// <summary>Combines the positions of a column.</summary>
    private void WriteColumn(string name, string lane, int column, bool isNew)
    {
        for (int row = 0; row < RowsOfWindow; row++)
        {
            WritePosition(name, lane, IndexOf(row, column), isFirst: isNew && row == 0);
        }
    }

    /// <summary>A window of too many positions to write all out: its rows, or its positions, in loops.</summary>
    private void WriteLarge(string lane)
    {
        for (int block = 0; block < _step.GroupOffsets.Count; block++)
        {
            _writer.Line($"V {Name("s", block)} = {WindowPoolEdges.Nothing(_step)};");
        }

        string start = lane.Length > 0 ? lane : "0";
        using (_writer.Block($"for (nuint plane = {start}; plane < {KernelWriter.Plus(lane, _step.Depth.Window * Plane)}; plane += {CSharpLiteral.Of(Plane)})"))
        using (_writer.Block($"for (nuint line = plane; line < plane + {CSharpLiteral.Of(_step.Height.Window * Row)}; line += {CSharpLiteral.Of(Row)})"))
        {
            if (_step.StraightPositions > 1)
            {
                for (int column = 0; column < _step.StraightPositions; column++)
                {
                    WritePosition("s", "line", column * _step.Channels, isFirst: false);
                }
            }
            else
            {
                using (_writer.Block($"for (nuint i = line; i < line + {CSharpLiteral.Of(_step.Width.Window * _step.Channels)}; i += {CSharpLiteral.Of(_step.Channels)})"))
                {
                    WritePosition("s", "i", 0, isFirst: false);
                }
            }
        }
    }

    private void WritePosition(string name, string index, int position, bool isFirst)
    {
        IReadOnlyList<int> offsets = _step.GroupOffsets;
        for (int block = 0; block < offsets.Count; block++)
        {
            string value = Name(name, block);
            string at = KernelWriter.Plus(index, position + offsets[block]);
            _writer.Line(isFirst ? $"V {value} = V.Load(ref window, {at});" : $"{value} = {witness.CombineAt(value, "window", at)};");
            if (isFirst && _step.Witnesses > 0)
            {
                witness.See(_writer, value);
            }
        }
    }

    private void WriteResults(string lane, string divisor)
    {
        for (int block = 0; block < _step.GroupOffsets.Count; block++)
        {
            string value = Name("s", block);
            if (_step.Witnesses > 0)
            {
                witness.Finish(_writer, value);
            }

            _writer.Line($"V.Store({value}{divisor}, ref result, {KernelWriter.Plus(lane, _step.GroupOffsets[block])});");
        }
    }

    /// <summary>Where a position of the window lies; rows are counted over its planes.</summary>
    private int IndexOf(int row, int column) =>
        (row / _step.Height.Window * Plane) + (row % _step.Height.Window * Row) + (column * _step.Channels);

    private static string Shared(int column) => $"c{CSharpLiteral.Of(column)}";

    /// <summary>The name of a block: of the first <c>s</c>, of others numbered.</summary>
    private static string Name(string name, int block) => name == "s" ? $"s{CSharpLiteral.Of(block)}" : $"{name}{(char)('a' + block)}";
}
