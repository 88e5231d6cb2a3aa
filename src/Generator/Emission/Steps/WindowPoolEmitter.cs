using ShapeGen.Generator.Emission.Kernels;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>
/// Goes over the windows in the order of the output, a tile of channels at a time. Windows inside the input are written
/// out as far as their size allows; those that stick out run in loops over what they see, position by position in the same order.
/// </summary>
internal sealed class WindowPoolEmitter : StepEmitter<WindowPoolStep>
{
    protected override void Write(StepContext<WindowPoolStep> context)
    {
        WindowPoolStep step = context.Step;
        KernelParameter[] parameters = [new(context.Source, "x", FollowsLanes: true), new(context.Destination, "y", FollowsLanes: true)];
        string few = context.Kernel.Name + "Tiles";
        using (context.Method())
        {
            if (step.Tiling is null)
            {
                context.Kernel.Ladder(few, few, KernelWriter.Pass(parameters));
            }
            else
            {
                context.Kernel.Ladder(step.Tiling.IsUniform, KernelWriter.Pass(parameters));
            }
        }

        if (step.Tiling is null)
        {
            using (context.Kernel.Generic(few, parameters, comment: "Windows in the order of the output; the channels fill a part of a block."))
            {
                WriteWindows(context, [0]);
            }
        }
        else
        {
            context.Kernel.Tiles(step.Tiling, parameters, tile => WriteWindows(context, tile.Offsets), "Windows in the order of the output, a tile of channels at a time.");
        }

        if (HasEdges(step))
        {
            WriteEdge(context);
        }
    }

    /// <summary>All windows for the blocks of a tile.</summary>
    private static void WriteWindows(StepContext<WindowPoolStep> context, IReadOnlyList<int> offsets)
    {
        WindowPoolStep step = context.Step;
        var scopes = new Stack<SourceWriter.BlockScope>();
        WriteAxis(context, step.Depth, "d", "front", "back", scopes);
        WriteAxis(context, step.Height, "h", "top", "bottom", scopes);
        WriteRow(context, offsets);
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

        WriteBounds(writer, axis, index, start, HasEdges(context.Step) ? end : null);
    }

    /// <summary>Some windows stick out, or their blocks may.</summary>
    private static bool HasEdges(WindowPoolStep step) => !step.IsWhole || step.Tiling is null;

    private static void WriteBounds(SourceWriter writer, WindowAxis axis, string index, string start, string? end)
    {
        string first = axis.Before == 0 ? $"{index} * {CSharpLiteral.Of(axis.Stride)}" : $"({index} * {CSharpLiteral.Of(axis.Stride)}) - {CSharpLiteral.Of(axis.Before)}";
        writer.Line($"int {start} = {(axis.Before == 0 ? first : $"int.Max(0, {first})")};");
        if (end is null)
        {
            return;
        }

        string last = $"{first} + {CSharpLiteral.Of(axis.Window)}";
        writer.Line($"int {end} = {(axis.EndsInside ? last : $"int.Min({CSharpLiteral.Of(axis.Input)}, {last})")};");
    }

