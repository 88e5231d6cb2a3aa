using ShapeGen.Generator.Core;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Emission;

/// <summary>Writes how a long model packs its weights: a method for a repeated block, and its calls in <c>Load</c> and <c>FromWeights</c>.</summary>
internal static class PackMethods
{
    private const string Round = "round";

    /// <summary>Writes the methods into the file-local class.</summary>
    public static void Write(ModelContext context, IReadOnlyList<RepeatedPacking> parts)
    {
        SourceWriter writer = context.Writer;
        string[] names = WeightsWriter.Names(context.Model);
        for (int i = 0; i < parts.Count; i++)
        {
            RepeatedPacking part = parts[i];
            string[] own = [.. names.Skip(part.First).Take(part.Count)];
            writer.Line();
            writer.Line(part.Rounds == 1
                ? "/// <summary>Checks and packs weights that are not repeated.</summary>"
                : $"/// <summary>Checks and packs the weights of one of {CSharpLiteral.Of(part.Rounds)} equal rounds, under the names of the first.</summary>");
            string parameters = string.Join(", ", own.Select(name => $"{context.WeightSource} {name}"));
            string buffer = $"{KernelWriter.Services}.AlignedBuffer<{context.Element}> packedWeights";
            using (writer.Block($"internal static void {Name(i)}(global::System.ReadOnlySpan<global::ShapeGen.WeightInfo> weights, {buffer}, int {Round}, {parameters})"))
            {
                string lengths = string.Join(", ", own.Select(name => $"{name}.Length"));
                string first = At(part.First, part.Count, part);
                writer.Line($"{KernelWriter.Services}.ModelArguments.CheckWeights([{lengths}], weights.Slice({first}, {CSharpLiteral.Of(part.Count)}));");
                writer.Line($"{context.Destination} {RepeatedPacking.Buffer} = packedWeights.Span.Slice({At(part.Offset, part.Pitch, part)});");
                foreach (string call in part.Calls)
                {
                    writer.Line(call);
                }
            }
        }
    }

    /// <summary>Writes the end of <c>Load</c>, which reads round by round.</summary>
    public static void WriteLoad(ModelContext context, IReadOnlyList<RepeatedPacking> parts)
    {
        SourceWriter writer = context.Writer;
        WeightsWriter.WriteBuffer(context);
        for (int i = 0; i < parts.Count; i++)
        {
            if (parts[i].Rounds == 1)
            {
                WriteReads(context, parts[i], Name(i), "0");
                continue;
            }

            using (writer.Block($"for (int {Round} = 0; {Round} < {CSharpLiteral.Of(parts[i].Rounds)}; {Round}++)"))
            {
                WriteReads(context, parts[i], Name(i), Round);
            }
        }

        writer.Line();
        WeightsWriter.WriteModel(context);
    }

    /// <summary>Writes the body of <c>FromWeights</c>.</summary>
    public static void WriteFromWeights(ModelContext context, IReadOnlyList<RepeatedPacking> parts, string[] names)
    {
        WeightsWriter.WriteBuffer(context);
        for (int i = 0; i < parts.Count; i++)
        {
            for (int round = 0; round < parts[i].Rounds; round++)
            {
                string arguments = string.Join(", ", names.Skip(parts[i].First + (round * parts[i].Count)).Take(parts[i].Count));
                context.Writer.Line($"{Call(context, Name(i))}({ModelMembers.WeightList}, packedWeights, {CSharpLiteral.Of(round)}, {arguments});");
            }
        }

        WeightsWriter.WriteModel(context);
    }

    private static void WriteReads(ModelContext context, RepeatedPacking part, string name, string round)
    {
        SourceWriter writer = context.Writer;
        (ShapedLayer Layer, WeightSpec Weight)[] weights = WeightsWriter.Weights(context.Model);
        writer.Line($"{Call(context, name)}(");
        using (writer.Indent())
        {
            writer.Line($"{ModelMembers.WeightList}, packedWeights, {round},");
            for (int i = part.First; i < part.First + part.Count; i++)
            {
                WeightsWriter.WriteRead(context, weights[i].Layer, weights[i].Weight, At(i, part.Count, part), i == part.First + part.Count - 1 ? ");" : ",");
            }
        }
    }

    private static string Name(int part) => $"Pack{CSharpLiteral.Of(part + 1)}";

    private static string Call(ModelContext context, string name) => $"{KernelsWriter.FullName(context.Model.Type)}.{name}";

    /// <summary>A place of the first round, moved to the current one.</summary>
    private static string At(int first, int pitch, RepeatedPacking part)
    {
        string moved = $"{Round} * {CSharpLiteral.Of(pitch)}";
        return part.Rounds == 1 ? CSharpLiteral.Of(first) : first == 0 ? moved : $"({moved}) + {CSharpLiteral.Of(first)}";
    }
}
