using ShapeGen.Generator.Core;
using ShapeGen.Generator.Models;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Emission;

/// <summary>Writes <c>Forward</c> and <c>ForwardBatch</c> with all their overloads.</summary>
internal static class ForwardWriter
{
    private const string Arguments = "global::ShapeGen.CompilerServices.ModelArguments";

    public static void Write(ModelContext context)
    {
        WriteSpans(context);
        WriteBatch(context);
        WriteView(context);
        WriteMasked(context);
        WriteArray(context);
        WriteTensors(context);
    }

    private static void WriteSpans(ModelContext context)
    {
        if (context.IsTaken(ModelMembers.Forward, Signature(context)))
        {
            return;
        }

        ShapedModel model = context.Model;
        context.Method(
            $"""
            <summary>Runs one sample: {model.Input} → {model.Output}. Allocates nothing after a thread's first call.</summary>
            <param name="input">Exactly {CSharpLiteral.Of(model.Input.ElementCount)} elements, {model.Input} in row-major order.</param>
            <param name="destination">At least {CSharpLiteral.Of(model.Output.ElementCount)} elements; only the first ones are written.</param>
            <exception cref="global::System.ArgumentException">A length does not fit, or the buffers overlap.</exception>{BufferChecks.IntegerException(model)}
            <remarks>
            {ModelWriter.LayerTable(model)}
            </remarks>
            """,
            $"public {context.StaticForward}void Forward({context.Source} input, {context.Destination} destination)",
            () =>
            {
                WriteCheck(context);
                WriteRun(context, KernelsWriter.Run, "1", "input");
            });
    }

    private static void WriteBatch(ModelContext context)
    {
        if (context.IsTaken(ModelMembers.ForwardBatch, Signature(context)))
        {
            return;
        }

        ShapedModel model = context.Model;
        context.Method(
            $"""
            <summary>Runs n = inputs.Length / {CSharpLiteral.Of(model.Input.ElementCount)} whole samples, one after the other; n may be 0.</summary>
            <param name="inputs">n samples of {model.Input}.</param>
            <param name="destination">At least n · {CSharpLiteral.Of(model.Output.ElementCount)} elements; only the first ones are written.</param>
            <exception cref="global::System.ArgumentException">A length does not fit, or the buffers overlap.</exception>{BufferChecks.IntegerException(model)}
            """,
            $"public {context.StaticForward}void ForwardBatch({context.Source} inputs, {context.Destination} destination)",
            () =>
            {
                WriteBatchCheck(context);
                WriteRun(context, context.Plan!.Chunk > 1 ? KernelsWriter.RunBatch : KernelsWriter.Run, "samples", "inputs");
            });
    }

    /// <summary>Where no step is left, the output is the input's memory.</summary>
    private static void WriteView(ModelContext context)
    {
        bool applies = context.Plan?.IsView ?? !context.Model.HasWeights;
        if (!applies || context.IsTaken(ModelMembers.Forward, $"(System.ReadOnlySpan<{InputDisplay(context)}>)"))
        {
            return;
        }

        ShapedModel model = context.Model;
        context.Method(
            $"""
            <summary>The same memory seen as {model.Output}: nothing is copied.</summary>
            <param name="input">Exactly {CSharpLiteral.Of(model.Input.ElementCount)} elements, {model.Input} in row-major order.</param>
            <exception cref="global::System.ArgumentException">The length does not fit.</exception>
            """,
            $"public static {context.Source} Forward({context.Source} input)",
            () =>
            {
                using (context.Writer.Block("if (input.Length != InputLength)"))
                {
                    context.Writer.Line($"{Arguments}.ThrowInput(input, InputShape);");
                }

                context.Writer.Line();
                context.Writer.Line("return input;");
            });
    }

