using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>
/// Fewer units than a block has lanes: each unit's products run along the lanes, and the block's fixed order adds them up.
/// The packed matrix has zeros behind each row, and so has the last block of x.
/// </summary>
internal sealed class DenseDotsEmitter
{
    public void Write(StepContext<DenseStep> context)
    {
        DenseStep step = context.Step;
        SourceWriter writer = context.Writer;
        string finish = context.Kernel.Name + "Finish";
        KernelParameter[] products =
        [
            new(context.Source, "x"),
            new(context.Compute, "sums", LaneStride: 1),
            new(context.Element.StorageName(), "w", LaneStride: step.PaddedInputs),
        ];
        using (context.Method())
        {
            DenseEmitter.WriteWeightReferences(context);
            writer.Line($"global::System.Span<{context.Compute}> buffer = stackalloc {context.Compute}[{CSharpLiteral.Of(step.Block)}];");
            writer.Line($"ref {context.Compute} sums = ref {KernelWriter.Marshal}.GetReference(buffer);");
            DenseEmitter.WriteRows(context, (source, destination) =>
            {
                context.Kernel.Ladder(step.Tiling!, $"{KernelWriter.At("x", source)}, ref sums, ref w");
                string bias = step.Bias >= 0 ? ", ref b" : "";
                context.Kernel.Ladder(finish, finish, $"ref sums, {KernelWriter.At("y", destination)}{bias}");
            });
        }

        context.Kernel.Tiles(step.Tiling!, products, tile => WriteProducts(context, tile.Offsets));
        WriteFinish(context, finish);
    }

    private static void WriteProducts(StepContext<DenseStep> context, IReadOnlyList<int> units)
    {
        DenseStep step = context.Step;
        SourceWriter writer = context.Writer;
        int whole = step.Inputs / step.Block * step.Block;
        int rest = step.Inputs - whole;
        foreach (int unit in units)
        {
            writer.Line($"V s{CSharpLiteral.Of(unit)} = V.Zero;");
        }

        using (writer.Block($"for (nuint k = 0; k < {CSharpLiteral.Of(whole)}; k += {CSharpLiteral.Of(step.Block)})"))
        {
            writer.Line("V part = V.Load(ref x, k);");
            WriteMultiplyAdds(context, units, "part", "k");
        }

        if (rest > 0)
        {
            writer.Line($"V last = V.LoadFirst(ref x, {CSharpLiteral.Of(whole)}, {CSharpLiteral.Of(rest)}, 0);");
            WriteMultiplyAdds(context, units, "last", CSharpLiteral.Of(whole));
        }

        foreach (int unit in units)
        {
            string target = unit == 0 ? "sums" : $"At(ref sums, {CSharpLiteral.Of(unit)})";
            writer.Line($"{target} = V.SumAcross(s{CSharpLiteral.Of(unit)});");
        }
    }

    private static void WriteMultiplyAdds(StepContext<DenseStep> context, IReadOnlyList<int> units, string part, string k)
    {
        foreach (int unit in units)
        {
            string at = unit == 0 ? k : $"{k} + {CSharpLiteral.Of(unit * context.Step.PaddedInputs)}";
            context.Writer.Line($"s{CSharpLiteral.Of(unit)} = V.MultiplyAddAt({part}, ref w, {at}, s{CSharpLiteral.Of(unit)});");
        }
    }

    /// <summary>Bias and activation on all units at once; the lanes without a unit are not stored.</summary>
    private static void WriteFinish(StepContext<DenseStep> context, string finish)
    {
        DenseStep step = context.Step;
        List<KernelParameter> parameters = [new(context.Compute, "sums"), new(context.Destination, "y")];
        string sum = "V.Load(ref sums, 0)";
        if (step.Bias >= 0)
        {
            parameters.Add(new KernelParameter(context.Element.StorageName(), "b"));
            sum = $"V.AddAt({sum}, ref b, 0)";
        }

        using (context.Kernel.Generic(finish, parameters))
        {
            context.Writer.Line($"V.StoreFirst({DenseEmitter.Activate(context, sum)}, ref y, 0, {CSharpLiteral.Of(step.Units)});");
        }
    }
}
