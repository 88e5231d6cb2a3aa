using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>
/// Panels of halves that lie two by two. Shift and mask make floats of them in a scale of 2^-112. The caller's input comes
/// scaled the other way. Of other inputs a single row is scaled as it is read, and several rows share weights brought to
/// scale. Where that cannot be, because a weight is not finite or x is too large, an exact kernel runs. All of them add the
/// same products in the same order, so they give the same bits.
/// </summary>
internal sealed class DenseHalfEmitter
{
    private const string Weights = KernelWriter.Services + ".HalfWeights";

    /// <summary>How a tile brings weights and x together.</summary>
    private enum Scaling
    {
        /// <summary>Both as they come, x scaled already.</summary>
        None,

        /// <summary>x times 2^112, weights as the bits give them.</summary>
        OfInput,

        /// <summary>The weights times 2^112.</summary>
        OfWeights,

        /// <summary>Weights widened with infinities and NaN.</summary>
        Exact,

        /// <summary>The same times 2^-112, for x that is scaled already.</summary>
        ExactForScaledInput,
    }

    public void Write(StepContext<DenseStep> context)
    {
        DenseStep step = context.Step;
        SourceWriter writer = context.Writer;
        KernelParameter[] parameters = Parameters(context);
        KernelWriter exact = Named(context, "Exact");
        LaneTiling exactTiling = step.Tiling! with { Wide = 1, Narrow = 1 };
        using (context.Method())
        {
            DenseEmitter.WriteWeightReferences(context);
            writer.Line($"bool isFinite = {Weights}.AreFinite(ref w, {CSharpLiteral.Of((int)step.PackedLength)});");
            if (step.RowTiling is not null)
            {
                WriteRowTiles(context, parameters);
            }

            DenseEmitter.WriteRows(context, (source, destination) =>
            {
                string canScale = step.IsInputScaled ? "" : $" && {Weights}.CanScale({KernelWriter.At("x", source)}, {CSharpLiteral.Of(step.Inputs)})";
                using (writer.Block($"if (isFinite{canScale})"))
                {
                    DenseEmitter.WritePanels(context, parameters, source, destination, arguments => context.Kernel.Ladder(step.Tiling!, arguments));
                }

                using (writer.Block("else"))
                {
                    DenseEmitter.WritePanels(context, parameters, source, destination, arguments => exact.Ladder(exactTiling, arguments));
                }
            });
        }

        context.Kernel.Tiles(step.Tiling!, parameters, tile => WriteTile(context, tile, step.IsInputScaled ? Scaling.None : Scaling.OfInput));
        exact.Tiles(exactTiling, parameters, tile => WriteTile(context, tile, step.IsInputScaled ? Scaling.ExactForScaledInput : Scaling.Exact));
        if (step.RowTiling is not null)
        {
            Named(context, "Rows").Tiles(step.RowTiling, WithRows(parameters), tile => WriteRowsTile(context, tile));
        }
    }

    private static KernelWriter Named(StepContext<DenseStep> context, string suffix) =>
        new(context.Writer, context.Kernel.Name + suffix, context.Kernel.ComputeType);

    private static KernelParameter[] Parameters(StepContext<DenseStep> context)
    {
        string storage = context.Element.StorageName();
        KernelParameter x = new(context.Source, "x");
        KernelParameter y = new(context.Destination, "y", LaneStride: 1);
        KernelParameter w = new(storage, "w", LaneStride: 1, LaneGroup: context.Step.Pair);
        return context.Step.Bias >= 0 ? [x, y, w, new KernelParameter(storage, "b", LaneStride: 1)] : [x, y, w];
    }

    private static IReadOnlyList<KernelParameter> WithRows(IReadOnlyList<KernelParameter> parameters) =>
        [.. parameters, new KernelParameter("nuint", KernelsWriter.Rows, IsValue: true)];

    private static void WriteRowTiles(StepContext<DenseStep> context, IReadOnlyList<KernelParameter> parameters)
    {
        SourceWriter writer = context.Writer;
        string tiled = DenseRowsEmitter.WholeTiles;
        writer.Line($"nuint {tiled} = isFinite ? {KernelsWriter.Rows} - ({KernelsWriter.Rows} % {CSharpLiteral.Of(Budget.RowTile)}) : 0;");
        using (writer.Block($"if ({tiled} > 0)"))
        {
            DenseEmitter.WritePanels(context, WithRows(parameters), "0", "0", arguments => Named(context, "Rows").Ladder(context.Step.RowTiling!, arguments));
        }

        writer.Line();
    }

    private static void WriteRowsTile(StepContext<DenseStep> context, LaneTile tile)
    {
        DenseStep step = context.Step;
        SourceWriter writer = context.Writer;
        using (writer.Block($"for (nuint row = 0; row < {KernelsWriter.Rows}; row += {CSharpLiteral.Of(tile.Rows)})"))
        {
            writer.Line($"ref {context.Source} from = {KernelWriter.At("x", $"row * {CSharpLiteral.Of(step.Inputs)}")};");
            writer.Line($"ref {context.Destination} to = {KernelWriter.At("y", $"row * {CSharpLiteral.Of(step.Units)}")};");
            WriteTile(context, tile, step.IsInputScaled ? Scaling.None : Scaling.OfWeights, "from", "to");
        }
    }