    private static void WriteMasked(ModelContext context)
    {
        bool applies = context.Plan is { } plan ? plan.MaskLength > 0 : context.Model.Layers.Any(l => l.Layer.TakesMask);
        string signature = $"(System.ReadOnlySpan<{InputDisplay(context)}>, System.ReadOnlySpan<bool>, System.Span<{Display(context)}>)";
        if (!applies)
        {
            return;
        }

        string steps = CSharpLiteral.Of(context.Plan?.MaskLength ?? 1);
        const string Mask = "global::System.ReadOnlySpan<bool> mask";
        if (!context.IsTaken(ModelMembers.Forward, signature))
        {
            context.Method(
                $"""
                <summary>Runs one sample, leaving out the steps whose mask is false, whatever they hold; all of them left out gives NaN.</summary>
                <param name="input">Exactly {CSharpLiteral.Of(context.Model.Input.ElementCount)} elements, {context.Model.Input} in row-major order.</param>
                <param name="mask">{steps} values, one a step: true keeps it.</param>
                <param name="destination">At least {CSharpLiteral.Of(context.Model.Output.ElementCount)} elements; only the first ones are written.</param>
                <exception cref="global::System.ArgumentException">A length does not fit, or the buffers overlap.</exception>
                """,
                $"public {context.StaticForward}void Forward({context.Source} input, {Mask}, {context.Destination} destination)",
                () =>
                {
                    WriteCheck(context);
                    context.Writer.Line($"{Arguments}.CheckMask(mask, {steps}, 1);");
                    WriteRun(context, KernelsWriter.RunMasked, "1", "input");
                });
        }

        if (!context.IsTaken(ModelMembers.ForwardBatch, signature))
        {
            context.Method(
                $"""
                <summary>Runs n whole samples, each with its own {steps} values of the mask.</summary>
                <param name="inputs">n samples of {context.Model.Input}.</param>
                <param name="mask">n · {steps} values, one a step: true keeps it.</param>
                <param name="destination">At least n · {CSharpLiteral.Of(context.Model.Output.ElementCount)} elements; only the first ones are written.</param>
                <exception cref="global::System.ArgumentException">A length does not fit, or the buffers overlap.</exception>
                """,
                $"public {context.StaticForward}void ForwardBatch({context.Source} inputs, {Mask}, {context.Destination} destination)",
                () =>
                {
                    WriteBatchCheck(context);
                    context.Writer.Line($"{Arguments}.CheckMask(mask, {steps}, samples);");
                    WriteRun(context, KernelsWriter.RunMasked, "samples", "inputs");
                });
        }
    }

    private static void WriteArray(ModelContext context)
    {
        TensorShape shape = context.Model.Input;
        if (shape.Rank is < 2 or > 4)
        {
            return;
        }

        string brackets = $"[{new string(',', shape.Rank - 1)}]";
        if (context.IsTaken(ModelMembers.Forward, $"({InputDisplay(context)}{brackets}, System.Span<{Display(context)}>)"))
        {
            return;
        }

        context.Method(
            $"""
            <summary>Runs one sample that lies in an array of {shape}; nothing is copied.</summary>
            <param name="input">An array of exactly the input's dimensions.</param>
            <param name="destination">At least {CSharpLiteral.Of(context.Model.Output.ElementCount)} elements; only the first ones are written.</param>
            <exception cref="global::System.ArgumentException">A dimension or length does not fit, or the buffers overlap.</exception>
            """,
            $"public {context.StaticForward}void Forward({context.InputElement(0)}{brackets} input, {context.Destination} destination)",
            () => context.Writer.Line($"Forward({Arguments}.AsSpan(input, InputShape), destination);"));
    }

