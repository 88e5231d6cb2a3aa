using ShapeGen.Generator.Core;
using ShapeGen.Generator.Models;

namespace ShapeGen.Generator.Emission;

/// <summary>Writes <c>Forward</c> and <c>ForwardBatch</c> of a model with several inputs or outputs.</summary>
internal static class GraphForwardWriter
{
    public static void Write(ModelContext context)
    {
        (IReadOnlyList<BufferName> inputs, IReadOnlyList<BufferName> outputs) = BufferName.Of(context.Model);
        string parameters = string.Join(", ", [
            .. inputs.Select((input, i) => $"global::System.ReadOnlySpan<{context.InputElement(i)}> {input.Parameter}"),
            .. outputs.Select(output => $"{context.Destination} {output.Parameter}"),
        ]);
        string signature = BufferName.Signature(context.Model, context.Element.Replace("global::", ""));
        if (!context.IsTaken(ModelMembers.Forward, signature))
        {
            context.Method(
                $"""
                <summary>Runs one sample: {BufferName.Describe(inputs, outputs)}. Allocates nothing after a thread's first call.</summary>
                {Docs(inputs, input => $"Exactly {Elements(input)}, {input.Shape} in row-major order.")}
                {Docs(outputs, output => $"At least {Elements(output)} for {output.Shape}; only the first ones are written.")}
                <exception cref="global::System.ArgumentException">A length does not fit, or an output overlaps another buffer.</exception>{BufferChecks.IntegerException(context.Model)}
                <remarks>
                {ModelWriter.LayerTable(context.Model)}
                </remarks>
                """,
                $"public {context.StaticForward}void Forward({parameters})",
                () => WriteBody(context, inputs, outputs, isBatch: false));
        }

        if (!context.IsTaken(ModelMembers.ForwardBatch, signature))
        {
            context.Method(
                $"""
                <summary>Runs n whole samples, as many as the first input has; n may be 0.</summary>
                {Docs(inputs, input => $"n samples of {input.Shape}.")}
                {Docs(outputs, output => $"At least n · {CSharpLiteral.Of(output.Shape.ElementCount)} elements for {output.Shape}; only the first ones are written.")}
                <exception cref="global::System.ArgumentException">A length does not fit, or an output overlaps another buffer.</exception>{BufferChecks.IntegerException(context.Model)}
                """,
                $"public {context.StaticForward}void ForwardBatch({parameters})",
                () => WriteBody(context, inputs, outputs, isBatch: true));
        }
    }

    private static void WriteBody(ModelContext context, IReadOnlyList<BufferName> inputs, IReadOnlyList<BufferName> outputs, bool isBatch)
    {
        BufferChecks.Write(context, inputs, outputs, isBatch);
        SourceWriter writer = context.Writer;
        writer.Line();
        List<string> arguments = [.. inputs.Concat(outputs).Select(buffer => $"ref {KernelWriter.Marshal}.GetReference({buffer.Parameter})")];
        if (context.Model.HasWeights)
        {
            arguments.Add($"ref {ModelMembers.PackedWeights}.Origin");
        }

        arguments.Add(isBatch ? "samples" : "1");
        string run = isBatch && context.Plan!.Chunk > 1 ? KernelsWriter.RunBatch : KernelsWriter.Run;
        writer.Line($"{KernelsWriter.FullName(context.Model.Type)}.{run}({string.Join(", ", arguments)});");
    }

    private static string Elements(BufferName buffer) => buffer.Shape.ElementCount == 1 ? "1 element" : $"{CSharpLiteral.Of(buffer.Shape.ElementCount)} elements";

    private static string Docs(IReadOnlyList<BufferName> buffers, Func<BufferName, string> text) =>
        string.Join("\n", buffers.Select(buffer => $"<param name=\"{buffer.Plain}\">{text(buffer)}</param>"));
}
