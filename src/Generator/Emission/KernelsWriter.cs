using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Emission.Steps;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission;

/// <summary>Writes the file-local class that holds a model's kernels and runs them over samples.</summary>
internal static class KernelsWriter
{
    public const string Run = "Run";
    public const string RunMasked = "RunMasked";
    public const string RunBatch = "RunBatch";

    /// <summary>The name of the parameter that says how many rows a step is to run.</summary>
    public const string Rows = "rows";

    /// <summary>The class by its full name, which no member or type of the user's can hide.</summary>
    public static string FullName(ModelType type) =>
        $"global::{(type.Namespace.Length == 0 ? "" : type.Namespace + ".")}{ClassName(type)}";

    /// <summary>Differs from the only other type that this file declares on the same level.</summary>
    private static string ClassName(ModelType type)
    {
        string outermost = type.ContainingTypes.Count == 0 ? type.Name : type.ContainingTypes[0].Split(' ')[1];
        return outermost.TrimStart('@') + "Kernels";
    }

    public static void Write(ModelContext context)
    {
        SourceWriter writer = context.Writer;
        writer.Line();
        writer.Line(ModelContext.GeneratedCode);
        using (writer.Block($"file static class {ClassName(context.Model.Type)}"))
        {
            ExecutionPlan plan = context.Plan!;
            WriteRun(context, Run, plan.Steps, isMasked: false);
            if (plan.Chunk > 1)
            {
                BatchRunWriter.Write(context);
            }

            if (plan.MaskLength > 0)
            {
                writer.Line();
                WriteRun(context, RunMasked, plan.MaskedSteps, isMasked: true);
            }

            WriteAt(writer);
            for (int i = 0; i < plan.Steps.Count; i++)
            {
                WriteStep(context, plan.Steps[i], Name(i, isMasked: false));
                if (plan.MaskLength > 0 && plan.MaskedSteps[i] != plan.Steps[i])
                {
                    WriteStep(context, plan.MaskedSteps[i], Name(i, isMasked: true));
                }
            }
        }
    }

    /// <summary>A short name for what kernels say most.</summary>
    private static void WriteAt(SourceWriter writer)
    {
        writer.Line();
        writer.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]");
        writer.Line("private static ref T At<T>(ref T origin, nuint index) => ref global::System.Runtime.CompilerServices.Unsafe.Add(ref origin, index);");
    }

    private static void WriteStep(ModelContext context, Step step, string name) =>
        StepEmitter.For(step).Write(new KernelWriter(context.Writer, name, context.Model.ElementType.ComputeName()), step, context.Model.ElementType);

    private static void WriteRun(ModelContext context, string method, EquatableArray<Step> steps, bool isMasked)
    {
        SourceWriter writer = context.Writer;
        ExecutionPlan plan = context.Plan!;
        List<KernelParameter> parameters = [new(context.Element, "input"), new(context.Element, "output")];
        if (isMasked)
        {
            parameters.Add(new KernelParameter("bool", "mask"));
        }

        if (context.Model.HasWeights)
        {
            parameters.Add(new KernelParameter(context.Element, "weights"));
        }

        writer.Line("/// <summary>Runs samples one behind the other.</summary>");
        writer.Line(KernelWriter.Optimized);
        using (writer.Block($"internal static void {method}({KernelWriter.Declare(parameters)}, int samples)"))
        {
            WriteScratch(context);
            using (writer.Block("for (nuint sample = 0; sample < (nuint)samples; sample++)"))
            {
                writer.Line($"ref {context.Element} x = {KernelWriter.At("input", $"sample * {CSharpLiteral.Of(context.Model.Input.ElementCount)}")};");
                writer.Line($"ref {context.Element} y = {KernelWriter.At("output", $"sample * {CSharpLiteral.Of(context.Model.Output.ElementCount)}")};");
                for (int i = 0; i < steps.Count; i++)
                {
                    bool isOwn = isMasked && steps[i] != plan.Steps[i];
                    writer.Line($"{Name(i, isOwn)}({string.Join(", ", Arguments(context, steps[i]))});");
                }
            }
        }
    }

    private static void WriteScratch(ModelContext context)
    {
        int length = context.Plan!.ScratchLength;
        if (length == 0)
        {
            return;
        }

        string type = context.Model.ElementType.ComputeName();
        int size = type == "double" ? 8 : 4;
        WriteScratch(context, context.Plan.ScratchOnStack
            ? $"Align(stackalloc {type}[{CSharpLiteral.Of(length + (ElementTypes.BlockBytes / size))}])"
            : $"Rent<{type}>({CSharpLiteral.Of(length)})");
    }

    /// <summary>Names the buffer that a method of <c>ScratchBuffer</c> hands out.</summary>
    public static void WriteScratch(ModelContext context, string buffer) => context.Writer.Line(
        $"ref {context.Model.ElementType.ComputeName()} scratch = ref {KernelWriter.Marshal}.GetReference({KernelWriter.Services}.ScratchBuffer.{buffer});");

    private static IEnumerable<string> Arguments(ModelContext context, Step step)
    {
        yield return Reference(step.Source);
        yield return Reference(step.Destination);
        foreach (KernelParameter extra in StepEmitter.For(step).ExtraParameters(step, context.Model.ElementType))
        {
            yield return extra switch
            {
                { Role: ParameterRole.RowCount } => CSharpLiteral.Of(step.BatchRows),
                { Role: ParameterRole.Mask } => KernelWriter.At(extra.Name, $"sample * {CSharpLiteral.Of(context.Plan!.MaskLength)}"),
                _ => $"ref {extra.Name}",
            };
        }
    }

    private static string Reference(BufferRef buffer) => buffer.Kind switch
    {
        BufferKind.Input => "ref x",
        BufferKind.Output => "ref y",
        _ => KernelWriter.At("scratch", CSharpLiteral.Of(buffer.Offset)),
    };

    public static string Name(int index, bool isMasked) => $"Step{CSharpLiteral.Of(index + 1)}{(isMasked ? "Masked" : "")}";
}
