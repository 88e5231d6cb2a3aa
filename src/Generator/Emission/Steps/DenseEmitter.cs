using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>Matrix times vector, row by row: units as lanes in panels, or a dot product a unit where there are few.</summary>
internal sealed class DenseEmitter : StepEmitter<DenseStep>
{
    private static readonly DenseDotsEmitter Dots = new();
    private static readonly DenseHalfEmitter HalfPairs = new();

    protected override IEnumerable<KernelParameter> ExtraParameters(DenseStep step, ElementType element)
    {
        KernelParameter weights = new(element.StorageName(), "weights") { Role = ParameterRole.Weights };
        return step.BatchRows == 0 ? [weights] : [weights, new KernelParameter("nuint", KernelsWriter.Rows, IsValue: true) { Role = ParameterRole.RowCount }];
    }

    protected override void Write(StepContext<DenseStep> context)
    {
        if (context.Step.Variant == DenseKernel.Dots)
        {
            Dots.Write(context);
            return;
        }

        if (context.Step.Variant == DenseKernel.HalfPairs)
        {
            HalfPairs.Write(context);
            return;
        }

        KernelParameter[] parameters = PanelParameters(context);
        using (context.Method())
        {
            WriteWeightReferences(context);
            if (context.Step.RowTiling is not null)
            {
                DenseRowsEmitter.WriteCall(context, parameters);
            }

            WriteRows(context, (source, destination) =>
            {
                foreach (StepContext<DenseStep> part in Parts(context))
                {
                    WritePanels(part, parameters, source, destination, arguments => part.Kernel.Ladder(part.Step.Tiling!.IsUniform, arguments));
                }
            });
        }

        foreach (StepContext<DenseStep> part in Parts(context))
        {
            part.Kernel.Tiles(part.Step.Tiling!, parameters, tile => WriteTile(part, tile), "");
            if (part.Step.RowTiling is not null)
            {
                DenseRowsEmitter.Write(part, parameters);
            }
        }
    }

    /// <summary>The panels of one width, and those of what is left, with kernels of their own.</summary>
    public static IEnumerable<StepContext<DenseStep>> Parts(StepContext<DenseStep> context) => context.Step.Rest is { } rest
        ? [context, context with { Step = rest, Kernel = new KernelWriter(context.Writer, context.Kernel.Name + "Rest", context.Kernel.ComputeType) }]
        : [context];

    /// <summary>Names the kernel matrix <c>w</c> and the bias <c>b</c>.</summary>
    public static void WriteWeightReferences(StepContext<DenseStep> context)
    {
        DenseStep step = context.Step;
        string storage = context.Element.StorageName();
        context.Writer.Line($"ref {storage} w = {KernelWriter.At("weights", CSharpLiteral.Of(step.KernelOffset))};");
        if (step.Bias >= 0)
        {
            context.Writer.Line($"ref {storage} b = {KernelWriter.At("weights", CSharpLiteral.Of(step.BiasOffset))};");
        }
    }

    /// <summary>Writes what happens to one row, given where it starts in x and y, in a loop where there are several.</summary>
    public static void WriteRows(StepContext<DenseStep> context, Action<string, string> writeRow)
    {
        DenseStep step = context.Step;
        if (step.Rows == 1 && step.RowTiling is null)
        {
            writeRow("0", "0");
            return;
        }

        string start = step.RowTiling is null ? "0" : DenseRowsEmitter.WholeTiles;
        string end = step.RowTiling is null ? CSharpLiteral.Of(step.Rows) : KernelsWriter.Rows;
        using (context.Writer.Block($"for (nuint row = {start}; row < {end}; row++)"))
        {
            writeRow($"row * {CSharpLiteral.Of(step.Inputs)}", $"row * {CSharpLiteral.Of(step.RowStride)}");
        }
    }

    /// <summary>Applies the fused function to a block.</summary>
    public static string Activate(StepContext<DenseStep> context, string value) => context.Step.Activation is { } function
        ? $"{KernelWriter.Services}.Activations.{function}<V, {context.Compute}>({value})"
        : value;

    /// <summary>The parameters of kernels that run over the lanes of a panel, of which a group lies together in its matrix.</summary>
    public static KernelParameter[] PanelParameters(StepContext<DenseStep> context, int laneGroup = 1)
    {
        string storage = context.Element.StorageName();
        KernelParameter x = new(context.Source, "x") { Role = ParameterRole.Input };
        KernelParameter y = new(context.Destination, "y", FollowsLanes: true) { Role = ParameterRole.Output };
        KernelParameter w = new(storage, "w", FollowsLanes: true, LaneGroup: laneGroup) { Role = ParameterRole.Weights };
        return context.Step.Bias >= 0 ? [x, y, w, new KernelParameter(storage, "b", FollowsLanes: true) { Role = ParameterRole.Bias }] : [x, y, w];
    }

