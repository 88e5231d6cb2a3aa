using ShapeGen.Generator.Emission.Kernels;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Kernels;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>Head by head: the keys turned so that they are lanes, then tile by tile of queries the scores, their softmax, and the values.</summary>
internal sealed class AttentionEmitter : StepEmitter<AttentionStep>
{
    private const string Rows = $"{KernelWriter.Services}.AttentionRows";
    private const string Comment =
        "Head by head. The head's keys are turned into own, so that keys are lanes; then a few queries at a time: their scores in own1, of which each row becomes powers, and the product of those with the values, divided by the sum of the powers. The last queries overlap those before them.";

    protected override IEnumerable<KernelParameter> ExtraParameters(AttentionStep step, ElementType element) =>
        step.ScaleWeight < 0 && step.SumWeight < 0 ? [] : [new KernelParameter(element.StorageName(), "weights") { Role = ParameterRole.Weights }];

    protected override void Write(StepContext<AttentionStep> context)
    {
        AttentionStep step = context.Step;
        bool isUniform = step.ScoreTiling!.IsUniform && step.ValueTiling!.IsUniform;
        using (context.Method())
        {
            context.Kernel.LadderOfBlocks(isUniform, KernelWriter.Pass(context.Parameters));
        }

        foreach (RegisterFile file in isUniform ? [RegisterFile.Wide] : RegisterFiles.All)
        {
            WriteHeads(context, file, isUniform);
            WriteScores(context, file, isUniform);
            WriteValues(context, file, isUniform);
        }
    }

    private static KernelMethod ScoresMethod(StepContext<AttentionStep> context, RegisterFile file, bool isUniform) => context.Kernel.Part("Scores").FileMethod(file, isUniform);

    private static KernelMethod ValuesMethod(StepContext<AttentionStep> context, RegisterFile file, bool isUniform) => context.Kernel.Part("Values").FileMethod(file, isUniform);

    private static void WriteHeads(StepContext<AttentionStep> context, RegisterFile file, bool isUniform)
    {
        AttentionStep step = context.Step;
        SourceWriter writer = context.Writer;
        using (context.Kernel.Generic(context.Kernel.FileMethod(file, isUniform).Name, context.Parameters, comment: Comment))
        {
            if (step.HasKeyMask)
            {
                writer.Line($"{Rows}.Bias(ref {SourceName(step.KeyMask)}, ref {BiasName(step)}, {CSharpLiteral.Of(step.Keys)});");
            }

            using (writer.Block($"for (nuint part = 0; part < {CSharpLiteral.Of(step.Outer * step.Heads)}; part++)"))
            {
                string group = step.Outer == 1 ? "0" : $"part / {CSharpLiteral.Of(step.Heads)}";
                string head = step.Outer == 1 ? "part" : $"(part % {CSharpLiteral.Of(step.Heads)})";
                WriteReference("query", step.Sources[0], "x", step.Queries, step.KeyWidth);
                WriteReference("key", step.Sources[1], "x1", step.Keys, step.KeyWidth);
                WriteReference("value", step.Sources[2], "x2", step.Keys, step.ValueWidth);
                WriteReference("to", step.Destination, "y", step.Queries, step.ValueWidth);
                writer.Line($"{Rows}.Transpose(ref key, {CSharpLiteral.Of(step.Heads * step.KeyWidth)}, ref own, {CSharpLiteral.Of(step.ScorePitch)}, {CSharpLiteral.Of(step.Keys)}, {CSharpLiteral.Of(step.KeyWidth)});");
                if (step.PadsValues)
                {
                    writer.Line($"{Rows}.PadRows<V, {TypeOf(step.Sources[2], context.Element)}, {context.Compute}>(ref value, {CSharpLiteral.Of(step.Heads * step.ValueWidth)}, ref own2, {CSharpLiteral.Of(step.ValuePitch)}, {CSharpLiteral.Of(step.Keys)}, {CSharpLiteral.Of(step.ValueWidth)});");
                }

                WriteRows(context, file, isUniform);

                void WriteReference(string name, BufferRef place, string origin, int rows, int width)
                {
                    string part = $"{head} * {CSharpLiteral.Of(width)}";
                    string offset = step.Outer == 1 ? part : $"({group} * {CSharpLiteral.Of(rows * step.Heads * width)}) + ({part})";
                    writer.Line($"ref {TypeOf(place, context.Element)} {name} = {KernelWriter.At(origin, offset)};");
                }
            }
        }
    }

