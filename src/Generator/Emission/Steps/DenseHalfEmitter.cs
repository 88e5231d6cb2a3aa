using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Kernels;
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
        KernelParameter[] parameters = DenseEmitter.PanelParameters(context, context.Step.Pair);
        var exact = new KernelWriter(writer, context.Kernel.Name + "Exact", context.Kernel.ComputeType);
        PerFile<LaneTiling> exactTiling = step.Tiling!.Select(tiling => tiling with { Height = 1 });
        using (context.Method())
        {
            DenseEmitter.WriteWeightReferences(context);
            writer.Line($"bool isFinite = {Weights}.AreFinite(ref w, {CSharpLiteral.Of((int)step.PackedLength)});");
            if (step.RowTiling is not null)
            {
                DenseRowsEmitter.WriteCall(context, parameters, "isFinite");
            }

            DenseEmitter.WriteRows(context, (source, destination) =>
            {
                string canScale = step.IsInputScaled ? "" : $" && {Weights}.CanScale({KernelWriter.At("x", source)}, {CSharpLiteral.Of(step.Inputs)})";
                using (writer.Block($"if (isFinite{canScale})"))
                {
                    DenseEmitter.WritePanels(context, parameters, source, destination, arguments => context.Kernel.Ladder(step.Tiling!.IsUniform, arguments));
                }

                using (writer.Block("else"))
                {
                    DenseEmitter.WritePanels(context, parameters, source, destination, arguments => exact.Ladder(exactTiling.IsUniform, arguments));
                }
            });
        }

        context.Kernel.Tiles(step.Tiling!, parameters, tile => WriteTile(context, tile, step.IsInputScaled ? Scaling.None : Scaling.OfInput), "");
        exact.Tiles(exactTiling, parameters, tile => WriteTile(context, tile, step.IsInputScaled ? Scaling.ExactForScaledInput : Scaling.Exact), "");
        if (step.RowTiling is not null)
        {
            DenseRowsEmitter.WriteTiles(context, parameters, tile => WriteTile(context, tile, step.IsInputScaled ? Scaling.None : Scaling.OfWeights, "from", "to"));
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

        DenseRowsEmitter.WriteSums(context, tile.Rows, lanes);
        DenseEmitter.WriteInputs(context, (phase, index, k, suffix) => WriteProducts(context, tile, scaling, phase, x, index, k, suffix));
        DenseRowsEmitter.WriteStores(context, tile.Rows, lanes, y);
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
            writer.Line($"V x{names}_{CSharpLiteral.Of(row)} = V.SplatAt(ref {x}, {KernelWriter.Plus(index, (row * step.Inputs) + k)}){scaled};");
        }

        for (int pair = 0; pair < tile.Offsets.Count; pair++)
        {
            string name = $"{names}_{CSharpLiteral.Of(pair)}";
            int offset = (phase * step.PanelStride) + ((tile.Offsets[pair] + step.Pair - 1) / step.Pair * step.Pair);
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
                    string sum = DenseRowsEmitter.Sum(row, phase, (2 * pair) + (isHigh ? 1 : 0));
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
}
