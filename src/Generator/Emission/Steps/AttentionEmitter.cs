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
        "Head by head. The head's keys are turned into own, so that keys are lanes; then a tile of queries at a time: their scores in own1, the softmax of each row there, and its product with the values. The last tile overlaps the one before it.";

    protected override IEnumerable<KernelParameter> ExtraParameters(AttentionStep step, ElementType element) =>
        step.ScaleWeight < 0 && step.SumWeight < 0 ? [] : [new KernelParameter(element.StorageName(), "weights") { Role = ParameterRole.Weights }];

    protected override void Write(StepContext<AttentionStep> context)
    {
        AttentionStep step = context.Step;
        bool isUniform = step.ScoreTiling!.IsUniform && step.ValueTiling!.IsUniform;
        using (context.Method())
        {
            context.Kernel.Ladder(isUniform, KernelWriter.Pass(context.Parameters));
        }

        foreach (RegisterFile file in isUniform ? [RegisterFile.Wide] : RegisterFiles.All)
        {
            WriteHeads(context, file, isUniform);
            WriteScores(context, file, isUniform);
            WriteValues(context, file, isUniform);
        }
    }

    private static string ScoresMethod(StepContext<AttentionStep> context, RegisterFile file, bool isUniform) => Part(context, "Scores").FileMethod(file, isUniform);

    private static string ValuesMethod(StepContext<AttentionStep> context, RegisterFile file, bool isUniform) => Part(context, "Values").FileMethod(file, isUniform);

    private static KernelWriter Part(StepContext<AttentionStep> context, string name) => new(context.Writer, context.Kernel.Name + name, context.Compute);

    private static void WriteHeads(StepContext<AttentionStep> context, RegisterFile file, bool isUniform)
    {
        AttentionStep step = context.Step;
        SourceWriter writer = context.Writer;
        using (context.Kernel.Generic(context.Kernel.FileMethod(file, isUniform), context.Parameters, comment: Comment))
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
        int rows = RowsOf(step, file);
        using (writer.Block($"for (nuint done = 0; done < {CSharpLiteral.Of(step.Queries)}; done += {CSharpLiteral.Of(rows)})"))
        {
            writer.Line($"nuint first = nuint.Min(done, {CSharpLiteral.Of(step.Queries - rows)});");
            string weights = step.ScaleWeight < 0 && step.SumWeight < 0 ? "" : ", ref weights";
            writer.Line($"{ScoresMethod(context, file, isUniform)}<V>({KernelWriter.At("query", $"first * {CSharpLiteral.Of(step.Heads * step.KeyWidth)}")}, ref own, ref own1{weights});");
            using (writer.Block($"for (nuint row = 0; row < {CSharpLiteral.Of(rows)}; row++)"))
            {
                WriteSoftmax(context);
            }

            string values = step.PadsValues ? "own2" : "value";
            writer.Line($"{ValuesMethod(context, file, isUniform)}<V>(ref own1, ref {values}, {KernelWriter.At("to", $"first * {CSharpLiteral.Of(step.Heads * step.ValueWidth)}")});");
        }
    }

    private static void WriteSoftmax(StepContext<AttentionStep> context)
    {
        AttentionStep step = context.Step;
        SourceWriter writer = context.Writer;
        string length = CSharpLiteral.Of(step.Keys);
        writer.Line($"ref {context.Compute} scores = {KernelWriter.At("own1", $"row * {CSharpLiteral.Of(step.ScorePitch)}")};");
        string kept = step.IsCausal ? $"nuint.Min(first + row + 1, {length})" : length;
        string softmax = step.HasKeyMask ? $"{Rows}.Softmax<V, {context.Compute}>(ref scores, ref {BiasName(step)}, {kept}, {length});"
            : step.IsCausal ? $"{Rows}.Softmax<V, {context.Compute}>(ref scores, {kept}, {length});"
            : $"{KernelWriter.Services}.RowActivations.Softmax<V, {context.Compute}, {context.Compute}, {context.Compute}>(ref scores, ref scores, {length});";
        if (!step.HasQueryMask)
        {
            writer.Line(softmax);
            return;
        }

        string share = CSharpLiteral.Of(step.ClearsQueries ? 0 : 1.0 / step.Keys, context.Compute);
        using (writer.Block($"if ({KernelWriter.Element(SourceName(3), "first + row")} == 0)"))
        {
            writer.Line($"{Rows}.Fill(ref scores, {length}, {share});");
        }

        using (writer.Block("else"))
        {
            writer.Line(softmax);
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
        Part(context, "Scores").Tiles(
            ScoresMethod(context, file, isUniform),
            step.ScoreTiling![file].Tiles,
            parameters,
            (tile, _) =>
            {
                if (step.ScaleWeight >= 0 || step.Scale != 1)
                {
                    writer.Line(step.ScaleWeight >= 0 ? $"V scale = V.SplatAt(ref weights, {CSharpLiteral.Of(step.ScaleOffset - step.WeightsOffset)});" : $"V scale = V.Constant({CSharpLiteral.Of(step.Scale)});");
                }

                if (step.Score == AttentionScore.Product)
                {
                    int rows = RowsOf(step, file);
                    var product = new MatrixTile(rows, tile.Offsets, 1, step.KeyWidth, step.Heads * step.KeyWidth, step.ScorePitch, step.ScorePitch) { SharesWeights = rows > 1 };
                    product.Write(writer, (sum, _, _, _) => step.ScaleWeight >= 0 || step.Scale != 1 ? $"{sum} * scale" : sum);
                }
                else
                {
                    WriteTanh(context, tile, RowsOf(step, file));
                }
            },
            comment);
    }

    private static void WriteTanh(StepContext<AttentionStep> context, LaneTile tile, int rows)
    {
        AttentionStep step = context.Step;
        SourceWriter writer = context.Writer;
        string sumOffset = CSharpLiteral.Of(step.SumOffset - step.WeightsOffset);
        using (writer.Block($"for (nuint row = 0; row < {CSharpLiteral.Of(rows)}; row++)"))
        {
            for (int block = 0; block < tile.Offsets.Count; block++)
            {
                string name = CSharpLiteral.Of(block);
                writer.Line($"V sum{name} = V.Zero;");
                using (writer.Block($"for (nuint k = 0; k < {CSharpLiteral.Of(step.KeyWidth)}; k++)"))
                {
                    string both = $"V.SplatAt(ref x, (row * {CSharpLiteral.Of(step.Heads * step.KeyWidth)}) + k) + V.Load(ref w, {KernelWriter.Plus($"(k * {CSharpLiteral.Of(step.ScorePitch)})", tile.Offsets[block])})";
                    writer.Line($"V tanh = {KernelWriter.Services}.Activations.Tanh<V, {context.Compute}>({(step.ScaleWeight >= 0 ? $"scale * ({both})" : both)});");
                    writer.Line(step.Score == AttentionScore.WeightedTanh && step.SumWeight >= 0
                        ? $"sum{name} = V.MultiplyAdd(V.SplatAt(ref weights, {(sumOffset == "0" ? "k" : $"{sumOffset} + k")}), tanh, sum{name});"
                        : $"sum{name} += tanh;");
                }

                string result = step.Score == AttentionScore.Tanh && step.SumWeight >= 0 ? $"sum{name} * V.SplatAt(ref weights, {sumOffset})" : $"sum{name}";
                writer.Line($"V.Store({result}, ref y, {KernelWriter.Plus($"(row * {CSharpLiteral.Of(step.ScorePitch)})", tile.Offsets[block])});");
            }
        }
    }

    /// <summary>Rows of scores by values, the features of a value as lanes.</summary>
    private static void WriteValues(StepContext<AttentionStep> context, RegisterFile file, bool isUniform)
    {
        AttentionStep step = context.Step;
        int rows = RowsOf(step, file);
        KernelParameter[] parameters =
        [
            new(context.Compute, "x"),
            new(step.PadsValues ? context.Compute : TypeOf(step.Sources[2], context.Element), "w", FollowsLanes: true),
            new(context.Destination, "y", FollowsLanes: true),
        ];
        Part(context, "Values").Tiles(
            ValuesMethod(context, file, isUniform),
            step.ValueTiling![file].Tiles,
            parameters,
            (tile, _) =>
            {
                int pitch = step.Heads * step.ValueWidth;
                var product = new MatrixTile(rows, tile.Offsets, 1, step.Keys, step.ScorePitch, pitch, step.ValuePitch) { SharesWeights = rows > 1 };
                if (!step.PadsValues)
                {
                    product.Write(context.Writer, (sum, _, _, _) => sum);
                    return;
                }

                product.WriteSums(context.Writer);
                product.WriteInputs(context.Writer, (phase, index, k, suffix) => product.WriteProducts(context.Writer, phase, index, k, suffix));
                WritePartialStores(context, tile, rows, pitch);
            },
            $"Softmax of the scores by the values, features as lanes. {MatrixTile.Explanation}");
    }

    /// <summary>Of blocks that are longer than a value, its own lanes.</summary>
    private static void WritePartialStores(StepContext<AttentionStep> context, LaneTile tile, int rows, int pitch)
    {
        int block = context.Element.BlockLanes();
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < tile.Offsets.Count; i++)
            {
                int lanes = context.Step.ValueWidth - tile.Start - tile.Offsets[i];
                string place = CSharpLiteral.Of((row * pitch) + tile.Offsets[i]);
                string sum = MatrixTile.Sum(row, 0, i);
                if (lanes > 0)
                {
                    context.Writer.Line(lanes >= block ? $"V.Store({sum}, ref y, {place});" : $"V.StoreFirst({sum}, ref y, {place}, {CSharpLiteral.Of(lanes)});");
                }
            }
        }
    }

    private static int RowsOf(AttentionStep step, RegisterFile file) => Math.Min(step.ScoreTiling![file].Rows, step.ValueTiling![file].Rows);

    private static string BiasName(AttentionStep step) => WorkspaceName(step.PadsValues ? 3 : 2);
}