    private static void WriteRows(StepContext<AttentionStep> context, RegisterFile file, bool isUniform)
    {
        AttentionStep step = context.Step;
        SourceWriter writer = context.Writer;
        int rows = step.RowsTogether(file);
        using (writer.Block($"for (nuint done = 0; done < {CSharpLiteral.Of(step.Queries)}; done += {CSharpLiteral.Of(rows)})"))
        {
            writer.Line($"nuint first = nuint.Min(done, {CSharpLiteral.Of(step.Queries - rows)});");
            WriteTiles(writer, rows, step.ScoreTiling![file].Rows, row =>
            {
                string[] weights = step.ScaleWeight < 0 && step.SumWeight < 0 ? [] : ["ref weights"];
                string query = KernelWriter.At("query", $"{(row is null ? "first" : $"(first + {row})")} * {CSharpLiteral.Of(step.Heads * step.KeyWidth)}");
                return ScoresMethod(context, file, isUniform).Call([query, "ref own", Scores(row), .. weights]);
            });
            WritePowers(context, rows);
            WriteTiles(writer, rows, step.ValueTiling![file].Rows, row =>
            {
                string values = step.PadsValues ? "own2" : "value";
                string to = KernelWriter.At("to", $"{(row is null ? "first" : $"(first + {row})")} * {CSharpLiteral.Of(step.Heads * step.ValueWidth)}");
                string shares = KernelWriter.At(SharesName(step), row ?? "0");
                return ValuesMethod(context, file, isUniform).Call([Scores(row), $"ref {values}", to, shares]);
            });
        }

        string Scores(string? row) => row is null ? "ref own1" : KernelWriter.At("own1", $"{row} * {CSharpLiteral.Of(step.ScorePitch)}");
    }

    /// <summary>Writes a call for each tile of some rows, given its first one, or null where one tile is all; the last overlaps where tiles do not divide the rows.</summary>
    private static void WriteTiles(SourceWriter writer, int rows, int tile, Func<string?, string> call)
    {
        if (tile >= rows)
        {
            writer.Line(call(null));
            return;
        }

        using (writer.Block($"for (nuint tile = 0; tile < {CSharpLiteral.Of(rows)}; tile += {CSharpLiteral.Of(tile)})"))
        {
            string row = "tile";
            if (rows % tile != 0)
            {
                row = "row";
                writer.Line($"nuint row = nuint.Min(tile, {CSharpLiteral.Of(rows - tile)});");
            }

            writer.Line(call(row));
        }
    }

