using ShapeGen.Generator.Emission.Steps;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Emission;

/// <summary>
/// Writes the method that takes a batch through the steps a chunk of samples at a time. Every sample's arithmetic is that
/// of a single <c>Forward</c>, so the results are the same bits.
/// </summary>
internal static class BatchRunWriter
{
    public static void Write(ModelContext context)
    {
        SourceWriter writer = context.Writer;
        ExecutionPlan plan = context.Plan!;
        List<KernelParameter> parameters = [.. KernelsWriter.Buffers(context), new(context.Element, "weights")];
        string chunk = CSharpLiteral.Of(plan.Chunk);
        writer.Line();
        writer.Line($"/// <summary>Runs samples one behind the other, {chunk} of them through each step together.</summary>");
        writer.Line(KernelWriter.Optimized);
        using (writer.Block($"internal static void {KernelsWriter.RunBatch}({KernelWriter.Declare(parameters)}, int samples)"))
        {
            if (plan.ScratchLength > 0)
            {
                KernelsWriter.WriteScratch(context, $"Rent<{context.Model.ElementType.ComputeName()}>({CSharpLiteral.Of(plan.ScratchLength * plan.Chunk)})");
            }

            using (writer.Block($"for (nuint sample = 0; sample < (nuint)samples; sample += {chunk})"))
            {
                writer.Line($"nuint count = nuint.Min({chunk}, (nuint)samples - sample);");
                KernelsWriter.WriteSample(context);
                for (int i = 0; i < plan.Steps.Count; i++)
                {
                    WriteStep(context, plan.Steps[i], KernelsWriter.Name(i, isMasked: false));
                }
            }
        }
    }

    private static void WriteStep(ModelContext context, Step step, string name)
    {
        List<KernelParameter> extra = [.. StepEmitter.For(step).ExtraParameters(step, context.Model.ElementType)];
        bool takesRows = extra.Any(p => p.Role == ParameterRole.RowCount);
        List<string> arguments =
        [
            .. step.Sources.Zip(step.InputLengths, (place, length) => Reference(context, place, takesRows ? null : length)),
            Reference(context, step.Destination, takesRows ? null : step.OutputLength),
            .. step.WorkspacePlaces.Select(place => Reference(context, place, null)),
        ];
        arguments.AddRange(extra.Select(p => p.Role == ParameterRole.RowCount
            ? step.BatchRows == 1 ? "count" : $"count * {CSharpLiteral.Of(step.BatchRows)}"
            : $"ref {p.Name}"));
        string call = $"{name}({string.Join(", ", arguments)});";
        if (takesRows)
        {
            context.Writer.Line(call);
            return;
        }

        using (context.Writer.Block("for (nuint i = 0; i < count; i++)"))
        {
            context.Writer.Line(call);
        }
    }

    /// <summary>The samples of a chunk lie one behind the other in each buffer.</summary>
    /// <param name="length">Elements of a sample, to point to the one of this round; null points to the first.</param>
    private static string Reference(ModelContext context, BufferRef buffer, int? length)
    {
        string name = KernelsWriter.NameOf(buffer);
        string offset = CSharpLiteral.Of(buffer.Offset * context.Plan!.Chunk);
        if (length is null)
        {
            return KernelWriter.At(name, offset);
        }

        string sample = $"i * {CSharpLiteral.Of(length.Value)}";
        return KernelWriter.At(name, buffer.Offset == 0 ? sample : $"{offset} + ({sample})");
    }
}
