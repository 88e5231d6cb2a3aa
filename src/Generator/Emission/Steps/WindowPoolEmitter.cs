using ShapeGen.Generator.Emission.Kernels;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>
/// Goes over the windows in the order of the output, a tile of channels at a time. Windows inside the input are written
/// out as far as their size allows; those that stick out are <see cref="WindowPoolEdges"/>.
/// </summary>
internal sealed class WindowPoolEmitter : StepEmitter<WindowPoolStep>
{
    protected override void Write(StepContext<WindowPoolStep> context)
    {
        KernelParameter[] parameters = [new(context.Source, "x"), new(context.Destination, "y")];
        string windows = context.Kernel.Name + "Windows";
        using (context.Method())
        {
            context.Kernel.Ladder(windows, KernelWriter.Pass(parameters));
        }

        string channels = context.Step.IsPartial ? "the channels fill a part of a block" : "a group of channels at a time";
        using (context.Kernel.Generic(windows, parameters, comment: $"Windows in the order of the output, {channels}."))
        {
            WriteWindows(context);
        }

        if (WindowPoolEdges.AreIn(context.Step))
        {
            WindowPoolEdges.WriteKernel(context);
        }
    }

    private static void WriteWindows(StepContext<WindowPoolStep> context)
    {
        WindowPoolStep step = context.Step;
        var scopes = new Stack<SourceWriter.BlockScope>();
        WriteAxis(context, step.Depth, "d", "front", "back", scopes);
        WriteAxis(context, step.Height, "h", "top", "bottom", scopes);
        WriteRow(context);
        while (scopes.Count > 0)
        {
            scopes.Pop().Dispose();
        }
    }

    /// <summary>A loop over the windows of an outer axis, with what each sees of it.</summary>
    private static void WriteAxis(StepContext<WindowPoolStep> context, WindowAxis axis, string index, string start, string end, Stack<SourceWriter.BlockScope> scopes)
    {
        SourceWriter writer = context.Writer;
        if (axis.Output == 1)
        {
            writer.Line($"int {index} = 0;");
        }
        else
        {
            scopes.Push(writer.Block($"for (int {index} = 0; {index} < {CSharpLiteral.Of(axis.Output)}; {index}++)"));
        }

        WindowPoolEdges.WriteBounds(writer, axis, index, start, WindowPoolEdges.AreIn(context.Step) ? end : null);
    }

    /// <summary>The windows of a row: those before the first that lies inside, those inside, those after.</summary>
    private static void WriteRow(StepContext<WindowPoolStep> context)
    {
        WindowPoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        WindowAxis width = step.Width;
        writer.Line("int w = 0;");
        if (width.FirstWhole > 0 || !(step.Depth.IsWhole && step.Height.IsWhole))
        {
            string isWhole = string.Join(" && ", new[] { Whole(step.Depth, "front", "back"), Whole(step.Height, "top", "bottom") }.Where(condition => condition.Length > 0));
            string firstWhole = CSharpLiteral.Of(width.FirstWhole);
            writer.Line($"int inside = {(isWhole.Length == 0 ? firstWhole : $"{isWhole} ? {firstWhole} : {CSharpLiteral.Of(width.Output)}")};");
            WindowPoolEdges.WriteCalls(context, "w < inside");
        }

        if (width.EndWhole > width.FirstWhole)
        {
            WriteInside(context);
        }

        if (WindowPoolEdges.AreIn(step) && (width.EndWhole < width.Output || step.IsPartial))
        {
            WindowPoolEdges.WriteCalls(context, $"w < {CSharpLiteral.Of(width.Output)}");
        }

        static string Whole(WindowAxis axis, string start, string end) => axis.IsWhole ? "" : $"{end} - {start} == {CSharpLiteral.Of(axis.Window)}";
    }

    private static void WriteInside(StepContext<WindowPoolStep> context)
    {
        WindowPoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        WindowAxis width = step.Width;
        string channels = CSharpLiteral.Of(step.Channels);
        string end = CSharpLiteral.Of(width.EndWhole);
        string column = width.Before == 0 ? $"(w * {CSharpLiteral.Of(width.Stride)})" : $"(w * {CSharpLiteral.Of(width.Stride)}) - {CSharpLiteral.Of(width.Before)}";
        writer.Line($"int at = (((((front * {CSharpLiteral.Of(step.Height.Input)}) + top) * {CSharpLiteral.Of(width.Input)}) + {column}) * {channels});");
        writer.Line($"int to = {WindowPoolEdges.Result(step, "w")};");
        if (step.IsPartial)
        {
            // A block is longer than the channels: what it stores too much, the next results overwrite, as long as there are such.
            string input = $"{CSharpLiteral.Of(step.InputLength)} - at, {CSharpLiteral.Of((int)Math.Min(step.Reach, int.MaxValue))}, {CSharpLiteral.Of(width.Stride * step.Channels)}";
            string output = $"{CSharpLiteral.Of(step.OutputLength)} - to, {CSharpLiteral.Of(step.Block)}, {channels}";
            writer.Line($"int end = w + {KernelWriter.Services}.WindowRows.Whole({end} - w, {input}, {output});");
            end = "end";
        }

        using (writer.Block($"for (; w < {end}; w++, at += {CSharpLiteral.Of(width.Stride * step.Channels)}, to += {channels})"))
        {
            writer.Line($"ref {context.Source} window = ref At(ref x, (nuint)at);");
            writer.Line($"ref {context.Destination} result = ref At(ref y, (nuint)to);");
            WriteGroups(context);
        }
    }

