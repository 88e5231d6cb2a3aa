using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Emission.Steps;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Emission;

/// <summary>Writes the file-local class that holds a model's kernels and runs them over samples.</summary>
internal static class KernelsWriter
{
    public const string Run = "Run";
    public const string RunMasked = "RunMasked";
    public const string RunBatch = "RunBatch";

    public const string RunStep = "RunStep";

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
            var kernels = new StepKernels(plan, context.Model.ElementType);
            WriteRun(context, kernels, Run, plan.Steps, isMasked: false);
            if (plan.Chunk > 1)
            {
                BatchRunWriter.Write(context, kernels);
            }

            if (plan.MaskLength > 0)
            {
                writer.Line();
                WriteRun(context, kernels, RunMasked, plan.MaskedSteps, isMasked: true);
            }

            if (plan.Stepped is { } stepped)
            {
                writer.Line();
                WriteRunStep(context with { Planned = context.Planned with { Plan = stepped.Plan } }, kernels);
            }

            WriteAt(writer);
            if (RepeatedPacking.Of(context) is { } parts)
            {
                PackMethods.Write(context, parts);
            }

            foreach ((Step kernel, string name) in kernels.All)
            {
                WriteStep(context, kernel, name);
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
        StepEmitter.For(step).Write(new KernelWriter(context.Writer, name, context.Model.ElementType), step, context.Model.ElementType);

    private static void WriteRun(ModelContext context, StepKernels kernels, string method, EquatableArray<Step> steps, bool isMasked)
    {
        SourceWriter writer = context.Writer;
        List<KernelParameter> parameters = [.. Buffers(context)];
        if (isMasked)
        {
            parameters.Add(new KernelParameter("bool", "mask"));
        }

        if (context.Model.HasWeights)
        {
            parameters.Add(new KernelParameter(context.Element, "weights"));
        }

        writer.Line("/// <summary>Runs samples one after the other.</summary>");
        writer.Line(KernelWriter.Optimized);
        using (writer.Block($"internal static void {method}({KernelWriter.Declare(parameters)}, int samples)"))
        {
            WriteScratch(context);
            using (writer.Block("for (nuint sample = 0; sample < (nuint)samples; sample++)"))
            {
                WriteSample(context);
                StepCalls.Write(writer, [.. steps.Select(step => new StepCall(kernels.NameOf(step), Arguments(context, step).ToEquatableArray(), step.WeightsOffset, null))]);
            }
        }
    }

    private static void WriteRunStep(ModelContext context, StepKernels kernels)
    {
        SourceWriter writer = context.Writer;
        KernelParameter[] parameters = [new(context.InputElement(0), "x"), new(context.Element, "y"), new(context.Model.ElementType.ComputeName(), "state"), new(context.Element, "weights")];
        writer.Line("/// <summary>Runs one time step.</summary>");
        writer.Line(KernelWriter.Optimized);
        using (writer.Block($"internal static void {RunStep}({KernelWriter.Declare(parameters)})"))
        {
            WriteScratch(context);
            StepCalls.Write(writer, [.. context.Plan!.Steps.Select(step => new StepCall(kernels.NameOf(step), Arguments(context, step).ToEquatableArray(), step.WeightsOffset, null))]);
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
        foreach (BufferRef place in step.Sources.Append(step.Destination).Concat(step.WorkspacePlaces))
        {
            yield return KernelWriter.At(NameOf(place), CSharpLiteral.Of(place.Offset));
        }

        foreach (KernelParameter extra in StepEmitter.For(step).ExtraParameters(step, context.Model.ElementType))
        {
            yield return extra switch
            {
                { Role: ParameterRole.RowCount } => CSharpLiteral.Of(step.BatchRows),
                { Role: ParameterRole.Mask } => KernelWriter.At(extra.Name, $"sample * {CSharpLiteral.Of(context.Plan!.MaskLength)}"),
                { Name: StepCall.WeightsArgument } => extra.Name,
                _ => $"ref {extra.Name}",
            };
        }
    }

    /// <summary>The parameters of a run for the model's inputs and outputs.</summary>
    public static IEnumerable<KernelParameter> Buffers(ModelContext context) =>
    [
        .. context.Model.Inputs.Select((_, i) => new KernelParameter(context.InputElement(i), Numbered("input", i))),
        .. context.Model.Outputs.Select((_, i) => new KernelParameter(context.Element, Numbered("output", i))),
    ];

    /// <summary>Names the sample's part of each input and output.</summary>
    public static void WriteSample(ModelContext context)
    {
        ShapedModel model = context.Model;
        for (int i = 0; i < model.Inputs.Count; i++)
        {
            Write(new BufferRef(BufferKind.Input, 0, i), "input", model.Inputs[i].Shape.ElementCount, context.InputElement(i));
        }

        for (int i = 0; i < model.Outputs.Count; i++)
        {
            Write(new BufferRef(BufferKind.Output, 0, i), "output", model.Outputs[i].Shape.ElementCount, context.Element);
        }

        void Write(BufferRef place, string parameter, long length, string element) => context.Writer.Line(
            $"ref {element} {NameOf(place)} = {KernelWriter.At(Numbered(parameter, place.Index), $"sample * {CSharpLiteral.Of(length)}")};");
    }

    /// <summary>What a run calls the buffer of a place.</summary>
    public static string NameOf(BufferRef place) => place.Kind switch
    {
        BufferKind.Input or BufferKind.Indices => Numbered("x", place.Index),
        BufferKind.Output => Numbered("y", place.Index),
        BufferKind.State => "state",
        _ => "scratch",
    };

    private static string Numbered(string name, int index) => index == 0 ? name : name + CSharpLiteral.Of(index);
}
