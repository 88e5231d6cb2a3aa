using ShapeGen.Generator.Emission.Steps;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Kernels.Dense;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Kernels.Dense;

/// <summary>
/// Writes <see cref="HalfPairsKernel"/>. The caller's input comes scaled; of other inputs a single row is scaled as it is read,
/// and several rows share weights brought to scale. All kernels add the same products in the same order, so they give the
/// same bits.
/// </summary>
internal sealed class HalfPairsEmitter : PanelSetEmitter<HalfPairsKernel>
{
    private const string Explanation = "A load brings the weights of two blocks of units, in the low and the high bits of its lanes;";

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

    protected override void WriteStep(StepContext<DenseStep> context, HalfPairsKernel kernel)
    {
        DenseStep step = context.Step;
        SourceWriter writer = context.Writer;
        PanelSet panels = kernel.Panels;
        KernelParameter[] parameters = Parameters(context, Pair(context));
        var exact = context.Kernel.Part("Exact");
        using (context.Method())
        {
            WriteWeightReferences(context);
            writer.Line($"bool isFinite = {Weights}.AreFinite(ref w, {CSharpLiteral.Of(kernel.MatrixLength(step.ToProblem()))});");
            if (kernel.TilesRows)
            {
                WriteRowTileCalls(context, [(panels, context.Kernel)], panels.RowMultiple, parameters, "isFinite");
            }

            WriteRows(context, kernel.TilesRows ? WholeTiles : null, (source, destination) =>
            {
                string canScale = step.IsInputScaled ? "" : $" && {Weights}.CanScale({KernelWriter.At("x", source)}, {CSharpLiteral.Of(step.Inputs)})";
                using (writer.Block($"if (isFinite{canScale})"))
                {
                    WritePanels(context, panels, parameters, source, destination, arguments => context.Kernel.Ladder(panels.Tiling.IsUniform, arguments));
                }

                using (writer.Block("else"))
                {
                    WritePanels(context, panels, parameters, source, destination, arguments => exact.Ladder(kernel.Exact.IsUniform, arguments));
                }
            });
        }

        string scaled = step.IsInputScaled ? "x comes times 2^112" : "x is taken times 2^112 (scale)";
        context.Kernel.Tiles(
            panels.Tiling,
            parameters,
            (tile, _) => WriteTile(context, panels, tile, step.IsInputScaled ? Scaling.None : Scaling.OfInput),
            $"One row. {Explanation} shift and mask make floats of them, times 2^-112, so {scaled}. {MatrixTile.Explanation}");
        exact.Tiles(
            kernel.Exact,
            parameters,
            (tile, _) => WriteTile(context, panels, tile, step.IsInputScaled ? Scaling.ExactForScaledInput : Scaling.Exact),
            $"The same where a weight is not finite or x is too large to be scaled: weights are widened exactly. {MatrixTile.Explanation}");
        if (panels.RowTiling is not null)
        {
            WriteRowTiles(
                context,
                panels,
                context.Kernel,
                parameters,
                $"{RowsExplanation} {Explanation} low<…> and high<…> are their floats. {MatrixTile.Explanation}",
                (tile, _) => WriteTile(context, panels, tile, step.IsInputScaled ? Scaling.None : Scaling.OfWeights, "from", "to", RowOther));
        }
    }

    /// <summary>Lanes of two blocks, which lie together.</summary>
    private static int Pair(StepContext<DenseStep> context) => 2 * context.Element.BlockLanes();

    private static void WriteTile(StepContext<DenseStep> context, PanelSet panels, LaneTile tile, Scaling scaling, string x = "x", string y = "y", string other = StepEmitter.OtherName)
    {
        SourceWriter writer = context.Writer;
        int[] lanes = [.. tile.Offsets.SelectMany(offset => new[] { offset, offset + context.Element.BlockLanes() })];
        if (scaling is not (Scaling.None or Scaling.Exact))
        {
            writer.Line($"V scale = V.Constant({(scaling == Scaling.ExactForScaledInput ? "1 / " : "")}{Weights}.Scale);");
        }

        MatrixTile matrix = TileOf(context, panels, tile.Rows, lanes, BlockOperations.OfBlock) with { Source = x, Destination = y, Other = other };
        matrix.WriteSums(writer);
        matrix.WriteInputs(writer, (phase, index, k, suffix) => WriteProducts(context, matrix, tile, scaling, phase, index, k, suffix));
        matrix.WriteStores(writer, (sum, other, at, lanes) => Finish(context, matrix.Blocks, sum, other, at, lanes));
    }

    /// <summary>Adds to each sum of a phase what one input contributes.</summary>
    private static void WriteProducts(StepContext<DenseStep> context, MatrixTile matrix, LaneTile tile, Scaling scaling, int phase, string index, int k, string suffix)
    {
        SourceWriter writer = context.Writer;
        int pairLength = Pair(context);
        string names = CSharpLiteral.Of(phase) + suffix;
        for (int row = 0; row < tile.Rows; row++)
        {
            string scaled = scaling == Scaling.OfInput ? " * scale" : "";
            writer.Line($"V x{names}_{CSharpLiteral.Of(row)} = V.SplatAt(ref {matrix.Source}, {KernelWriter.Plus(index, (row * matrix.InputPitch) + k)}){scaled};");
        }

        for (int pair = 0; pair < tile.Offsets.Count; pair++)
        {
            string name = $"{names}_{CSharpLiteral.Of(pair)}";
            int offset = (phase * matrix.WeightPitch) + ((tile.Offsets[pair] + pairLength - 1) / pairLength * pairLength);
            writer.Line($"V pair{name} = V.LoadPairs(ref w, {KernelWriter.Plus("at", offset)});");
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
                    string sum = MatrixTile.Sum(row, phase, (2 * pair) + (isHigh ? 1 : 0));
                    string factor = $"x{names}_{CSharpLiteral.Of(row)}";
                    writer.Line(tile.Rows == 1 && scaling is Scaling.None or Scaling.OfInput
                        ? $"{sum} = V.MultiplyAdd{(isHigh ? "High" : "Low")}({factor}, pair{name}, {sum});"
                        : matrix.Blocks.AddProduct(sum, factor, half));
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
}