    /// <summary>Writes what makes powers of the rows of scores, and what each is to be multiplied by.</summary>
    private static void WritePowers(StepContext<AttentionStep> context, int rows)
    {
        AttentionStep step = context.Step;
        SourceWriter writer = context.Writer;
        string length = CSharpLiteral.Of(step.Keys);
        string allRows = $"ref own1, {CSharpLiteral.Of(step.ScorePitch)}, {CSharpLiteral.Of(rows)}";
        string kept = step.IsCausal ? "first + 1, 1" : $"{length}, 0";
        if (step.HasKeyMask)
        {
            // Scores that are not kept count as little as masked ones, but not less: where none counts all are equal.
            writer.Line($"{Rows}.AddBias<V, {context.Compute}>({allRows}, {kept}, {length}, ref {BiasName(step)});");
            kept = $"{length}, 0";
        }

        writer.Line($"{Rows}.Powers<V, {context.Compute}>({allRows}, {kept}, {length}, {CSharpLiteral.Of(step.PowerFactor)}, ref {SharesName(step)});");
        if (!step.HasQueryMask)
        {
            return;
        }

        using (writer.Block($"for (nuint row = 0; row < {CSharpLiteral.Of(rows)}; row++)"))
        using (writer.Block($"if ({KernelWriter.Element(SourceName(3), "first + row")} == 0)"))
        {
            writer.Line($"{Rows}.Fill({KernelWriter.At("own1", $"row * {CSharpLiteral.Of(step.ScorePitch)}")}, {length}, {CSharpLiteral.Of(1, context.Compute)});");
            writer.Line($"{KernelWriter.Element(SharesName(step), "row")} = {CSharpLiteral.Of(step.ClearsQueries ? 0 : 1.0 / step.Keys, context.Compute)};");
        }
    }

    /// <summary>Queries by keys: a register tile of products, or sums of tanh.</summary>
    private static void WriteScores(StepContext<AttentionStep> context, RegisterFile file, bool isUniform)
    {
        AttentionStep step = context.Step;
        SourceWriter writer = context.Writer;
        List<KernelParameter> parameters =
        [
            new(TypeOf(step.Sources[0], context.Element), "x"),
            new(context.Compute, "w", FollowsLanes: true),
            new(context.Compute, "y", FollowsLanes: true),
        ];
        if (step.ScaleWeight >= 0 || step.SumWeight >= 0)
        {
            parameters.Add(new KernelParameter(context.Element.StorageName(), "weights"));
        }

        string comment = step.Score == AttentionScore.Product ? $"Queries by keys, keys as lanes. {MatrixTile.Explanation}" : "Queries by keys, keys as lanes: sums of tanh over the features.";
        KernelMethod method = ScoresMethod(context, file, isUniform);
        BlockOperations blocks = method.Blocks;
        context.Kernel.Tiles(
            method,
            step.ScoreTiling![file].Tiles,
            parameters,
            (tile, _) =>
            {
                if (step.ScaleWeight >= 0)
                {
                    writer.Line($"{blocks.Type} scale = {blocks.SplatAt("weights", CSharpLiteral.Of(step.ScaleOffset - step.WeightsOffset))};");
                }

                int rows = step.ScoreTiling![file].Rows;
                if (step.Score == AttentionScore.Product)
                {
                    var product = new MatrixTile(rows, blocks.Split(tile.Offsets, step.Block), 1, step.KeyWidth, step.Heads * step.KeyWidth, step.ScorePitch, step.ScorePitch) { Blocks = blocks, SharesWeights = rows > 1 };
                    product.Write(writer, (sum, _, _, _) => step.ScaleWeight >= 0 ? $"{sum} * scale" : sum);
                }
                else
                {
                    WriteTanh(context, blocks, tile, rows);
                }
            },
            comment);
    }

