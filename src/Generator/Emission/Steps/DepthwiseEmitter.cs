using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>
/// Depthwise convolutions: panels of channels, narrow enough that the rows under a window stay near, then rows of outputs, then
/// tiles of positions. An input is loaded once for all positions of a tile that see it.
/// </summary>
internal sealed class DepthwiseEmitter : StepEmitter<DepthwiseStep>
{
    protected override IEnumerable<KernelParameter> ExtraParameters(DepthwiseStep step, ElementType element) =>
        [new KernelParameter(element.StorageName(), "weights")];

    protected override void Write(StepContext<DepthwiseStep> context)
    {
        DepthwiseStep step = context.Step;
        (ConvPanel Panel, KernelWriter Kernel)[] kernels = [.. step.Panels.Select((panel, i) => (panel, new KernelWriter(context.Writer, context.Kernel.Name + (i == 0 ? "" : "Rest"), context.Kernel.ComputeType)))];
        using (context.Method())
        {
            foreach ((ConvPanel panel, KernelWriter kernel) in kernels)
            {
                WindowLoops.Loop(context.Writer, "panel", panel.Count, index =>
                {
                    string at = WindowLoops.Sum(panel.First, (index, panel.Width));
                    List<string> arguments = [KernelWriter.At("x", at), KernelWriter.At("y", at), Weights(step.KernelOffset)];
                    if (step.Bias >= 0)
                    {
                        arguments.Add(Weights(step.BiasOffset));
                    }

                    kernel.Ladder(kernel.Name + KernelWriter.WideSuffix, kernel.Name + KernelWriter.NarrowSuffix, string.Join(", ", arguments));

                    string Weights(int offset) => KernelWriter.At("weights", WindowLoops.Sum(offset + panel.First, (index, panel.Width)));
                });
            }
        }

        foreach ((ConvPanel panel, KernelWriter kernel) in kernels)
        {
            var loops = new WindowLoops(kernel, WindowLoops.ParametersOf(context, step.Bias >= 0), step.Part, step.Channels, step.Channels, step.TapStride);
            loops.Write(kernel.Name + KernelWriter.WideSuffix, step.WideTiles, tile => WriteTile(context, loops, panel, tile));
            loops.Write(kernel.Name + KernelWriter.NarrowSuffix, step.NarrowTiles, tile => WriteTile(context, loops, panel, tile));
        }
    }

    private static void WriteTile(StepContext<DepthwiseStep> context, WindowLoops loops, ConvPanel panel, ConvTile tile) =>
        loops.WriteTiles(tile, context.Source, context.Destination, (from, to) =>
        {
            int whole = panel.Width / panel.Block;
            if (whole > 1)
            {
                string block = CSharpLiteral.Of(panel.Block);
                using (context.Writer.Block($"for (nuint lane = 0; lane < {CSharpLiteral.Of(whole * panel.Block)}; lane += {block})"))
                {
                    WriteBlock(context, loops, panel, tile, from, to, "lane");
                }
            }
            else
            {
                using (context.Writer.Block())
                {
                    WriteBlock(context, loops, panel, tile, from, to, "0");
                }
            }

            if (panel.Width % panel.Block > 0)
            {
                using (context.Writer.Block())
                {
                    WriteBlock(context, loops, panel, tile, from, to, CSharpLiteral.Of(panel.Width - panel.Block));
                }
            }
        });

    private static void WriteBlock(StepContext<DepthwiseStep> context, WindowLoops loops, ConvPanel panel, ConvTile tile, string from, string to, string lane)
    {
        DepthwiseStep step = context.Step;
        SourceWriter writer = context.Writer;
        for (int position = 0; position < tile.Positions; position++)
        {
            writer.Line($"V s{CSharpLiteral.Of(position)} = {(step.Bias >= 0 ? $"V.Load(ref b, {lane})" : "V.Zero")};");
        }

        if (tile.Segments.Count > 0)
        {
            loops.WriteTaps(from, context.Source, context.Element.StorageName(), (run, taps) => WriteRow(context, loops, panel, tile, run, taps, lane));
        }

        for (int position = 0; position < tile.Positions; position++)
        {
            string sum = $"s{CSharpLiteral.Of(position)}";
            string value = step.Activation is { } function ? $"{KernelWriter.Services}.Activations.{function}<V, {context.Compute}>({sum})" : sum;
            string at = At(lane, position * step.Channels);
            writer.Line(panel.Filters < panel.Block
                ? $"V.StoreFirst({value}, ref {to}, {at}, {CSharpLiteral.Of(panel.Filters)});"
                : $"V.Store({value}, ref {to}, {at});");
        }
    }

    /// <summary>Writes a row of the kernel: each input, and the positions that see it under one of their taps.</summary>
    private static void WriteRow(StepContext<DepthwiseStep> context, WindowLoops loops, ConvPanel panel, ConvTile tile, string run, string taps, string lane)
    {
        DepthwiseStep step = context.Step;
        SourceWriter writer = context.Writer;
        ConvAxis column = loops.Part.Column;
        foreach (int tap in tile.Segments.SelectMany(s => Enumerable.Range(s.FirstTap, s.Taps)))
        {
            writer.Line($"V w{CSharpLiteral.Of(tap)} = V.Load(ref {taps}, {At(lane, tap * step.TapStride)});");
        }

        int origin = tile.FirstInput(column);
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
            writer.Line(panel.Filters < panel.Block
                ? $"V {value} = V.LoadFirst(ref {run}, {at}, {CSharpLiteral.Of(panel.Filters)}, 0);"
                : $"V {value} = V.Load(ref {run}, {at});");
            foreach ((int tap, int position) in input.OrderBy(p => p.Position))
            {
                string sum = $"s{CSharpLiteral.Of(position)}";
                writer.Line($"{sum} = V.MultiplyAdd({value}, w{CSharpLiteral.Of(tap)}, {sum});");
            }
        }
    }

    private static string At(string lane, int offset) => lane == "lane" ? KernelWriter.Plus(lane, offset) : CSharpLiteral.Of(int.Parse(lane, System.Globalization.CultureInfo.InvariantCulture) + offset);
}