    /// <summary>One window that lies inside: its groups of channels, and what is left of them as a group that overlaps the last.</summary>
    private static void WriteGroups(StepContext<WindowPoolStep> context)
    {
        WindowPoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        if (step.Reduction == Reduction.Mean && step.Positions > 1)
        {
            writer.Line(step.DividesExactly ? $"V share = V.Constant(1d / {CSharpLiteral.Of(step.Positions)});" : $"V count = V.Constant({CSharpLiteral.Of(step.Positions)});");
        }

        if (step.Channels <= step.Group)
        {
            WriteGroup(context, "");
            return;
        }

        int whole = step.Channels / step.Group * step.Group;
        using (writer.Block($"for (nuint lane = 0; lane < {CSharpLiteral.Of(whole)}; lane += {CSharpLiteral.Of(step.Group)})"))
        {
            WriteGroup(context, "lane");
        }

        if (whole < step.Channels)
        {
            using (writer.Block())
            {
                writer.Line($"const nuint lane = {CSharpLiteral.Of(step.Channels - step.Group)};");
                WriteGroup(context, "lane");
            }
        }
    }

    private static void WriteGroup(StepContext<WindowPoolStep> context, string lane)
    {
        WindowPoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        if (step.StraightPositions == step.Positions)
        {
            int row = step.Width.Input * step.Channels;
            int plane = step.Height.Input * row;
            for (int position = 0; position < step.Positions; position++)
            {
                (int line, int column) = (position / step.Width.Window, position % step.Width.Window);
                int index = (line / step.Height.Window * plane) + (line % step.Height.Window * row) + (column * step.Channels);
                WritePosition(context, lane, index, isFirst: position == 0);
            }
        }
        else
        {
            WriteLargeWindow(context, lane);
        }

        string divisor = step.Reduction != Reduction.Mean || step.Positions == 1 ? "" : step.DividesExactly ? " * share" : " / count";
        for (int block = 0; block < step.GroupOffsets.Count; block++)
        {
            writer.Line($"V.Store({Name(block)}{divisor}, ref result, {KernelWriter.Plus(lane, step.GroupOffsets[block])});");
        }
    }

    /// <summary>A window of too many positions to write all out: its rows, or its positions, in loops.</summary>
    private static void WriteLargeWindow(StepContext<WindowPoolStep> context, string lane)
    {
        WindowPoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        int row = step.Width.Input * step.Channels;
        int plane = step.Height.Input * row;
        for (int block = 0; block < step.GroupOffsets.Count; block++)
        {
            writer.Line($"V {Name(block)} = {WindowPoolEdges.Nothing(step)};");
        }

        string start = lane.Length > 0 ? lane : "0";
        using (writer.Block($"for (nuint plane = {start}; plane < {KernelWriter.Plus(lane, step.Depth.Window * plane)}; plane += {CSharpLiteral.Of(plane)})"))
        using (writer.Block($"for (nuint line = plane; line < plane + {CSharpLiteral.Of(step.Height.Window * row)}; line += {CSharpLiteral.Of(row)})"))
        {
            if (step.StraightPositions > 1)
            {
                for (int column = 0; column < step.StraightPositions; column++)
                {
                    WritePosition(context, "line", column * step.Channels, isFirst: false);
                }
            }
            else
            {
                using (writer.Block($"for (nuint i = line; i < line + {CSharpLiteral.Of(step.Width.Window * step.Channels)}; i += {CSharpLiteral.Of(step.Channels)})"))
                {
                    WritePosition(context, "i", 0, isFirst: false);
                }
            }
        }
    }

    private static void WritePosition(StepContext<WindowPoolStep> context, string index, int position, bool isFirst)
    {
        IReadOnlyList<int> offsets = context.Step.GroupOffsets;
        for (int block = 0; block < offsets.Count; block++)
        {
            string at = KernelWriter.Plus(index, position + offsets[block]);
            context.Writer.Line(isFirst ? $"V {Name(block)} = V.Load(ref window, {at});" : $"{Name(block)} = {context.Step.Reduction.CombineAt(Name(block), "window", at)};");
        }
    }

    private static string Name(int block) => $"s{CSharpLiteral.Of(block)}";
}
