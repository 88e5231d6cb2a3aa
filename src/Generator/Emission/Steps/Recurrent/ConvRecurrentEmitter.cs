using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Steps.Recurrent;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Emission.Steps.Recurrent;

/// <summary>Convolutional cells through time: two convolutions, whose kernels are those of any other, and the update of all positions.</summary>
internal sealed class ConvRecurrentEmitter : StepEmitter<ConvRecurrentStep>
{
    private static readonly BufferRef Scratch = new(BufferKind.Scratch);

    protected override IEnumerable<KernelParameter> ExtraParameters(ConvRecurrentStep step, ElementType element) =>
        [new KernelParameter(element.StorageName(), "weights")];

    protected override void Write(StepContext<ConvRecurrentStep> context)
    {
        ConvRecurrentStep step = context.Step;
        string name = context.Kernel.Name;
        using (context.Method("One time step after the other: the gates of its frame, to which those of the last output are added, and the update of the cell."))
        {
            string memory = WorkspaceName(1);
            context.Writer.Line($"{KernelWriter.Marshal}.CreateSpan({KernelWriter.At(memory, "0")}, {CSharpLiteral.Of(step.MemoryLength)}).Clear();");
            WindowLoops.Loop(context.Writer, "step", step.Steps, time => WriteStep(context, time));
        }

        Convolution(context, "Input", step.Input, step.Source);
        if (step.Steps > 1)
        {
            Convolution(context, "Product", step.Product, Scratch);
        }

        WriteUpdate(context, $"{name}Update");
    }

    private static void WriteStep(StepContext<ConvRecurrentStep> context, string? time)
    {
        ConvRecurrentStep step = context.Step;
        SourceWriter writer = context.Writer;
        string name = context.Kernel.Name;
        (string? row, string? place) = RecurrentEmitter.WriteTimes(writer, step.Steps, time, step.IsBackward, step.ReturnsSequence, step.ReversesOutput);
        writer.Line($"{name}Input({KernelWriter.At("x", WindowLoops.Sum(0, (row, step.Input.InputLength)))}, ref own, {KernelWriter.At("weights", CSharpLiteral.Of(step.InputOffset))});");
        if (time is not null)
        {
            // Before the first step there is no output: zeros, which add nothing.
            using (writer.Block("if (step > 0)"))
            {
                writer.Line($"{name}Product(ref {WorkspaceName(2)}, ref own, {KernelWriter.At("weights", CSharpLiteral.Of(step.ProductOffset))});");
            }

            writer.Line();
        }

        context.Kernel.Ladder($"{name}Update", $"ref own, ref {WorkspaceName(1)}, ref {WorkspaceName(2)}, {KernelWriter.At("y", WindowLoops.Sum(0, (place, step.FrameLength)))}");
    }

    private static void Convolution(StepContext<ConvRecurrentStep> context, string suffix, ConvStep step, BufferRef source) => For(step).Write(
        context.Kernel.Part(suffix),
        step with { Comment = context.Step.Comment, Sources = new EquatableArray<BufferRef>([source]), Destination = Scratch },
        context.Element);

    private static void WriteUpdate(StepContext<ConvRecurrentStep> context, string name)
    {
        ConvRecurrentStep step = context.Step;
        SourceWriter writer = context.Writer;
        KernelParameter[] parameters = [new(context.Compute, "gates"), new(context.Compute, "c"), new(context.Compute, "h"), new(context.Destination, "y")];
        using (context.Kernel.Generic(name, parameters, comment: "The cell of every position, a block of filters at a time."))
        {
            int gates = step.Cell.Gates * step.Block;
            WindowLoops.Loop(writer, "position", step.Positions, position => WindowLoops.Loop(writer, "block", step.Blocks, block => WriteBlock(position, block)));

            void WriteBlock(string? position, string? block)
            {
                writer.Line($"nuint at = {WindowLoops.Sum(0, (position, step.Blocks * gates), (block, gates))};");
                writer.Line($"nuint lane = {WindowLoops.Sum(0, (position, step.Blocks * step.Block), (block, step.Block))};");
                writer.Line($"nuint to = {WindowLoops.Sum(0, (position, step.Units), (block, step.Block))};");
                IReadOnlyList<string> sums = [.. Enumerable.Range(0, step.Cell.Gates).Select(gate => $"V.Load(ref gates, {KernelWriter.Plus("at", gate * step.Block)})")];
                writer.Line($"V result = {CellUpdate.WriteLstm(writer, step.Cell, context.Compute, sums, "c", "lane")};");
                foreach (string target in new[] { "h", "y" })
                {
                    CellUpdate.WriteStore(writer, target, "to", block, step.Units, step.Block);
                }
            }
        }
    }
}
