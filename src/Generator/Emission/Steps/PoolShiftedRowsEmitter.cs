using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>
/// <see cref="PoolRowsEmitter"/> for inputs between two 64-byte boundaries, as most arrays lie: every load of 512 bits
/// would touch two cache lines and take twice as long. It reads whole lines from the first boundary on, so that its lanes
/// are the channels turned by <c>shift</c>: those of the last block's last lanes are one row ahead, begin with what lies
/// before the boundary and end before the last row. Their phases are turned by one as well, which
/// <see cref="PoolEmitter.TreeAcross"/> does not notice: each channel is summed in the same order as ever, to the same bits.
/// Registers of 256 bits cross lines half as often, and boundaries of 32 bytes will do: there only the last tile is turned, the
/// others are the usual ones, some channels further on.
/// </summary>
internal sealed class PoolShiftedRowsEmitter
{
    private const string Shift = "shift";

    /// <summary>The elements before the first boundary; the kernel is right for any number below a block.</summary>
    private static readonly KernelParameter ShiftParameter = new("nuint", Shift, IsValue: true);

    /// <summary>Calls the kernel where it pays and returns.</summary>
    public void WriteCall(StepContext<PoolStep> context)
    {
        WriteCall(context, "if", 512, "", Method(context));
        if (context.Step.HasNarrowShiftedKernel)
        {
            WriteCall(context, "else if", 256, $" % {CSharpLiteral.Of(context.Element.BlockLanes() / 2)}", NarrowMethod(context));
        }

        context.Writer.Line();
    }

    /// <summary>Calls the kernel for registers of so many bits.</summary>
    private static void WriteCall(StepContext<PoolStep> context, string condition, int bits, string boundary, string method)
    {
        SourceWriter writer = context.Writer;
        using (writer.Block($"{condition} (global::System.Runtime.Intrinsics.Vector{CSharpLiteral.Of(bits)}.IsHardwareAccelerated)"))
        {
            writer.Line($"nuint {Shift} = {KernelWriter.Services}.CacheLine.ElementsBefore(ref x){boundary};");
            using (writer.Block($"if ({Shift} > 0)"))
            {
                string lanes = $"{KernelWriter.Services}.Lanes{CSharpLiteral.Of(bits)}<{context.Compute}>";
                writer.Line($"{method}<{lanes}>({KernelWriter.Pass([.. context.Parameters, ShiftParameter])});");
                writer.Line("return;");
            }
        }
    }

    public void Write(StepContext<PoolStep> context)
    {
        WriteTurned(context, Method(context), context.Step.Tiling!.WideTiles[0], 0);
        if (context.Step.HasNarrowShiftedKernel && !context.Step.Tiling.IsUniform)
        {
            WriteNarrow(context);
        }
    }

    /// <summary>All tiles but the last as they are, some channels further on.</summary>
    private static void WriteNarrow(StepContext<PoolStep> context)
    {
        SourceWriter writer = context.Writer;
        string narrow = context.Kernel.Name + KernelWriter.NarrowSuffix;
        IReadOnlyList<LaneTile> tiles = context.Step.Tiling!.NarrowTiles;
        LaneTile last = tiles[tiles.Count - 1];
        int start = last.Start + ((last.Count - 1) * last.Stride);
        string turned = NarrowMethod(context) + "Tile";
        using (context.Kernel.Generic(NarrowMethod(context), [.. context.Parameters, ShiftParameter]))
        {
            using (writer.Block($"for (nuint lane = {Shift}; lane < {CSharpLiteral.Of(start)}; lane += {CSharpLiteral.Of(tiles[0].Stride)})"))
            {
                writer.Line($"{narrow}Tile<V>(ref At(ref x, lane), ref At(ref y, lane));");
            }

            writer.Line($"{turned}<V>({KernelWriter.Pass([.. context.Parameters, ShiftParameter])});");
        }

        WriteTurned(context, turned, last, start);
    }

    /// <summary>Writes the kernel of a tile that ends with a row.</summary>
    /// <param name="context">The step.</param>
    /// <param name="method">The kernel's name.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="start">The lane that it starts at.</param>
    private static void WriteTurned(StepContext<PoolStep> context, string method, LaneTile tile, int start)
    {
        PoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        IReadOnlyList<int> offsets = tile.Offsets;
        int last = offsets.Count - 1;
        string block = CSharpLiteral.Of(context.Element.BlockLanes());
        string nothing = PoolEmitter.Nothing(context);
        var witness = new MaximumWitness(step, step.Phases * offsets.Count);
        using (context.Kernel.Generic(method, [.. context.Parameters, ShiftParameter]))
        {
            writer.Line($"ref {context.Source} line = {KernelWriter.At("x", KernelWriter.Plus(Shift, start))};");
            PoolRowsEmitter.WriteFirstRows(context, offsets, "line");
            writer.Line($"V before = V.LoadLast(ref x, {Shift}, (int){Shift}, {nothing});");
            witness.Start(writer, [.. PoolRowsEmitter.Sums(step, offsets), "before"]);
            string turned = PoolRowsEmitter.Sum(step.Phases - 1, last);
            writer.Line($"{turned} = {PoolEmitter.CombineNumbers(step.Reduction, "before", turned)};");

            int lastRow = step.Positions - 1;
            PoolRowsEmitter.WriteRows(context, tile, "line", 1, lastRow, step.RowLoop(tile, lastRow), witness);
            PoolRowsEmitter.WriteRow(context, offsets, "line", lastRow, last, witness);
            string end = CSharpLiteral.Of((lastRow * step.Channels) + offsets[last]);
            writer.Line($"V after = V.LoadFirst(ref line, {end}, {block} - (int){Shift}, {nothing});");
            witness.Combine(writer, PoolRowsEmitter.Sum(lastRow % step.Phases, last), "after");

            PoolRowsEmitter.WriteStores(context, offsets, witness, (value, at) => WriteStore(context, value, start + offsets[at], at == last));
            witness.End(context, "y", step.Positions, step.Channels, step.Channels);
        }
    }

    private static string Method(StepContext<PoolStep> context) => context.Kernel.Name + "Shifted";

    private static string NarrowMethod(StepContext<PoolStep> context) => Method(context) + (context.Step.Tiling!.IsUniform ? "" : KernelWriter.NarrowSuffix);

    private static void WriteStore(StepContext<PoolStep> context, string value, int offset, bool isLast)
    {
        SourceWriter writer = context.Writer;
        string at = KernelWriter.Plus(Shift, offset);
        if (!isLast)
        {
            writer.Line($"V.Store({value}, ref y, {at});");
            return;
        }

        string block = CSharpLiteral.Of(context.Element.BlockLanes());
        writer.Line($"V turned = {value};");
        writer.Line($"V.StoreFirst(turned, ref y, {at}, {block} - (int){Shift});");
        writer.Line($"V.StoreLast(turned, ref y, {Shift}, (int){Shift});");
    }
}
