using ShapeGen.Generator.Emission.Kernels;
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
            kernel.LadderOfBlocks(isUniform: false, KernelWriter.Pass(context.Parameters));
        }

        CellUpdate[] updates = [.. context.Step.Cell.Rounds.Select((_, i) => new CellUpdate(context, $"{kernel.Name}Update{Number(context.Step, i)}", i))];
        foreach (RegisterFile file in RegisterFiles.All)
        {
            WriteFile(context, file, updates);
        }

        foreach (CellUpdate update in updates)
        {
            update.Write();
        }

        if (context.Step.IsMasked)
        {
            new MaskedOutput(context, MaskedName(context)).Write();
        }
    }

    private static string MaskedName(StepContext<RecurrentStep> context) => context.Kernel.Name + "Masked";

    private static void WriteFile(StepContext<RecurrentStep> context, RegisterFile file, CellUpdate[] updates)
    {
        KernelMethod method = context.Kernel.Own(file);
        RecurrentTileWriter[][] rounds = [.. context.Step.Cell.Rounds.Select((_, i) => Tiles(context, file, method, i).ToArray())];
        using (context.Kernel.Generic(method.Name, context.Parameters, comment: "One time step after the other: the gates' sums start with the projected input and take up the state's products in registers; then the cell is updated."))
        {
            WriteSteps(context, rounds, updates);
        }

        foreach (RecurrentTileWriter tile in rounds.SelectMany(tiles => tiles))
        {
            tile.Write();
        }
    }

    private static IEnumerable<RecurrentTileWriter> Tiles(StepContext<RecurrentStep> context, RegisterFile file, KernelMethod method, int round)
    {
        int number = 0;
        foreach (RecurrentTile tile in context.Step.Tiles(file))
        {
            number++;
            KernelMethod tileMethod = method.Part($"{Number(context.Step, round)}Tile{CSharpLiteral.Of(number)}");
            yield return new RecurrentTileWriter(context, tile.OtherStream > 0 ? tileMethod with { Blocks = BlockOperations.OfTwoRegisters(context.Element) } : tileMethod, round, tile);
        }
    }

    /// <summary>The end of the names of what belongs to a round; none where there is one round.</summary>
    private static string Number(RecurrentStep step, int round) => step.Cell.Rounds.Count == 1 ? "" : $"Round{CSharpLiteral.Of(round + 1)}";

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

    private static void WriteSteps(StepContext<RecurrentStep> context, RecurrentTileWriter[][] rounds, CellUpdate[] updates)
    {
        RecurrentStep step = context.Step;
        SourceWriter writer = context.Writer;
        if (!step.IsStreamed)
        {
            using (writer.Block($"for (nuint i = 0; i < {CSharpLiteral.Of(step.KeptLength)}; i += {CSharpLiteral.Of(step.Block)})"))
            {
                writer.Line("V.Store(V.Zero, ref own, i);");
            }

            writer.Line();
        }

        WindowLoops.Loop(writer, "step", step.Steps, time =>
        {
            (string? row, string? place) = WriteTimes(writer, step.Steps, time, step.IsBackward, step.ReturnsSequence, step.ReversesOutput);
            if (!step.IsMasked)
            {
                WriteCalls(rounds, updates, row, place);
                return;
            }

            var masked = new MaskedOutput(context, MaskedName(context));
            using (writer.Block($"if ({masked.Condition(row)})"))
            {
                masked.WriteCall(place);
            }

            using (writer.Block("else"))
            {
                WriteCalls(rounds, updates, row, place);
            }
        });
    }

    /// <summary>Writes what a time step does: the products of each round, and the update of the cell.</summary>
    private static void WriteCalls(RecurrentTileWriter[][] rounds, CellUpdate[] updates, string? row, string? place)
    {
        for (int round = 0; round < rounds.Length; round++)
        {
            foreach (RecurrentTileWriter tile in rounds[round])
            {
                tile.WriteCalls(row);
            }

            updates[round].WriteCall(row, place);
        }
    }
}
