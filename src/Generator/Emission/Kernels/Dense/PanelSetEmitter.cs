using ShapeGen.Generator.Emission.Steps;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Kernels.Dense;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Kernels.Dense;

/// <summary>What variants share whose weights lie in panels: calls panel by panel, and tiles of several rows.</summary>
internal abstract class PanelSetEmitter<TKernel> : DenseKernelEmitter<TKernel>
    where TKernel : DenseKernel
{
    /// <summary>The local that says how many rows fill whole tiles; the rows after them go one by one.</summary>
    protected const string WholeTiles = "tiled";

    /// <summary>What the comments of kernels for several rows say of them.</summary>
    protected const string RowsExplanation = "Several rows at once: a block of weights is loaded once for all of them. Each sum runs in the order of a single row, so the bits do not depend on how rows come together.";

    /// <summary>The local that is to the second input what <c>to</c> is to the output.</summary>
    protected const string RowOther = "along";

    private static readonly KernelParameter RowCount = new("nuint", KernelsWriter.Rows, IsValue: true) { Role = ParameterRole.RowCount };

    /// <summary>The parameters of kernels that run over the lanes of a panel, of which a group lies together in its matrix.</summary>
    protected static KernelParameter[] Parameters(StepContext<DenseStep> context, int laneGroup = 1)
    {
        string storage = context.Element.StorageName();
        KernelParameter x = new(context.Source, "x") { Role = ParameterRole.Input };
        KernelParameter y = new(context.Destination, "y", FollowsLanes: true) { Role = ParameterRole.Output };
        KernelParameter w = new(storage, "w", FollowsLanes: true, LaneGroup: laneGroup) { Role = ParameterRole.Weights };
        KernelParameter b = new(storage, "b", FollowsLanes: true) { Role = ParameterRole.Bias };
        return [x, y, w, .. context.Step.HasBias ? [b] : (KernelParameter[])[], .. OtherParameters(context)];
    }

    /// <summary>The writer of the kernels for several rows.</summary>
    protected static KernelWriter RowsKernel(KernelWriter kernel) => kernel.Part("Rows");

    /// <summary>Writes a call, for each panel, of the kernels that run it.</summary>
    protected static void WritePanels(StepContext<DenseStep> context, PanelSet panels, IReadOnlyList<KernelParameter> parameters, string source, string destination, Action<string> call)
    {
        SourceWriter writer = context.Writer;
        if (panels.Count == 1)
        {
            string first = CSharpLiteral.Of(panels.FirstUnit);
            call(Arguments(parameters, source, destination == "0" ? first : KernelWriter.Plus(destination, panels.FirstUnit), CSharpLiteral.Of(panels.MatrixOffset), first));
            return;
        }

        string width = CSharpLiteral.Of(panels.Width);
        string matrix = CSharpLiteral.Of(context.Step.Inputs * panels.Pitch);
        using (writer.Block($"for (nuint panel = 0; panel < {CSharpLiteral.Of(panels.Count)}; panel++)"))
        {
            writer.Line(panels.WholeCount == panels.Count
                ? $"nuint unit = panel * {width};"
                : $"nuint unit = panel == {CSharpLiteral.Of(panels.WholeCount)} ? {CSharpLiteral.Of(panels.Units - panels.Width)} : panel * {width};");
            string to = destination == "0" ? "unit" : $"({destination}) + unit";
            call(Arguments(parameters, source, to, $"panel * {matrix}", "unit"));
        }
    }

    private static string Arguments(IReadOnlyList<KernelParameter> parameters, string x, string y, string w, string b) => string.Join(", ", parameters.Select(p => p.Role switch
    {
        ParameterRole.Input => KernelWriter.At(p.Name, x),
        ParameterRole.Output => KernelWriter.At(p.Name, y),
        ParameterRole.Other => KernelWriter.At(StepEmitter.SourceName(1), y),
        ParameterRole.Weights => KernelWriter.At(p.Name, w),
        ParameterRole.Bias => KernelWriter.At(p.Name, b),
        _ => WholeTiles,
    }));

    /// <summary>Calls the tiles of several rows, panel by panel, where there are rows enough and a condition, if any, holds.</summary>
    protected static void WriteRowTileCalls(StepContext<DenseStep> context, IEnumerable<(PanelSet Panels, KernelWriter Kernel)> sets, int rowMultiple, IReadOnlyList<KernelParameter> parameters, string? condition = null)
    {
        SourceWriter writer = context.Writer;
        string whole = $"{KernelsWriter.Rows} - ({KernelsWriter.Rows} % {CSharpLiteral.Of(rowMultiple)})";
        writer.Line($"nuint {WholeTiles} = {(condition is null ? whole : $"{condition} ? {whole} : 0")};");
        using (writer.Block($"if ({WholeTiles} > 0)"))
        {
            foreach ((PanelSet panels, KernelWriter kernel) in sets)
            {
                WritePanels(context, panels, [.. parameters, RowCount], "0", "0", arguments => RowsKernel(kernel).Ladder(panels.RowTiling!.IsUniform, arguments));
            }
        }

        writer.Line();
    }

    /// <summary>Writes the kernels of <see cref="PanelSet.RowTiling"/>: a loop over the rows <c>from</c> and <c>to</c>, a tile of them at a time.</summary>
    protected static void WriteRowTiles(StepContext<DenseStep> context, PanelSet panels, KernelWriter kernel, IReadOnlyList<KernelParameter> parameters, string comment, Action<LaneTile, BlockOperations> writeTile) =>
        RowsKernel(kernel).Tiles(
            panels.RowTiling!,
            [.. parameters, RowCount],
            (tile, blocks) =>
            {
                if (tile.RestRows == 0)
                {
                    WriteRowLoop(context, tile, "0", KernelsWriter.Rows, rows => writeTile(rows, blocks));
                    return;
                }

                // All but one multiple of the smaller tile are sums of both: rest tiles of 4 leave a multiple of 6.
                string rest = CSharpLiteral.Of(tile.RestRows);
                context.Writer.Line($"nuint end = {KernelsWriter.Rows} - ({KernelsWriter.Rows} / {rest} % 3 * {rest});");
                WriteRowLoop(context, tile, "0", "end", rows => writeTile(rows, blocks));
                WriteRowLoop(context, tile with { Rows = tile.RestRows }, "end", KernelsWriter.Rows, rows => writeTile(rows, blocks));
            },
            comment);

    private static void WriteRowLoop(StepContext<DenseStep> context, LaneTile tile, string start, string end, Action<LaneTile> writeTile)
    {
        SourceWriter writer = context.Writer;
        using (writer.Block($"for (nuint row = {start}; row < {end}; row += {CSharpLiteral.Of(tile.Rows)})"))
        {
            writer.Line($"ref {context.Source} from = {KernelWriter.At("x", $"row * {CSharpLiteral.Of(context.Step.Inputs)}")};");
            string results = $"row * {CSharpLiteral.Of(context.Step.Units)}";
            writer.Line($"ref {context.Destination} to = {KernelWriter.At("y", results)};");
            if (context.Step.AddsOther)
            {
                writer.Line($"ref {context.Other} {RowOther} = {KernelWriter.At(StepEmitter.OtherName, results)};");
            }

            writeTile(tile);
        }
    }

    /// <summary>A tile of some rows by the blocks that start at some lanes, of which, where it is a single one, not all lanes may be stored.</summary>
    protected static MatrixTile TileOf(StepContext<DenseStep> context, PanelSet panels, int rows, IReadOnlyList<int> lanes, BlockOperations blocks, int stored = 0) =>
        new(rows, blocks.Split(lanes, context.Element.BlockLanes(), stored), panels.Phases, context.Step.Inputs, InputPitch: context.Step.Inputs, OutputPitch: context.Step.Units, WeightPitch: panels.Pitch)
        {
            Blocks = blocks,
            Bias = context.Step.HasBias ? "b" : null,
            Section = panels.Section,
        };
}