    /// <summary>The windows of a row: those before the first that lies inside, those inside, those after.</summary>
    private static void WriteRow(StepContext<WindowPoolStep> context, IReadOnlyList<int> offsets)
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
            WriteEdges(context, "w < inside", offsets);
        }

        if (width.EndWhole > width.FirstWhole)
        {
            WriteInside(context, offsets);
        }

        if (HasEdges(step) && (width.EndWhole < width.Output || step.Tiling is null))
        {
            WriteEdges(context, $"w < {CSharpLiteral.Of(width.Output)}", offsets);
        }

        static string Whole(WindowAxis axis, string start, string end) => axis.IsWhole ? "" : $"{end} - {start} == {CSharpLiteral.Of(axis.Window)}";
    }

    private static void WriteInside(StepContext<WindowPoolStep> context, IReadOnlyList<int> offsets)
    {
        WindowPoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        WindowAxis width = step.Width;
        string channels = CSharpLiteral.Of(step.Channels);
        string end = CSharpLiteral.Of(width.EndWhole);
        string column = width.Before == 0 ? $"(w * {CSharpLiteral.Of(width.Stride)})" : $"(w * {CSharpLiteral.Of(width.Stride)}) - {CSharpLiteral.Of(width.Before)}";
        writer.Line($"int at = (((((front * {CSharpLiteral.Of(step.Height.Input)}) + top) * {CSharpLiteral.Of(width.Input)}) + {column}) * {channels});");
        writer.Line($"int to = {Result(step, "w")};");
        if (step.Tiling is null)
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
            WriteWindow(context, offsets);
        }
    }

    /// <summary>One window that lies inside.</summary>
    private static void WriteWindow(StepContext<WindowPoolStep> context, IReadOnlyList<int> offsets)
    {
        WindowPoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        int straight = step.StraightPositions(offsets.Count);
        int row = step.Width.Input * step.Channels;
        int plane = step.Height.Input * row;
        if (straight == step.Positions)
        {
            for (int position = 0; position < straight; position++)
            {
                int column = position % step.Width.Window;
                int line = position / step.Width.Window % step.Height.Window;
                int index = (position / step.Width.Window / step.Height.Window * plane) + (line * row) + (column * step.Channels);
                WritePosition("", index, isFirst: position == 0);
            }
        }
        else
        {
            for (int block = 0; block < offsets.Count; block++)
            {
                writer.Line($"V {Name(block)} = {Nothing(step)};");
            }

            string rows = $"for (nuint line = plane; line < plane + {CSharpLiteral.Of(step.Height.Window * row)}; line += {CSharpLiteral.Of(row)})";
            using (writer.Block($"for (nuint plane = 0; plane < {CSharpLiteral.Of(step.Depth.Window * plane)}; plane += {CSharpLiteral.Of(plane)})"))
            using (writer.Block(rows))
            {
                if (straight > 1)
                {
                    for (int column = 0; column < straight; column++)
                    {
                        WritePosition("line", column * step.Channels, isFirst: false);
                    }
                }
                else
                {
                    using (writer.Block($"for (nuint i = line; i < line + {CSharpLiteral.Of(step.Width.Window * step.Channels)}; i += {CSharpLiteral.Of(step.Channels)})"))
                    {
                        WritePosition("i", 0, isFirst: false);
                    }
                }
            }
        }

        string divisor = step.Reduction != Reduction.Mean || step.Positions == 1 ? "" : step.DividesExactly ? " * share" : " / count";
        if (divisor.Length > 0)
        {
            writer.Line(step.DividesExactly ? $"V share = V.Constant(1d / {CSharpLiteral.Of(step.Positions)});" : $"V count = V.Constant({CSharpLiteral.Of(step.Positions)});");
        }

        for (int block = 0; block < offsets.Count; block++)
        {
            writer.Line($"V.Store({Name(block)}{divisor}, ref result, {CSharpLiteral.Of(offsets[block])});");
        }

        void WritePosition(string index, int position, bool isFirst)
        {
            for (int block = 0; block < offsets.Count; block++)
            {
                string at = KernelWriter.Plus(index, position + offsets[block]);
                writer.Line(isFirst ? $"V {Name(block)} = V.Load(ref window, {at});" : $"{Name(block)} = {step.Reduction.CombineAt(Name(block), "window", at)};");
            }
        }
    }

    private static void WriteEdges(StepContext<WindowPoolStep> context, string condition, IReadOnlyList<int> offsets)
    {
        WindowPoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        int lanes = step.Tiling is null ? step.Channels : offsets[offsets.Count - 1] + step.Block;
        using (writer.Block($"for (; {condition}; w++)"))
        {
            WriteBounds(writer, step.Width, "w", "left", "right");
            writer.Line($"{Edge(context)}<V>(ref x, ref At(ref y, (nuint)({Result(step, "w")})), {CSharpLiteral.Of(lanes)}, front, back, top, bottom, left, right);");
        }
    }

    /// <summary>A window that sticks out, or whose blocks would: the positions that it sees, a block of lanes at a time.</summary>
    private static void WriteEdge(StepContext<WindowPoolStep> context)
    {
        WindowPoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        string[] bounds = ["front", "back", "top", "bottom", "left", "right"];
        KernelParameter[] parameters =
        [
            new(context.Source, "x"),
            new(context.Destination, "y"),
            new("nuint", "lanes", IsValue: true),
            .. bounds.Select(bound => new KernelParameter("int", bound, IsValue: true)),
        ];
        string block = CSharpLiteral.Of(step.Block);
        using (context.Kernel.Generic(Edge(context), parameters, comment: "A window that sticks out: the positions that it sees, a block of lanes at a time."))
        {
            if (step.Reduction == Reduction.Mean)
            {
                writer.Line("V count = V.Splat((back - front) * (bottom - top) * (right - left));");
            }

            writer.Line("nuint lane = 0;");
            using (writer.Block("while (true)"))
            {
                writer.Line($"V result = {Nothing(step)};");
                using (writer.Block("for (int d = front; d < back; d++)"))
                using (writer.Block("for (int h = top; h < bottom; h++)"))
                {
                    string row = $"(((d * {CSharpLiteral.Of(step.Height.Input)}) + h) * {CSharpLiteral.Of(step.Width.Input)})";
                    using (writer.Block("for (int w = left; w < right; w++)"))
                    {
                        string at = $"((nuint)({row} + w) * {CSharpLiteral.Of(step.Channels)}) + lane";
                        writer.Line(step.Tiling is null
                            ? $"result = {step.Reduction.Combine("result", $"V.LoadFirst(ref x, {at}, {CSharpLiteral.Of(step.Channels)}, 0)")};"
                            : $"result = {step.Reduction.CombineAt("result", "x", at)};");
                    }
                }

                string value = step.Reduction == Reduction.Mean ? "result / count" : "result";
                if (step.Tiling is null)
                {
                    writer.Line($"V.StoreFirst({value}, ref y, 0, {CSharpLiteral.Of(step.Channels)});");
                    writer.Line("return;");
                }
                else
                {
                    writer.Line($"V.Store({value}, ref y, lane);");
                    using (writer.Block($"if (lane + {block} >= lanes)"))
                    {
                        writer.Line("return;");
                    }

                    // The last block overlaps the one before, unless the lanes are whole blocks.
                    writer.Line();
                    writer.Line($"lane = nuint.Min(lane + {block}, lanes - {block});");
                }
            }
        }
    }

    private static string Result(WindowPoolStep step, string w) =>
        $"(((((d * {CSharpLiteral.Of(step.Height.Output)}) + h) * {CSharpLiteral.Of(step.Width.Output)}) + {w}) * {CSharpLiteral.Of(step.Channels)})";

    private static string Edge(StepContext<WindowPoolStep> context) => context.Kernel.Name + "Edge";

    /// <summary>What leaves every value as it is that it is combined with.</summary>
    private static string Nothing(WindowPoolStep step) =>
        $"V.Constant({(step.Reduction == Reduction.Mean ? "-0d" : "double.NegativeInfinity")})";

    private static string Name(int block) => $"s{CSharpLiteral.Of(block)}";
}
