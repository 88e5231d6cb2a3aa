using ShapeGen.Generator.Emission.Kernels;
using ShapeGen.Generator.Planning.Kernels;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>
/// Depthwise convolutions: tiles of positions with all their channels, from the first row to the last, so that an input comes from
/// far once. It is loaded once for all positions of a tile that see it.
/// </summary>
internal sealed class DepthwiseEmitter : StepEmitter<DepthwiseStep>
{
    protected override IEnumerable<KernelParameter> ExtraParameters(DepthwiseStep step, ElementType element) =>
        [new KernelParameter(element.StorageName(), "weights")];

    protected override void Write(StepContext<DepthwiseStep> context)
    {
        DepthwiseStep step = context.Step;
        KernelWriter kernel = context.Kernel;
        using (context.Method())
        {
            string bias = step.HasBias ? $", {KernelWriter.At("weights", CSharpLiteral.Of(step.BiasOffset))}" : "";
            string other = step.AddsOther ? $", ref {SourceName(1)}" : "";
            kernel.LadderOfFiles($"ref x, ref y, {KernelWriter.At("weights", CSharpLiteral.Of(step.KernelOffset))}{bias}{other}");
        }

        var loops = new WindowLoops(kernel, WindowLoops.ParametersOf(context), step.Part, step.Channels, step.Channels, step.TapStride) { GoesDown = true };
        loops.Write(kernel.Own(RegisterFile.Wide), step.WideTiles, (tile, blocks) => WriteTile(context, blocks, loops, tile));
        if (kernel.Middle is { } middle)
        {
            loops.Write(middle, step.MiddleTiles, (tile, blocks) => WriteTile(context, blocks, loops, tile));
        }

        loops.Write(kernel.Own(RegisterFile.Narrow), step.NarrowTiles, (tile, blocks) => WriteTile(context, blocks, loops, tile));
    }

    private static void WriteTile(StepContext<DepthwiseStep> context, BlockOperations blocks, WindowLoops loops, ConvTile tile) =>
        loops.WriteTiles(tile, context.Source, context.Destination, (from, to, other) =>
        {
            DepthwiseStep step = context.Step;
            int lanes = blocks.Lanes(step.Block);
            int whole = Math.Min(step.TapStride, step.Channels + lanes - 1) / lanes;
            if (whole > 1 && whole * lanes <= step.Channels)
            {
                using (context.Writer.Block($"for (nuint lane = 0; lane < {CSharpLiteral.Of(whole * lanes)}; lane += {CSharpLiteral.Of(lanes)})"))
                {
                    WriteBlock(context, blocks, loops, tile, from, to, other, "lane");
                }
            }
            else
            {
                // Of a block that not all channels fill, each part by itself.
                for (int lane = 0; lane < whole * lanes; lane += lanes)
                {
                    using (context.Writer.Block())
                    {
                        WriteBlock(context, blocks, loops, tile, from, to, other, CSharpLiteral.Of(lane));
                    }
                }
            }

            if (step.TapStride % lanes > 0)
            {
                using (context.Writer.Block())
                {
                    WriteBlock(context, blocks, loops, tile, from, to, other, CSharpLiteral.Of(step.TapStride - lanes));
                }
            }
        });

    private static void WriteBlock(StepContext<DepthwiseStep> context, BlockOperations blocks, WindowLoops loops, ConvTile tile, string from, string to, string other, string lane)
    {
        DepthwiseStep step = context.Step;
        SourceWriter writer = context.Writer;
        int stored = StoredLanes(step, blocks, lane);
        for (int position = 0; position < tile.Positions; position++)
        {
            writer.Line($"{blocks.Type} s{CSharpLiteral.Of(position)} = {(!step.HasBias ? blocks.Zero : position > 0 ? "s0" : blocks.Load("b", lane))};");
        }

        if (step.IsFar)
        {
            WritePrefetches(context, blocks, loops, tile, from, to, lane);
        }

        if (tile.Segments.Count > 0)
        {
            loops.WriteTaps(from, context.Source, context.Element.StorageName(), (run, taps) => WriteRow(context, blocks, loops, tile, run, taps, lane));
        }

        for (int position = 0; position < tile.Positions; position++)
        {
            string sum = $"s{CSharpLiteral.Of(position)}";
            string at = At(lane, position * step.Channels);
            string value = ProductEnd.Of(step, blocks, context.Compute, sum, other, at, stored);
            writer.Line(stored > 0 ? blocks.StoreFirst(value, to, at, stored) : blocks.Store(value, to, at));
        }
    }

