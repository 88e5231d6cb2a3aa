using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning;

namespace ShapeGen.Generator.Emission;

/// <summary>Writes what a model has whose sequence may arrive one time step after the other: its state, and <c>Step</c>.</summary>
internal static class TimeStepWriter
{
    private const string Arguments = "global::ShapeGen.CompilerServices.ModelArguments";

    public static void Write(ModelContext context)
    {
        if (context.Plan?.Stepped is not { } stepped)
        {
            return;
        }

        WriteLength(context, ModelMembers.StepInputLength, $"Elements of one time step: {stepped.Input}.", stepped.Input.ElementCount);
        WriteLength(context, ModelMembers.StepOutputLength, $"Elements of what a time step gives: {stepped.Output}.", stepped.Output.ElementCount);
        WriteState(context, stepped);
        WriteStep(context, stepped);
    }

    private static void WriteLength(ModelContext context, string name, string summary, long length)
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

    private static void WriteState(ModelContext context, SteppedPlan stepped)
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

    private static void WriteStep(ModelContext context, SteppedPlan stepped)
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
            <exception cref="global::System.ArgumentException">A length does not fit, or the buffers overlap.</exception>
            """,
            $"public void {ModelMembers.Step}({context.Source} input, {ModelMembers.State} state, {context.Destination} destination)",
            () =>
            {
                writer.Line("global::System.ArgumentNullException.ThrowIfNull(state);");
                using (writer.Block($"if (!{Arguments}.Fit(input, destination, {input}, {output}))"))
                {
                    writer.Line($"{Arguments}.Throw(input, destination, {CSharpLiteral.Of(stepped.Input)}, {CSharpLiteral.Of(stepped.Output)});");
                }

                writer.Line();
                writer.Line($"{KernelsWriter.FullName(context.Model.Type)}.{KernelsWriter.RunStep}(ref {KernelWriter.Marshal}.GetReference(input), ref {KernelWriter.Marshal}.GetReference(destination), ref state.Origin, ref {ModelMembers.PackedWeights}.Origin);");
            });
    }
}
