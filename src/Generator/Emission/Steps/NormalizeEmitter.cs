using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>For each row what the runtime finds out about it, and a loop that applies it.</summary>
internal sealed class NormalizeEmitter : StepEmitter<NormalizeStep>
{
    protected override IEnumerable<KernelParameter> ExtraParameters(NormalizeStep step, ElementType element) =>
        step.Scale < 0 && step.Shift < 0 ? [] : [new KernelParameter(element.StorageName(), "weights")];

    protected override void Write(StepContext<NormalizeStep> context)
    {
        NormalizeStep step = context.Step;
        SourceWriter writer = context.Writer;
        string rows = context.Kernel.Name + "Rows";
        string storage = context.Element.StorageName();
        List<KernelParameter> parameters = [new(context.Source, "x"), new(context.Destination, "y")];
        using (context.Method())
        {
            WriteWeight("scale", step.Scale, step.ScaleOffset);
            WriteWeight("shift", step.Shift, step.ShiftOffset);
            context.Kernel.Ladder(rows, KernelWriter.Pass(parameters));
        }

        using (context.Kernel.Generic(rows, parameters, comment: step.IsShort(context.Element.BlockLanes()) ? "Row by row, which stays in registers: the statistics, and then each element by them." : "Row by row: the statistics in a first pass over it, each element by them in a second one."))
        {
            if (step.Rows == 1)
            {
                WriteRow(context, "x", "y");
                return;
            }

            using (writer.Block($"for (nuint row = 0; row < {CSharpLiteral.Of(step.Rows * step.Length)}; row += {CSharpLiteral.Of(step.Length)})"))
            {
                writer.Line($"ref {context.Source} from = ref At(ref x, row);");
                writer.Line($"ref {context.Destination} to = ref At(ref y, row);");
                WriteRow(context, "from", "to");
            }
        }

        void WriteWeight(string name, int weight, int offset)
        {
            if (weight >= 0)
            {
                writer.Line($"ref {storage} {name} = {KernelWriter.At("weights", CSharpLiteral.Of(offset))};");
                parameters.Add(new KernelParameter(storage, name));
            }
        }
    }

    private static void WriteRow(StepContext<NormalizeStep> context, string from, string to)
    {
        NormalizeStep step = context.Step;
        if (step.IsShort(context.Element.BlockLanes()))
        {
            new ShortRow(context, from, to).Write((value, load) => Result(step, value, load));
            return;
        }

        WriteStatistics(context, from);
        string Value(Func<string, string> load) => step.Statistic == RowStatistic.Deviation ? $"({load("")} - center) * factor" : $"{load("")} * factor";
        LaneLoop.Write(
            context.Writer,
            context.Element.BlockLanes(),
            step.Length,
            load => $"V.Store({Result(step, Value(load), load)}, ref {to}, i);",
            (load, first, lanes) => $"V.StoreFirst({Result(step, Value(load), load)}, ref {to}, {first}, {lanes});",
            from);
    }

    private static void WriteStatistics(StepContext<NormalizeStep> context, string from)
    {
        NormalizeStep step = context.Step;
        SourceWriter writer = context.Writer;
        string length = CSharpLiteral.Of(step.Length);
        string types = $"<V, {context.Compute}, {context.Source}>";
        string epsilon = CSharpLiteral.Of(step.Epsilon);
        const string Statistics = $"{KernelWriter.Services}.RowStatistics";
        if (step.Statistic == RowStatistic.Deviation)
        {
            writer.Line($"{context.Compute} mean = {Statistics}.Mean{types}(ref {from}, {length});");
            writer.Line("V center = V.Splat(mean);");
        }

        writer.Line("V factor = V.Splat(" + step.Statistic switch
        {
            RowStatistic.Deviation => $"{Statistics}.InverseDeviation{types}(ref {from}, {length}, mean, {epsilon}));",
            RowStatistic.RootMeanSquare => $"{Statistics}.InverseRootMeanSquare{types}(ref {from}, {length}, {epsilon}));",
            _ => $"{Statistics}.InverseNorm{types}(ref {from}, {length}, {epsilon}));",
        });
    }

    private static string Result(NormalizeStep step, string value, Func<string, string> load) => step switch
    {
        { Scale: >= 0, Shift: >= 0 } => $"V.MultiplyAdd({value}, {load("scale")}, {load("shift")})",
        { Scale: >= 0 } => $"{value} * {load("scale")}",
        { Shift: >= 0 } => $"{value} + {load("shift")}",
        _ => value,
    };
}
