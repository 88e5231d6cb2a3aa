using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>Copies rows of a table; load and store convert them where the types differ. The indices have been checked.</summary>
internal sealed class GatherEmitter : StepEmitter<GatherStep>
{
    protected override IEnumerable<KernelParameter> ExtraParameters(GatherStep step, ElementType element) =>
        [new KernelParameter(element.StorageName(), "weights") { Role = ParameterRole.Weights }];

    protected override void Write(StepContext<GatherStep> context)
    {
        string rows = context.Kernel.Name + "Rows";
        using (context.Method())
        {
            context.Kernel.Ladder(rows, KernelWriter.Pass(context.Parameters));
        }

        GatherStep step = context.Step;
        SourceWriter writer = context.Writer;
        string width = CSharpLiteral.Of(step.Width);
        using (context.Kernel.Generic(rows, context.Parameters, comment: "The row of each index, block by block. Every index has been found to be one of the table's before any kernel runs."))
        using (writer.Block($"for (nuint i = 0; i < {CSharpLiteral.Of(step.Count)}; i++)"))
        {
            writer.Line($"ref {context.Element.StorageName()} row = {KernelWriter.At("weights", $"(nuint)(uint)At(ref x, i) * {width}")};");
            writer.Line($"ref {context.Destination} to = {KernelWriter.At("y", $"i * {width}")};");
            LaneLoop.Write(
                writer,
                context.Element.BlockLanes(),
                step.Width,
                load => $"V.Store({load("")}, ref to, lane);",
                (load, first, lanes) => $"V.StoreFirst({load("")}, ref to, {first}, {lanes});",
                "row",
                "lane");
        }
    }
}