    private static void WriteTanh(StepContext<AttentionStep> context, BlockOperations blocks, LaneTile tile, int rows)
    {
        AttentionStep step = context.Step;
        SourceWriter writer = context.Writer;
        string sumOffset = CSharpLiteral.Of(step.SumOffset - step.WeightsOffset);
        using (writer.Block($"for (nuint row = 0; row < {CSharpLiteral.Of(rows)}; row++)"))
        {
            for (int block = 0; block < tile.Offsets.Count; block++)
            {
                string name = CSharpLiteral.Of(block);
                writer.Line($"{blocks.Type} sum{name} = {blocks.Zero};");
                using (writer.Block($"for (nuint k = 0; k < {CSharpLiteral.Of(step.KeyWidth)}; k++)"))
                {
                    string both = $"{blocks.SplatAt("x", $"(row * {CSharpLiteral.Of(step.Heads * step.KeyWidth)}) + k")} + {blocks.Load("w", KernelWriter.Plus($"(k * {CSharpLiteral.Of(step.ScorePitch)})", tile.Offsets[block]))}";
                    writer.Line($"{blocks.Type} tanh = {blocks.Apply("Activations", "Tanh", context.Compute, step.ScaleWeight >= 0 ? $"scale * ({both})" : both)};");
                    writer.Line(step.Score == AttentionScore.WeightedTanh && step.SumWeight >= 0
                        ? blocks.AddProduct($"sum{name}", blocks.SplatAt("weights", sumOffset == "0" ? "k" : $"{sumOffset} + k"), "tanh")
                        : $"sum{name} += tanh;");
                }

                string result = step.Score == AttentionScore.Tanh && step.SumWeight >= 0 ? $"sum{name} * {blocks.SplatAt("weights", sumOffset)}" : $"sum{name}";
                writer.Line(blocks.Store(result, "y", KernelWriter.Plus($"(row * {CSharpLiteral.Of(step.ScorePitch)})", tile.Offsets[block])));
            }
        }
    }

    /// <summary>Rows of powers by values, the features of a value as lanes.</summary>
    private static void WriteValues(StepContext<AttentionStep> context, RegisterFile file, bool isUniform)
    {
        AttentionStep step = context.Step;
        int rows = step.ValueTiling![file].Rows;
        KernelParameter[] parameters =
        [
            new(context.Compute, "x"),
            new(step.PadsValues ? context.Compute : TypeOf(step.Sources[2], context.Element), "w", FollowsLanes: true),
            new(context.Destination, "y", FollowsLanes: true),
            new(context.Compute, "shares"),
        ];
        KernelMethod method = ValuesMethod(context, file, isUniform);
        context.Kernel.Tiles(
            method,
            step.ValueTiling[file].Tiles,
            parameters,
            (tile, _) =>
            {
                int pitch = step.Heads * step.ValueWidth;
                var product = new MatrixTile(rows, method.Blocks.Split(tile.Offsets, context.Element.BlockLanes()), 1, step.Keys, step.ScorePitch, pitch, step.ValuePitch) { Blocks = method.Blocks, SharesWeights = rows > 1 };
                product.WriteSums(context.Writer);
                product.WriteInputs(context.Writer, (phase, index, k, suffix) => product.WriteProducts(context.Writer, phase, index, k, suffix));
                WriteStores(context, method.Blocks, tile, rows, pitch);
            },
            $"Powers of the scores by the values, features as lanes. {MatrixTile.Explanation}");
    }

    /// <summary>Of blocks that are longer than a value, its own lanes.</summary>
    private static void WriteStores(StepContext<AttentionStep> context, BlockOperations blocks, LaneTile tile, int rows, int pitch)
    {
        int block = context.Element.BlockLanes();
        for (int row = 0; row < rows; row++)
        {
            string share = $"share{CSharpLiteral.Of(row)}";
            context.Writer.Line($"{blocks.Type} {share} = {blocks.SplatAt("shares", CSharpLiteral.Of(row))};");
            for (int i = 0; i < tile.Offsets.Count; i++)
            {
                int lanes = context.Step.PadsValues ? context.Step.ValueWidth - tile.Start - tile.Offsets[i] : block;
                string place = CSharpLiteral.Of((row * pitch) + tile.Offsets[i]);
                string result = $"{MatrixTile.Sum(row, 0, i)} * {share}";
                context.Writer.Line(lanes >= block ? blocks.Store(result, "y", place) : blocks.StoreFirst(result, "y", place, lanes));
            }
        }
    }

    private static string BiasName(AttentionStep step) => WorkspaceName(step.PadsValues ? 4 : 3);

    private static string SharesName(AttentionStep step) => WorkspaceName(step.PadsValues ? 3 : 2);
}