    /// <summary>Writes a call, for each panel, of the kernels that run it.</summary>
    public static void WritePanels(StepContext<DenseStep> context, IReadOnlyList<KernelParameter> parameters, string source, string destination, Action<string> call)
    {
        DenseStep step = context.Step;
        SourceWriter writer = context.Writer;
        if (step.Panels == 1)
        {
            string first = CSharpLiteral.Of(step.FirstUnit);
            call(Arguments(source, destination == "0" ? first : KernelWriter.Plus(destination, step.FirstUnit), CSharpLiteral.Of(step.MatrixOffset), first));
            return;
        }

        int whole = step.Units / step.PanelWidth;
        string width = CSharpLiteral.Of(step.PanelWidth);
        string matrix = CSharpLiteral.Of(step.Inputs * step.PanelStride);
        using (writer.Block($"for (nuint panel = 0; panel < {CSharpLiteral.Of(step.Panels)}; panel++)"))
        {
            writer.Line(whole == step.Panels
                ? $"nuint unit = panel * {width};"
                : $"nuint unit = panel == {CSharpLiteral.Of(whole)} ? {CSharpLiteral.Of(step.Units - step.PanelWidth)} : panel * {width};");
            string to = destination == "0" ? "unit" : $"({destination}) + unit";
            call(Arguments(source, to, $"panel * {matrix}", "unit"));
        }

        string Arguments(string x, string y, string w, string b) => string.Join(", ", parameters.Select(p => p.Role switch
        {
            ParameterRole.Input => KernelWriter.At(p.Name, x),
            ParameterRole.Output => KernelWriter.At(p.Name, y),
            ParameterRole.Weights => KernelWriter.At(p.Name, w),
            ParameterRole.Bias => KernelWriter.At(p.Name, b),
            _ => DenseRowsEmitter.WholeTiles,
        }));
    }

    private static void WriteTile(StepContext<DenseStep> context, LaneTile tile)
    {
        DenseRowsEmitter.WriteSums(context, 1, tile.Offsets);
        WriteInputs(context, (phase, index, k, suffix) => WriteMultiplyAdds(context, tile.Offsets, phase, KernelWriter.Plus(index, k), suffix));
        DenseRowsEmitter.WriteStores(context, 1, tile.Offsets, "y");
    }

    /// <summary>Writes what each input contributes: a loop over groups of one input a phase, and the inputs that make no group.</summary>
    /// <param name="context">The step.</param>
    /// <param name="write">
    /// Writes an input's part, given its phase, the loop's index or nothing, the input's number behind that, and an end for the
    /// names of locals behind the loop. The panel's row of the first phase starts at <c>at</c>.
    /// </param>
    public static void WriteInputs(StepContext<DenseStep> context, Action<int, string, int, string> write)
    {
        DenseStep step = context.Step;
        int looped = step.Inputs / step.Phases * step.Phases;
        context.Writer.Line("nuint at = 0;");
        using (context.Writer.Block($"for (nuint k = 0; k < {CSharpLiteral.Of(looped)}; k += {CSharpLiteral.Of(step.Phases)}, at += {CSharpLiteral.Of(step.Phases * step.PanelStride)})"))
        {
            for (int phase = 0; phase < step.Phases; phase++)
            {
                write(phase, "k", phase, "");
            }
        }

        for (int k = looped; k < step.Inputs; k++)
        {
            write(k - looped, "", k, "Last");
        }
    }

    private static void WriteMultiplyAdds(StepContext<DenseStep> context, IReadOnlyList<int> offsets, int phase, string k, string suffix)
    {
        string x = $"x{CSharpLiteral.Of(phase)}{suffix}";
        context.Writer.Line($"V {x} = V.SplatAt(ref x, {k});");
        for (int block = 0; block < offsets.Count; block++)
        {
            int offset = (phase * context.Step.PanelWidth) + offsets[block];
            string sum = DenseRowsEmitter.Sum(0, phase, block);
            context.Writer.Line($"{sum} = V.MultiplyAddAt({x}, ref w, {KernelWriter.Plus("at", offset)}, {sum});");
            if (suffix.Length == 0)
            {
                WritePrefetch(context, offset, context.Step.PrefetchedRowsAlone);
            }
        }
    }

    /// <summary>Asks for the block of weights some rows behind the one at an offset; behind the last panel there is nothing, which does no harm.</summary>
    public static void WritePrefetch(StepContext<DenseStep> context, int offset, int rows)
    {
        if (rows > 0)
        {
            context.Writer.Line($"{KernelWriter.Services}.CacheLine.Prefetch(ref w, {KernelWriter.Plus("at", offset + (rows * context.Step.PanelWidth))});");
        }
    }
}