    private static void WriteTile(StepContext<DenseStep> context, LaneTile tile, Scaling scaling, string x = "x", string y = "y")
    {
        DenseStep step = context.Step;
        SourceWriter writer = context.Writer;
        int[] lanes = [.. tile.Offsets.SelectMany(offset => new[] { offset, offset + step.Block })];
        if (scaling is not (Scaling.None or Scaling.Exact))
        {
            writer.Line($"V scale = V.Constant({(scaling == Scaling.ExactForScaledInput ? "1 / " : "")}{Weights}.Scale);");
        }

        ForEach(tile.Rows, step.Phases, lanes.Length, (row, phase, block) =>
        {
            string start = phase == 0 && step.Bias >= 0 ? $"V.Load(ref b, {CSharpLiteral.Of(lanes[block])})" : "V.Zero";
            writer.Line($"V {Sum(row, phase, block)} = {start};");
        });

        int looped = step.Inputs / step.Phases * step.Phases;
        writer.Line("nuint at = 0;");
        using (writer.Block($"for (nuint k = 0; k < {CSharpLiteral.Of(looped)}; k += {CSharpLiteral.Of(step.Phases)}, at += {CSharpLiteral.Of(step.Phases * step.PanelStride)})"))
        {
            for (int phase = 0; phase < step.Phases; phase++)
            {
                WriteProducts(context, tile, scaling, phase, x, "k", phase, "");
            }
        }

        for (int k = looped; k < step.Inputs; k++)
        {
            WriteProducts(context, tile, scaling, k - looped, x, "", k, "Last");
        }

        ForEach(tile.Rows, 1, lanes.Length, (row, _, block) =>
        {
            string[] parts = [.. Enumerable.Range(0, step.Phases).Select(phase => Sum(row, phase, block))];
            string value = DenseEmitter.Activate(context, PoolEmitter.Tree(parts, (left, right) => $"{left} + {right}"));
            writer.Line($"V.Store({value}, ref {y}, {CSharpLiteral.Of((row * step.Units) + lanes[block])});");
        });
    }

    /// <summary>Adds to each sum of a phase what one input contributes.</summary>
    private static void WriteProducts(StepContext<DenseStep> context, LaneTile tile, Scaling scaling, int phase, string x, string index, int k, string suffix)
    {
        DenseStep step = context.Step;
        SourceWriter writer = context.Writer;
        string names = CSharpLiteral.Of(phase) + suffix;
        for (int row = 0; row < tile.Rows; row++)
        {
            string scaled = scaling == Scaling.OfInput ? " * scale" : "";
            writer.Line($"V x{names}_{CSharpLiteral.Of(row)} = V.SplatAt(ref {x}, {Plus(index, (row * step.Inputs) + k)}){scaled};");
        }

        for (int pair = 0; pair < tile.Offsets.Count; pair++)
        {
            string name = $"{names}_{CSharpLiteral.Of(pair)}";
            int offset = (phase * step.PanelStride) + ((tile.Offsets[pair] + step.Pair - 1) / step.Pair * step.Pair);
            writer.Line($"V pair{name} = V.LoadPairs(ref w, {Plus("at", offset)});");
            foreach (bool isHigh in new[] { false, true })
            {
                string half = Half(scaling, isHigh, $"pair{name}");
                if (tile.Rows > 1)
                {
                    string shared = $"{(isHigh ? "high" : "low")}{name}";
                    writer.Line($"V {shared} = {half};");
                    half = shared;
                }

                for (int row = 0; row < tile.Rows; row++)
                {
                    string sum = Sum(row, phase, (2 * pair) + (isHigh ? 1 : 0));
                    string factor = $"x{names}_{CSharpLiteral.Of(row)}";
                    writer.Line(tile.Rows == 1 && scaling is Scaling.None or Scaling.OfInput
                        ? $"{sum} = V.MultiplyAdd{(isHigh ? "High" : "Low")}({factor}, pair{name}, {sum});"
                        : $"{sum} = V.MultiplyAdd({factor}, {half}, {sum});");
                }
            }
        }
    }

    private static string Half(Scaling scaling, bool isHigh, string pair)
    {
        bool isExact = scaling is Scaling.Exact or Scaling.ExactForScaledInput;
        string method = (isExact, isHigh) switch
        {
            (true, true) => "WidenHigh",
            (true, false) => "WidenLow",
            (false, true) => "HighHalf",
            (false, false) => "LowHalf",
        };
        return $"V.{method}({pair}){(scaling is Scaling.OfWeights or Scaling.ExactForScaledInput ? " * scale" : "")}";
    }

    private static void ForEach(int rows, int phases, int blocks, Action<int, int, int> write)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int phase = 0; phase < phases; phase++)
            {
                for (int block = 0; block < blocks; block++)
                {
                    write(row, phase, block);
                }
            }
        }
    }

    private static string Plus(string index, int offset) =>
        index.Length == 0 ? CSharpLiteral.Of(offset) : offset == 0 ? index : $"{index} + {CSharpLiteral.Of(offset)}";

    private static string Sum(int row, int phase, int block) => $"s{CSharpLiteral.Of(row)}_{CSharpLiteral.Of(phase)}_{CSharpLiteral.Of(block)}";
}
