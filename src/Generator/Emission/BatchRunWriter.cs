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
    public static void Write(ModelContext context, StepKernels kernels)
    {
        SourceWriter writer = context.Writer;
        ExecutionPlan plan = context.Plan!;
        List<KernelParameter> parameters = [.. KernelsWriter.Buffers(context), new(context.Element, "weights")];
        string chunk = CSharpLiteral.Of(plan.Chunk);
        writer.Line();
        writer.Line($"/// <summary>Runs samples one after the other, {chunk} of them through each step together.</summary>");
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
                StepCalls.Write(writer, [.. plan.Steps.Select(step => Call(context, step, kernels.NameOf(step)))]);
            }
        }
    }

    private static StepCall Call(ModelContext context, Step step, string name)
    {
        List<KernelParameter> extra = [.. StepEmitter.For(step).ExtraParameters(step, context.Model.ElementType)];
        bool takesRows = extra.Any(p => p.Role == ParameterRole.RowCount);
        List<string> arguments =
        [
            .. step.Reads.Select(value => Reference(context, value, !takesRows)),
            Reference(context, step.Writes, !takesRows),
            .. step.Workspaces.Select(value => Reference(context, value, isEach: false)),
        ];
        arguments.AddRange(extra.Select(p => p.Name switch
        {
            KernelsWriter.Rows => step.BatchRows == 1 ? "count" : $"count * {CSharpLiteral.Of(step.BatchRows)}",
            StepCall.WeightsArgument => p.Name,
            _ => $"ref {p.Name}",
        }));
        return new StepCall(name, arguments.ToEquatableArray(), step.WeightsOffset, takesRows ? null : "for (nuint i = 0; i < count; i++)");
    }

    /// <summary>The samples of a chunk lie one after the other in each buffer, with what lies there as a part of each.</summary>
    /// <param name="isEach">Points to the sample of this round, else to the first.</param>
    private static string Reference(ModelContext context, ValueId id, bool isEach)
    {
        PlanValue value = context.Plan!.Values[id.Index];
        int start = ((value.Place.Offset - value.Lead) * context.Plan.Chunk) + value.Lead;
        string name = KernelsWriter.NameOf(value.Place);
        string offset = CSharpLiteral.Of(start);
        if (!isEach)
        {
            return KernelWriter.At(name, offset);
        }

        string sample = $"i * {CSharpLiteral.Of(value.Pitch)}";
        return KernelWriter.At(name, start == 0 ? sample : $"{offset} + ({sample})");
    }
}