    /// <summary>
    /// Asks for the inputs that the next row of outputs sees first, and for the places of those outputs; after the last row there is nothing,
    /// which does no harm. A block fills a line: of its halves the first one asks, and for the inputs alone, where windows move by one row;
    /// more than that took longer than it won.
    /// </summary>
    private static void WritePrefetches(StepContext<DepthwiseStep> context, BlockOperations blocks, WindowLoops loops, ConvTile tile, string from, string to, string lane)
    {
        DepthwiseStep step = context.Step;
        SourceWriter writer = context.Writer;
        ConvAxis column = loops.Part.Column;
        ConvAxis row = loops.Part.Row;
        if (blocks.AreHalves && (row.Stride > 1 || (lane != "lane" && Number(lane) % step.Block > 0)))
        {
            return;
        }

        int span = ((tile.Positions - 1) * column.Stride) + 1;
        int next = row.Taps * row.Dilation;
        using (blocks.AreHalves && lane == "lane" ? writer.Block($"if (lane % {CSharpLiteral.Of(step.Block)} == 0)") : default(IDisposable))
        {
            foreach (int line in Enumerable.Range(next, row.Stride).SelectMany(input => Enumerable.Range(input * column.Input, span)))
            {
                writer.Line($"{KernelWriter.Services}.CacheLine.Prefetch(ref {from}, {At(lane, line * step.Channels)});");
            }
        }

        for (int position = 0; !blocks.AreHalves && position < tile.Positions; position++)
        {
            writer.Line($"{KernelWriter.Services}.CacheLine.Prefetch(ref {to}, {At(lane, (column.Outputs + position) * step.Channels)});");
        }
    }

    /// <summary>Writes a row of the kernel: each input, and the positions that see it under one of their taps.</summary>
    private static void WriteRow(StepContext<DepthwiseStep> context, BlockOperations blocks, WindowLoops loops, ConvTile tile, string run, string taps, string lane)
    {
        DepthwiseStep step = context.Step;
        SourceWriter writer = context.Writer;
        ConvAxis column = loops.Part.Column;
        foreach (int tap in tile.Segments.SelectMany(s => Enumerable.Range(s.FirstTap, s.Taps)))
        {
            writer.Line($"{blocks.Type} w{CSharpLiteral.Of(tap)} = {blocks.Load(taps, At(lane, tap * step.TapStride))};");
        }

        int origin = tile.FirstInput(column);
        int stored = StoredLanes(step, blocks, lane);
        var seen = from segment in tile.Segments
                   from tap in Enumerable.Range(segment.FirstTap, segment.Taps)
                   from position in Enumerable.Range(segment.First, segment.Positions)
                   group (tap, position) by column.Start(tile.First + position) + (tap * column.Dilation) into input
                   orderby input.Key
                   select input;
        foreach (IGrouping<int, (int Tap, int Position)> input in seen)
        {
            string value = $"x{CSharpLiteral.Of(input.Key)}";
            string at = At(lane, (input.Key - origin) * step.Channels);
            writer.Line($"{blocks.Type} {value} = {(stored > 0 ? blocks.LoadFirst(run, at, stored) : blocks.Load(run, at))};");
            foreach ((int tap, int position) in input.OrderBy(p => p.Position))
            {
                writer.Line(blocks.AddProduct($"s{CSharpLiteral.Of(position)}", value, $"w{CSharpLiteral.Of(tap)}"));
            }
        }
    }

    /// <summary>Lanes from one on that are channels, where they do not fill what the text has in a value; else 0.</summary>
    private static int StoredLanes(DepthwiseStep step, BlockOperations blocks, string lane) =>
        step.Channels < step.Block && step.Channels - Number(lane) is var left && left < blocks.Lanes(step.Block) ? left : 0;

    private static string At(string lane, int offset) => lane == "lane" ? KernelWriter.Plus(lane, offset) : CSharpLiteral.Of(Number(lane) + offset);

    private static int Number(string lane) => int.Parse(lane, System.Globalization.CultureInfo.InvariantCulture);
}
