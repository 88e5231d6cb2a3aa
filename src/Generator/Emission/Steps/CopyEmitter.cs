using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>
/// One loop an axis, inside them a run that is copied. What is repeated is written once and then copied within the output.
/// </summary>
internal sealed class CopyEmitter : StepEmitter<CopyStep>
{
    protected override void Write(StepContext<CopyStep> context)
    {
        using (context.Method())
        {
            WriteAxis(context, 0, "x", "y");
        }
    }

    private static void WriteAxis(StepContext<CopyStep> context, int index, string from, string to)
    {
        CopyAxis axis = context.Step.Axes[index];
        SourceWriter writer = context.Writer;
        int input = Inner(context, index, a => a.Input);
        int output = Inner(context, index, a => a.Output);
        WriteZeros(context, to, 0, axis.Front * output);
        if (index == context.Step.Axes.Count - 1)
        {
            WriteRun(context, axis, from, to);
        }
        else
        {
            string number = CSharpLiteral.Of(index);
            (string inner, string innerTo) = ($"from{number}", $"to{number}");
            using (writer.Block($"for (nuint i{number} = 0; i{number} < {CSharpLiteral.Of(axis.Count)}; i{number}++)"))
            {
                string read = KernelWriter.Plus($"(i{number} * {CSharpLiteral.Of(input)})", axis.First * input);
                string write = KernelWriter.Plus($"(i{number} * {CSharpLiteral.Of(axis.Repeats * output)})", axis.Front * output);
                writer.Line($"ref {context.Source} {inner} = {KernelWriter.At(from, read)};");
                writer.Line($"ref {context.Destination} {innerTo} = {KernelWriter.At(to, write)};");
                WriteAxis(context, index + 1, inner, innerTo);
                for (int repeat = 1; repeat < Math.Min(axis.Repeats, CopyStep.ShortRun); repeat++)
                {
                    WriteCopy(context, innerTo, "0", innerTo, CSharpLiteral.Of(repeat * output), output, context.Destination);
                }

                if (axis.Repeats > CopyStep.ShortRun)
                {
                    using (writer.Block($"for (nuint repeat = {CSharpLiteral.Of(CopyStep.ShortRun)}; repeat < {CSharpLiteral.Of(axis.Repeats)}; repeat++)"))
                    {
                        WriteCopy(context, innerTo, "0", innerTo, $"repeat * {CSharpLiteral.Of(output)}", output, context.Destination);
                    }
                }
            }
        }

        WriteZeros(context, to, (axis.Output - axis.Back) * output, axis.Back * output);
    }

    /// <summary>The last axis: a run, or each of its elements several times.</summary>
    private static void WriteRun(StepContext<CopyStep> context, CopyAxis axis, string from, string to)
    {
        if (axis.Repeats == 1)
        {
            WriteCopy(context, from, CSharpLiteral.Of(axis.First), to, CSharpLiteral.Of(axis.Front), axis.Count, context.Source);
            return;
        }

        SourceWriter writer = context.Writer;
        using (writer.Block($"for (nuint i = 0; i < {CSharpLiteral.Of(axis.Input)}; i++)"))
        {
            writer.Line($"{context.Destination} value = {StepContext<CopyStep>.Cast(context.Destination, context.Source, $"At(ref {from}, i)")};");
            using (writer.Block($"for (nuint repeat = i * {CSharpLiteral.Of(axis.Repeats)}; repeat < (i + 1) * {CSharpLiteral.Of(axis.Repeats)}; repeat++)"))
            {
                writer.Line($"At(ref {to}, repeat) = value;");
            }
        }
    }

    private static void WriteCopy(StepContext<CopyStep> context, string from, string read, string to, string write, int length, string source)
    {
        SourceWriter writer = context.Writer;
        if (length <= CopyStep.ShortRun)
        {
            for (int i = 0; i < length; i++)
            {
                string value = KernelWriter.Element(from, Plus(read, CSharpLiteral.Of(i)));
                writer.Line($"{KernelWriter.Element(to, Plus(write, CSharpLiteral.Of(i)))} = {StepContext<CopyStep>.Cast(context.Destination, source, value)};");
            }
        }
        else if (source == context.Destination)
        {
            string count = CSharpLiteral.Of(length);
            writer.Line($"{KernelWriter.Marshal}.CreateReadOnlySpan({KernelWriter.At(from, read)}, {count}).CopyTo({KernelWriter.Marshal}.CreateSpan({KernelWriter.At(to, write)}, {count}));");
        }
        else
        {
            using (writer.Block($"for (nuint i = 0; i < {CSharpLiteral.Of(length)}; i++)"))
            {
                writer.Line($"At(ref {to}, {Plus(write, "i")}) = {StepContext<CopyStep>.Cast(context.Destination, source, $"At(ref {from}, {Plus(read, "i")})")};");
            }
        }
    }

    private static void WriteZeros(StepContext<CopyStep> context, string to, int start, int count)
    {
        if (count > 0)
        {
            context.Writer.Line($"{KernelWriter.Marshal}.CreateSpan({KernelWriter.At(to, CSharpLiteral.Of(start))}, {CSharpLiteral.Of(count)}).Clear();");
        }
    }

    private static string Plus(string left, string right) => left == "0" ? right : right == "0" ? left : $"({left}) + {right}";

    private static int Inner(StepContext<CopyStep> context, int index, Func<CopyAxis, int> size) =>
        context.Step.Axes.Skip(index + 1).Aggregate(1, (product, axis) => product * size(axis));
}
