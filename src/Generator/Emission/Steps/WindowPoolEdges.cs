using ShapeGen.Generator.Emission.Kernels;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>
/// Pooling windows one by one: those that stick out of the input, or whose blocks would, and maxima of which some may be NaN. A kernel of loops over
/// what they see, position by position in the order of the others.
/// </summary>
internal static class WindowPoolEdges
{
    /// <summary>Some windows stick out, or their blocks may.</summary>
    public static bool AreIn(WindowPoolStep step) => !step.IsWhole || step.IsPartial;

    /// <summary>There are windows for the kernel.</summary>
    public static bool AreWritten(WindowPoolStep step) => AreIn(step) || step.Witnesses > 0;

    /// <summary>What a window sees of an axis: from where, and to where if that is asked for.</summary>
    public static void WriteBounds(SourceWriter writer, WindowAxis axis, string index, string start, string? end)
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

    /// <summary>The windows of a row from the next on, while a condition holds.</summary>
    public static void WriteCalls(StepContext<WindowPoolStep> context, string condition) => WriteCalls(context, "", "w", condition);

    /// <summary>Windows of a row.</summary>
    public static void WriteCalls(StepContext<WindowPoolStep> context, string start, string index, string condition)
    {
        WindowPoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        using (writer.Block($"for ({start}; {condition}; {index}++)"))
        {
            WriteBounds(writer, step.Width, index, "left", "right");
            writer.Line($"{Name(context)}<V>(ref x, ref At(ref y, (nuint)({Result(step, index)})), front, back, top, bottom, left, right);");
        }
    }

    /// <summary>A window by itself: the positions that it sees, a block of lanes at a time.</summary>
    public static void WriteKernel(StepContext<WindowPoolStep> context)
    {
        WindowPoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        string[] bounds = ["front", "back", "top", "bottom", "left", "right"];
        KernelParameter[] parameters =
        [
            new(context.Source, "x"),
            new(context.Destination, "y"),
            .. bounds.Select(bound => new KernelParameter("int", bound, IsValue: true)),
        ];
        string block = CSharpLiteral.Of(step.Block);
        string last = CSharpLiteral.Of(step.Channels - step.Block);
        using (context.Kernel.Generic(Name(context), parameters, comment: $"A window by itself{(step.Witnesses > 0 ? ", with maxima that let NaN through" : "")}: the positions that it sees, a block of lanes at a time."))
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
                        writer.Line(step.IsPartial
                            ? $"result = {step.Reduction.Combine("result", $"V.LoadFirst(ref x, {at}, {CSharpLiteral.Of(step.Channels)}, 0)")};"
                            : $"result = {step.Reduction.CombineAt("result", "x", at)};");
                    }
                }

                string value = step.Reduction == Reduction.Mean ? "result / count" : "result";
                if (step.IsPartial)
                {
                    writer.Line($"V.StoreFirst({value}, ref y, 0, {CSharpLiteral.Of(step.Channels)});");
                    writer.Line("return;");
                }
                else
                {
                    writer.Line($"V.Store({value}, ref y, lane);");
                    using (writer.Block($"if (lane >= {last})"))
                    {
                        writer.Line("return;");
                    }

                    // The last block overlaps the one before, unless the lanes are whole blocks.
                    writer.Line();
                    writer.Line($"lane = nuint.Min(lane + {block}, {last});");
                }
            }
        }
    }

    /// <summary>Where the result of a window lies.</summary>
    public static string Result(WindowPoolStep step, string w) =>
        $"(((((d * {CSharpLiteral.Of(step.Height.Output)}) + h) * {CSharpLiteral.Of(step.Width.Output)}) + {w}) * {CSharpLiteral.Of(step.Channels)})";

    /// <summary>What leaves every value as it is that it is combined with.</summary>
    public static string Nothing(WindowPoolStep step) =>
        $"V.Constant({(step.Reduction == Reduction.Mean ? "-0d" : "double.NegativeInfinity")})";

    private static string Name(StepContext<WindowPoolStep> context) => context.Kernel.Name + "Edge";
}