    /// <summary>By reference: by value they would make a call with two plain arrays ambiguous under C# 12 and 13.</summary>
    private static void WriteTensors(ModelContext context)
    {
        const string Tensors = "global::System.Numerics.Tensors";
        string signature = $"(System.Numerics.Tensors.ReadOnlyTensorSpan<{InputDisplay(context)}>, System.Numerics.Tensors.TensorSpan<{Display(context)}>)";
        if (!context.Features.HasTensorSpans || context.IsTaken(ModelMembers.Forward, signature))
        {
            return;
        }

        context.Method(
            $"""
            <summary>Runs one sample that lies in a dense tensor of {context.Model.Input}; nothing is copied.</summary>
            <param name="input">A dense tensor of exactly the input's dimensions.</param>
            <param name="destination">A dense tensor of at least {CSharpLiteral.Of(context.Model.Output.ElementCount)} elements; only the first ones are written.</param>
            <exception cref="global::System.ArgumentException">A dimension or length does not fit, a tensor is not dense, or the buffers overlap.</exception>
            """,
            $"public {context.StaticForward}void Forward(in {Tensors}.ReadOnlyTensorSpan<{context.InputElement(0)}> input, in {Tensors}.TensorSpan<{context.Element}> destination)",
            () =>
            {
                SourceWriter writer = context.Writer;
                writer.Line($$"""
                    {{Arguments}}.CheckTensor(input.Lengths, input.IsDense, InputShape);
                    {{Arguments}}.CheckTensor(destination.IsDense);
                    Forward(
                        {{KernelWriter.Marshal}}.CreateReadOnlySpan(ref global::System.Runtime.CompilerServices.Unsafe.AsRef(in input.GetPinnableReference()), (int)input.FlattenedLength),
                        {{KernelWriter.Marshal}}.CreateSpan(ref destination.GetPinnableReference(), (int)nint.Min(destination.FlattenedLength, int.MaxValue)));
                    """);
            });
    }

    /// <summary>The lengths are constants and the shapes are looked at only to explain: spans over constants allocate in a Debug build.</summary>
    private static void WriteCheck(ModelContext context)
    {
        if (context.Model.HasIntegers)
        {
            WriteIntegerChecks(context, isBatch: false);
            return;
        }

        using (context.Writer.Block($"if (!{Arguments}.Fit(input, destination, InputLength, OutputLength))"))
        {
            context.Writer.Line($"{Arguments}.Throw(input, destination, InputShape, OutputShape);");
        }

        context.Writer.Line();
    }

    private static void WriteBatchCheck(ModelContext context)
    {
        if (context.Model.HasIntegers)
        {
            WriteIntegerChecks(context, isBatch: true);
            return;
        }

        context.Writer.Line($"int samples = {Arguments}.CountSamples(inputs, destination, InputLength, OutputLength);");
        using (context.Writer.Block("if (samples < 0)"))
        {
            context.Writer.Line($"{Arguments}.ThrowBatch(inputs, destination, InputShape, OutputShape);");
        }

        context.Writer.Line();
    }

    /// <summary>An input of integers is checked as one of several inputs is, and so are the integers.</summary>
    private static void WriteIntegerChecks(ModelContext context, bool isBatch)
    {
        BufferChecks.Write(
            context,
            [new BufferName(isBatch ? "inputs" : "input", context.Model.Input) { LengthName = ModelMembers.InputLength, IsInteger = true }],
            [new BufferName("destination", context.Model.Output) { LengthName = ModelMembers.OutputLength }],
            isBatch);
        context.Writer.Line();
    }

    private static void WriteRun(ModelContext context, string method, string samples, string input)
    {
        if (context.Plan!.IsView)
        {
            context.Writer.Line($"{input}.CopyTo(destination);");
            return;
        }

        List<string> arguments =
        [
            $"ref {KernelWriter.Marshal}.GetReference({input})",
            $"ref {KernelWriter.Marshal}.GetReference(destination)",
        ];
        if (method == KernelsWriter.RunMasked)
        {
            arguments.Add($"ref {KernelWriter.Marshal}.GetReference(mask)");
        }

        if (context.Model.HasWeights)
        {
            arguments.Add($"ref {ModelMembers.PackedWeights}.Origin");
        }

        arguments.Add(samples);
        context.Writer.Line($"{KernelsWriter.FullName(context.Model.Type)}.{method}({string.Join(", ", arguments)});");
    }

    private static string Display(ModelContext context) => context.Element.Replace("global::", "");

    private static string InputDisplay(ModelContext context) => context.InputElement(0).Replace("global::", "");

    private static string Signature(ModelContext context) => $"(System.ReadOnlySpan<{InputDisplay(context)}>, System.Span<{Display(context)}>)";
}
