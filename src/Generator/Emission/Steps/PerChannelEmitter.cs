using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>Runs over rows of channels, whose numbers lie in memory as the elements do, or over the run of each channel.</summary>
internal sealed class PerChannelEmitter : StepEmitter<PerChannelStep>
{
    protected override IEnumerable<KernelParameter> ExtraParameters(PerChannelStep step, ElementType element) =>
        step.Statistics is null && step.Operands.All(o => o.Weight < 0) ? [] : [new KernelParameter(element.StorageName(), "weights")];

    protected override void Write(StepContext<PerChannelStep> context)
    {
        PerChannelStep step = context.Step;
        if (step.IsUniform)
        {
            context.WriteBlocks(step.InputLength, value => Result(context, _ => value), "The same numbers for every element, block by block.", [.. UniformLines(step)]);
            return;
        }

        string channels = context.Kernel.Name + "Channels";
        List<KernelParameter> parameters = [new KernelParameter(context.Source, "x"), new KernelParameter(context.Destination, "y")];
        using (context.Method())
        {
            WriteReferences(context, parameters);
            context.Kernel.Ladder(channels, KernelWriter.Pass(parameters));
        }

        using (context.Kernel.Generic(channels, parameters, comment: "Rows of channels, whose numbers lie in memory as the elements do, or the run of each channel by its numbers."))
        {
            foreach (string line in UniformLines(step))
            {
                context.Writer.Line(line);
            }

            if (step.Inner > 1)
            {
                WriteRuns(context, parameters);
            }
            else
            {
                WriteRows(context);
            }
        }

        WriteConstants(context);
    }

    /// <summary>What lies in memory: weights, what was computed of them, and constants, which are data of the assembly.</summary>
    private static void WriteReferences(StepContext<PerChannelStep> context, List<KernelParameter> parameters)
    {
        PerChannelStep step = context.Step;
        string storage = context.Element.StorageName();
        if (step.Statistics is not null)
        {
            string numbers = KernelWriter.At("weights", CSharpLiteral.Of(step.StatisticsOffset));
            string scale = storage == context.Compute ? numbers : $"ref global::System.Runtime.CompilerServices.Unsafe.As<{storage}, {context.Compute}>({numbers})";
            Add(context.Compute, "scale", scale);
            Add(context.Compute, "shift", KernelWriter.At("scale", CSharpLiteral.Of(step.Row)));
        }

        foreach (ChannelOperand operand in step.Operands.Where(o => !o.IsUniform))
        {
            bool isWeight = operand.Weight >= 0;
            Add(
                isWeight ? storage : context.Compute,
                Name(operand.Role),
                isWeight ? KernelWriter.At("weights", CSharpLiteral.Of(operand.Offset)) : $"ref {KernelWriter.Marshal}.GetReference({ConstantName(context, operand)})");
        }

        void Add(string type, string name, string reference)
        {
            context.Writer.Line($"ref {type} {name} = {reference};");
            parameters.Add(new KernelParameter(type, name));
        }
    }

    private static void WriteConstants(StepContext<PerChannelStep> context)
    {
        foreach (ChannelOperand operand in context.Step.Operands.Where(o => o.Constants.Count > 1))
        {
            IEnumerable<double> repeated = Enumerable.Repeat(operand.Constants, context.Step.Repeats).SelectMany(c => c);
            context.Writer.Line();
            context.Writer.Line($"private static global::System.ReadOnlySpan<{context.Compute}> {ConstantName(context, operand)} => [{string.Join(", ", repeated.Select(c => CSharpLiteral.Of(c, context.Compute)))}];");
        }
    }

    private static void WriteRows(StepContext<PerChannelStep> context)
    {
        PerChannelStep step = context.Step;
        SourceWriter writer = context.Writer;
        int rows = step.InputLength / step.Row;
        int end = rows * step.Row;
        if (rows > 1)
        {
            using (writer.Block($"for (nuint row = 0; row < {CSharpLiteral.Of(end)}; row += {CSharpLiteral.Of(step.Row)})"))
            {
                writer.Line($"ref {context.Source} from = ref At(ref x, row);");
                writer.Line($"ref {context.Destination} to = ref At(ref y, row);");
                WriteRow(context, "from", "to", step.Row);
            }
        }
        else
        {
            WriteRow(context, "x", "y", step.Row);
        }

        // What is left is less than a row.
        if (end < step.InputLength)
        {
            writer.Line($"ref {context.Source} restFrom = ref At(ref x, {CSharpLiteral.Of(end)});");
            writer.Line($"ref {context.Destination} restTo = ref At(ref y, {CSharpLiteral.Of(end)});");
            WriteRow(context, "restFrom", "restTo", step.InputLength - end);
        }
    }

