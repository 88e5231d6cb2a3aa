using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>Moves the kept rows by one, and appends the new one.</summary>
internal sealed class HistoryEmitter : StepEmitter<HistoryStep>
{
    protected override void Write(StepContext<HistoryStep> context)
    {
        HistoryStep step = context.Step;
        SourceWriter writer = context.Writer;
        int kept = (step.Rows - 1) * step.Length;
        using (context.Method("The oldest row goes, the others move up, the new one comes last."))
        {
            if (kept > 0)
            {
                writer.Line($"{Span("own", CSharpLiteral.Of(step.Length), kept)}.CopyTo({Span("own", "0", kept)});");
            }

            Copy(context, context.Source, "x", "0", context.Compute, "own", CSharpLiteral.Of(kept), step.Length);
            Copy(context, context.Compute, "own", "0", context.Destination, "y", "0", step.OutputLength);
        }
    }

    private static void Copy(StepContext<HistoryStep> context, string sourceType, string source, string from, string targetType, string target, string to, int length)
    {
        if (sourceType == targetType)
        {
            context.Writer.Line($"{Span(source, from, length)}.CopyTo({Span(target, to, length)});");
            return;
        }

        using (context.Writer.Block($"for (nuint i = 0; i < {CSharpLiteral.Of(length)}; i++)"))
        {
            context.Writer.Line($"{KernelWriter.Element(target, $"{to} + i")} = {StepContext<HistoryStep>.Cast(targetType, sourceType, KernelWriter.Element(source, $"{from} + i"))};");
        }
    }

    private static string Span(string reference, string offset, int length) => $"{KernelWriter.Marshal}.CreateSpan({KernelWriter.At(reference, offset)}, {CSharpLiteral.Of(length)})";
}
