using ShapeGen.Generator.Planning.Kernels;
using ShapeGen.Generator.Planning.Steps.Recurrent;

namespace ShapeGen.Generator.Emission.Steps.Recurrent;

/// <summary>Cells through time: a loop over time steps, in it the rounds of products, and in those tiles of units.</summary>
internal sealed class RecurrentEmitter : StepEmitter<RecurrentStep>
{
    protected override IEnumerable<KernelParameter> ExtraParameters(RecurrentStep step, ElementType element) =>
        [new KernelParameter(element.StorageName(), "weights")];

    protected override void Write(StepContext<RecurrentStep> context)
    {
        KernelWriter kernel = context.Kernel;
        using (context.Method())
        {
            kernel.Ladder(kernel.Name + KernelWriter.WideSuffix, kernel.Name + KernelWriter.NarrowSuffix, KernelWriter.Pass(context.Parameters));
        }

        foreach (RegisterFile file in RegisterFiles.All)
        {
            WriteFile(context, file);
        }
    }

    private static void WriteFile(StepContext<RecurrentStep> context, RegisterFile file)
    {
        string name = context.Kernel.Name + (file == RegisterFile.Wide ? KernelWriter.WideSuffix : KernelWriter.NarrowSuffix);
        RecurrentTileWriter[][] rounds = [.. context.Step.Cell.Rounds.Select((round, i) => Tiles(context, file, name, i).ToArray())];
        using (context.Kernel.Generic(name, context.Parameters, comment: "One time step after the other: the gates' sums start with the projected input and take up the state's products in registers, where the cell is updated."))
        {
            WriteSteps(context, rounds);
        }

        foreach (RecurrentTileWriter tile in rounds.SelectMany(tiles => tiles))
        {
            tile.Write();
        }
    }

    private static IEnumerable<RecurrentTileWriter> Tiles(StepContext<RecurrentStep> context, RegisterFile file, string name, int round)
    {
        int number = 0;
        string suffix = context.Step.Cell.Rounds.Count == 1 ? "" : $"Round{CSharpLiteral.Of(round + 1)}";
        foreach (RecurrentTile tile in context.Step.Tiles(file))
        {
            number++;
            yield return new RecurrentTileWriter(context, $"{name}{suffix}Tile{CSharpLiteral.Of(number)}", round, tile);
        }
    }

    /// <summary>Writes the variable of a time step counted from the end, where it is needed; returns the variables of the step that is read and of its place in the output.</summary>
    public static (string? Row, string? Place) WriteTimes(SourceWriter writer, int steps, string? time, bool isBackward, bool returnsSequence, bool reversesOutput)
    {
        bool isReversed = reversesOutput && returnsSequence;
        if (time is null || !(isBackward || isReversed))
        {
            return (time, returnsSequence ? time : null);
        }

        const string Reverse = "reverse";
        writer.Line($"nuint {Reverse} = {CSharpLiteral.Of(steps - 1)} - {time};");
        return (isBackward ? Reverse : time, !returnsSequence ? null : isReversed ? Reverse : time);
    }

    private static void WriteSteps(StepContext<RecurrentStep> context, RecurrentTileWriter[][] rounds)
    {
        RecurrentStep step = context.Step;
        SourceWriter writer = context.Writer;
        string block = CSharpLiteral.Of(step.Block);
        if (!step.IsStreamed)
        {
            using (writer.Block($"for (nuint i = 0; i < {CSharpLiteral.Of(step.ClearedLength)}; i += {block})"))
            {
                writer.Line("V.Store(V.Zero, ref own, i);");
            }

            writer.Line();
        }

        writer.Line($"ref {context.Compute} h = ref own;");
        if (step.HasNextState)
        {
            writer.Line($"ref {context.Compute} next = {KernelWriter.At("own", CSharpLiteral.Of(step.StateLength))};");
        }

        WindowLoops.Loop(writer, "step", step.Steps, time =>
        {
            (string? row, string? place) = WriteTimes(writer, step.Steps, time, step.IsBackward, step.ReturnsSequence, step.ReversesOutput);
            foreach (RecurrentTileWriter tile in rounds.SelectMany(tiles => tiles))
            {
                tile.WriteCalls(row, place);
            }

            if (step.HasNextState && time is not null)
            {
                writer.Line($"ref {context.Compute} last = ref h;");
                writer.Line("h = ref next;");
                writer.Line("next = ref last;");
            }
        });
        if (step.IsStreamed && step.HasNextState)
        {
            using (writer.Block($"for (nuint i = 0; i < {CSharpLiteral.Of(step.StateLength)}; i += {block})"))
            {
                writer.Line("V.Store(V.Load(ref next, i), ref h, i);");
            }
        }
    }
}