    private static void WriteRow(StepContext<PerChannelStep> context, string from, string to, int length) => LaneLoop.Write(
        context.Writer,
        context.Element.BlockLanes(),
        length,
        load => $"V.Store({Result(context, load)}, ref {to}, i);",
        (load, first, lanes) => $"V.StoreFirst({Result(context, load)}, ref {to}, {first}, {lanes});",
        from);

    /// <summary>Each channel is a run, whose numbers are in all lanes.</summary>
    private static void WriteRuns(StepContext<PerChannelStep> context, IReadOnlyList<KernelParameter> parameters)
    {
        PerChannelStep step = context.Step;
        SourceWriter writer = context.Writer;
        using (writer.Block($"for (nuint run = 0, channel = 0; run < {CSharpLiteral.Of(step.Outer * step.Channels)}; run++)"))
        {
            writer.Line($"ref {context.Source} from = ref At(ref x, run * {CSharpLiteral.Of(step.Inner)});");
            writer.Line($"ref {context.Destination} to = ref At(ref y, run * {CSharpLiteral.Of(step.Inner)});");
            foreach (KernelParameter operand in parameters.Skip(2))
            {
                writer.Line($"V {operand.Name}All = V.SplatAt(ref {operand.Name}, channel);");
            }

            writer.Line($"channel = channel == {CSharpLiteral.Of(step.Channels - 1)} ? 0 : channel + 1;");
            LaneLoop.Write(
                writer,
                context.Element.BlockLanes(),
                step.Inner,
                load => $"V.Store({Result(context, Splat(load))}, ref to, i);",
                (load, first, lanes) => $"V.StoreFirst({Result(context, Splat(load))}, ref to, {first}, {lanes});",
                "from");
        }

        static Func<string, string> Splat(Func<string, string> load) => name => name.Length == 0 ? load("") : $"{name}All";
    }

    private static IEnumerable<string> UniformLines(PerChannelStep step) =>
        step.Operands.Where(o => o.IsUniform).Select(o => $"V {Name(o.Role)}All = V.Constant({CSharpLiteral.Of(o.Constants[0])});");

    /// <summary>The function of an element, given what loads it (an empty name) or a number of its channel.</summary>
    private static string Result(StepContext<PerChannelStep> context, Func<string, string> load)
    {
        PerChannelStep step = context.Step;
        string x = load("");
        if (step.Function == ChannelFunction.Rectify)
        {
            return $"{KernelWriter.Services}.Activations.Rectify<V, {context.Compute}>({x}, {Load(ChannelRole.Slope)})";
        }

        string value = Has(ChannelRole.Center) ? $"({x} - {Load(ChannelRole.Center)})" : x;
        return (Has(ChannelRole.Scale), Has(ChannelRole.Shift)) switch
        {
            (true, true) => $"V.MultiplyAdd({value}, {Load(ChannelRole.Scale)}, {Load(ChannelRole.Shift)})",
            (true, false) => $"{value} * {Load(ChannelRole.Scale)}",
            (false, true) => $"{value} + {Load(ChannelRole.Shift)}",
            _ => value,
        };

        bool Has(ChannelRole role) => (step.Statistics is not null && role is (ChannelRole.Scale or ChannelRole.Shift)) || step.Operands.Any(o => o.Role == role);

        string Load(ChannelRole role) => step.Operands.Any(o => o.Role == role && o.IsUniform) ? $"{Name(role)}All" : load(Name(role));
    }

    private static string Name(ChannelRole role) => role switch
    {
        ChannelRole.Center => "center",
        ChannelRole.Scale => "scale",
        ChannelRole.Shift => "shift",
        _ => "slope",
    };

    private static string ConstantName(StepContext<PerChannelStep> context, ChannelOperand operand) => $"{context.Kernel.Name}{operand.Role}";
}
