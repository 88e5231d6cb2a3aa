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
        string shares = context.Step.SharedColumns > 0 ? ", which take over the maxima of columns from the window before (c<column><block>) and leave theirs to the next (d<column><block>)" : "";
        string witnesses = new MaximumWitness(context.Step.Reduction, context.Step.Witnesses).Explanation;
        using (context.Kernel.Generic(windows, parameters, comment: $"Windows in the order of the output, {channels}{shares}.{witnesses}"))
        {
            WriteWindows(context);
        }

        if (WindowPoolEdges.AreWritten(context.Step))
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

        WindowPoolEdges.WriteBounds(writer, axis, index, start, WindowPoolEdges.AreWritten(context.Step) ? end : null);
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

        // Where there is no such window, nothing must be read of one.
        using (WindowPoolEdges.AreIn(step) ? writer.Block($"if (w < {end})") : default(IDisposable))
        {
            var window = new WindowPoolWriter(context, new MaximumWitness(step.Reduction, step.Witnesses));
            window.WriteWitnesses();
            if (step.SharedColumns > 0)
            {
                WriteSharing(context, window, end);
            }
            else
            {
                using (writer.Block($"for (int v = w; v < {end}; v++, at += {CSharpLiteral.Of(width.Stride * step.Channels)}, to += {channels})"))
                {
                    WriteReferences(context);
                    window.WriteDivisor();
                    WriteGroups(context, window.Write);
                }
            }

            window.WriteExact($"v < {end}");
            writer.Line($"w = {end};");
        }
    }

    /// <summary>Windows that take over columns: a row of them for each group of channels.</summary>
    private static void WriteSharing(StepContext<WindowPoolStep> context, WindowPoolWriter window, string end) => WriteGroups(context, lane =>
    {
        SourceWriter writer = context.Writer;
        WriteReferences(context);
        window.WriteFirstColumns(lane);
        using (writer.Block($"for (int v = w; v < {end}; v++)"))
        {
            window.WriteSharing(lane);
            writer.Line($"window = ref At(ref window, {CSharpLiteral.Of(context.Step.Width.Stride * context.Step.Channels)});");
            writer.Line($"result = ref At(ref result, {CSharpLiteral.Of(context.Step.Channels)});");
        }
    });

    private static void WriteReferences(StepContext<WindowPoolStep> context)
    {
        context.Writer.Line($"ref {context.Source} window = ref At(ref x, (nuint)at);");
        context.Writer.Line($"ref {context.Destination} result = ref At(ref y, (nuint)to);");
    }

    /// <summary>Groups of channels, and what is left of them as a group that overlaps the last.</summary>
    private static void WriteGroups(StepContext<WindowPoolStep> context, Action<string> write)
    {
        WindowPoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        if (step.Channels <= step.Group)
        {
            using (step.SharedColumns > 0 ? writer.Block() : default(IDisposable))
            {
                write("");
            }

            return;
        }

        int whole = step.Channels / step.Group * step.Group;
        using (writer.Block($"for (nuint lane = 0; lane < {CSharpLiteral.Of(whole)}; lane += {CSharpLiteral.Of(step.Group)})"))
        {
            write("lane");
        }

        if (whole < step.Channels)
        {
            using (writer.Block())
            {
                writer.Line($"const nuint lane = {CSharpLiteral.Of(step.Channels - step.Group)};");
                write("lane");
            }
        }
    }
}
