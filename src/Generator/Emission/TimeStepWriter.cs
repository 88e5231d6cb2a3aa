using ShapeGen.Generator.Core;
using ShapeGen.Generator.Models;

namespace ShapeGen.Generator.Emission;

/// <summary>Writes what a model has whose sequence may arrive one time step after the other: its state, and <c>Step</c>.</summary>
internal static class TimeStepWriter
{
    private const string Arguments = "global::ShapeGen.CompilerServices.ModelArguments";

    public static void Write(ModelContext context)
    {
        if (StepOf(context) is not { } stepped)
        {
            return;
        }

        WriteLength(context, ModelMembers.StepInputLength, $"Elements of one time step: {stepped.Input}.", ConstantsWriter.Length(stepped.Input));
        WriteLength(context, ModelMembers.StepOutputLength, $"Elements of what a time step gives: {stepped.Output}.", ConstantsWriter.Length(stepped.Output));
        WriteState(context, stepped);
        WriteStep(context, stepped);
    }

    /// <summary>What a time step is; null where the model has none.</summary>
    private static TimeStep? StepOf(ModelContext context) => context.Plan is { } plan
        ? (plan.Stepped is { } stepped ? new TimeStep(stepped.Input, stepped.Output, stepped.StateLength) : null)
        : (SteppedModel.Guess(context.Model) is { } guess ? new TimeStep(guess.Input, guess.Output, 0) : null);

    private static void WriteLength(ModelContext context, string name, string summary, int length)
    {
        if (context.IsTaken(name))
        {
            return;
        }

        context.Writer.Line();
        context.Document($"<summary>{summary}</summary>");
        context.Writer.Line(ModelContext.GeneratedCode);
        context.Writer.Line($"public const int {name} = {CSharpLiteral.Of(length)};");
    }

    private static void WriteState(ModelContext context, TimeStep stepped)
    {
        SourceWriter writer = context.Writer;
        string compute = context.Model.ElementType.ComputeName();
        if (!context.IsTaken(ModelMembers.State))
        {
            writer.Line();
            context.Document("<summary>What one stream keeps from one time step to the next. Any number of streams may use one model, each with a state of its own.</summary>");
            writer.Line(ModelContext.GeneratedCode);
            using (writer.Block($"public sealed class {ModelMembers.State} : global::ShapeGen.StreamState<{ModelMembers.State}, {compute}>"))
            {
                using (writer.Block($"internal {ModelMembers.State}() : base({CSharpLiteral.Of(stepped.StateLength)})"))
                {
                }
            }
        }

        if (!context.IsTaken(ModelMembers.NewState, "()"))
        {
            context.Method(
                "<summary>A state before the first time step. This allocates; <c>Step</c> does not.</summary>",
                $"public static {ModelMembers.State} {ModelMembers.NewState}()",
                () => writer.Line($"return new {ModelMembers.State}();"));
        }
    }

    private static void WriteStep(ModelContext context, TimeStep stepped)
    {
        if (context.IsTaken(ModelMembers.Step))
        {
            return;
        }

        SourceWriter writer = context.Writer;
        string input = CSharpLiteral.Of(stepped.Input.ElementCount);
        string output = CSharpLiteral.Of(stepped.Output.ElementCount);
        context.Method(
            $"""
            <summary>Runs the next time step of a stream: {stepped.Input} → {stepped.Output}, with the bits that <c>Forward</c> gives for the same steps. Allocates nothing after a thread's first call.</summary>
            <param name="input">Exactly {input} elements, one time step.</param>
            <param name="state">The stream's state, which moves on by one step. Two threads may not step one state at the same time.</param>
            <param name="destination">At least {output} elements; only the first ones are written.</param>
            <exception cref="global::System.ArgumentNullException">The state is null.</exception>
            <exception cref="global::System.ArgumentException">A length does not fit, or the buffers overlap.</exception>{BufferChecks.IntegerException(context.Model)}
            """,
            $"public void {ModelMembers.Step}({context.Source} input, {ModelMembers.State} state, {context.Destination} destination)",
            () =>
            {
                writer.Line("global::System.ArgumentNullException.ThrowIfNull(state);");
                WriteChecks(context, stepped);
                writer.Line();
                writer.Line($"{KernelsWriter.FullName(context.Model.Type)}.{KernelsWriter.RunStep}(ref {KernelWriter.Marshal}.GetReference(input), ref {KernelWriter.Marshal}.GetReference(destination), ref state.Origin, ref {ModelMembers.PackedWeights}.Origin);");
            });
    }

    private static void WriteChecks(ModelContext context, TimeStep stepped)
    {
        if (context.Model.HasIntegers)
        {
            BufferChecks.Write(
                context,
                [new BufferName("input", stepped.Input) { LengthName = ModelMembers.StepInputLength, IsInteger = true }],
                [new BufferName("destination", stepped.Output) { LengthName = ModelMembers.StepOutputLength }],
                isBatch: false);
            return;
        }

        string input = CSharpLiteral.Of(stepped.Input.ElementCount);
        string output = CSharpLiteral.Of(stepped.Output.ElementCount);
        using (context.Writer.Block($"if (!{Arguments}.Fit(input, destination, {input}, {output}))"))
        {
            context.Writer.Line($"{Arguments}.Throw(input, destination, {CSharpLiteral.Of(stepped.Input)}, {CSharpLiteral.Of(stepped.Output)});");
        }
    }

    /// <summary>What is written of a time step; of a stub that keeps nothing.</summary>
    private sealed record TimeStep(TensorShape Input, TensorShape Output, int StateLength);
}
