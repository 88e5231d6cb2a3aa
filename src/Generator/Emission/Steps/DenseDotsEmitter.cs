using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>
/// Few units of many inputs: a dot product a unit, lane by lane and then across the lanes, four units at once. Wide
/// registers hold the sums of all units to the end, narrow ones those of a few at a time.
/// </summary>
internal sealed class DenseDotsEmitter
{
    /// <summary>Units whose lanes are added up together.</summary>
    private const int Quad = 4;

    public void Write(StepContext<DenseStep> context)
    {
        DenseStep step = context.Step;
        string wide = context.Kernel.Name + KernelWriter.WideSuffix;
        string narrow = context.Kernel.Name + KernelWriter.NarrowSuffix;
        List<KernelParameter> parameters =
        [
            new(context.Source, "x"), new(context.Destination, "y"), new(context.Element.StorageName(), "w"),
        ];
        if (step.Bias >= 0)
        {
            parameters.Add(new KernelParameter(context.Element.StorageName(), "b"));
        }

        using (context.Method())
        {
            DenseEmitter.WriteWeightReferences(context);
            string constant = step.Bias >= 0 ? ", ref w, ref b" : ", ref w";
            DenseEmitter.WriteRows(context, (source, destination) =>
                context.Kernel.Ladder(wide, narrow, $"{KernelWriter.At("x", source)}, {KernelWriter.At("y", destination)}{constant}"));
        }

        using (context.Kernel.Generic(wide, parameters))
        {
            string[] sums = WriteProducts(context, [.. Enumerable.Range(0, step.Units)]);
            WriteFinish(context, $"V.JoinFours({string.Join(", ", sums.Concat(Enumerable.Repeat("V.Zero", Quad)).Take(Quad))})");
        }

        WriteNarrow(context, narrow, parameters);
    }

    /// <summary>The sums of a few units at a time pass through memory.</summary>
    private static void WriteNarrow(StepContext<DenseStep> context, string method, IReadOnlyList<KernelParameter> parameters)
    {
        SourceWriter writer = context.Writer;
        DenseStep step = context.Step;
        using (context.Kernel.Generic(method, parameters))
        {
            writer.Line($"global::System.Span<{context.Compute}> buffer = stackalloc {context.Compute}[{CSharpLiteral.Of(step.Block)}];");
            writer.Line($"ref {context.Compute} sums = ref {KernelWriter.Marshal}.GetReference(buffer);");
            for (int unit = 0; unit < step.Units; unit += Quad)
            {
                string w = KernelWriter.At("w", CSharpLiteral.Of(unit * step.PaddedInputs));
                writer.Line($"V.StoreFirst({Products(context, Math.Min(Quad, step.Units - unit))}<V>(ref x, {w}), ref sums, {CSharpLiteral.Of(unit)}, {CSharpLiteral.Of(Quad)});");
            }

            WriteFinish(context, "V.Load(ref sums, 0)");
        }

        int[] sizes = [.. new[] { Math.Min(Quad, step.Units), step.Units % Quad }.Where(size => size > 0).Distinct()];
        foreach (int size in sizes)
        {
            using (context.Kernel.Generic(Products(context, size), [parameters[0], parameters[2]], result: "V"))
            {
                writer.Line($"return {WriteProducts(context, [.. Enumerable.Range(0, size)])[0]};");
            }
        }
    }

    private static string Products(StepContext<DenseStep> context, int units) => $"{context.Kernel.Name}Products{CSharpLiteral.Of(units)}";

    /// <summary>Writes the products of some units.</summary>
    /// <returns>For each four of them the expression of their sums.</returns>
    private static string[] WriteProducts(StepContext<DenseStep> context, int[] units)
    {
        DenseStep step = context.Step;
        SourceWriter writer = context.Writer;
        int whole = step.Inputs / step.Block * step.Block;
        int rest = step.Inputs - whole;
        foreach (int unit in units)
        {
            writer.Line($"V {Sum(unit)} = V.Zero;");
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

        return
        [
            .. Enumerable.Range(0, (units.Length + Quad - 1) / Quad).Select(quad =>
            {
                IEnumerable<string> sums = units.Skip(quad * Quad).Take(Quad).Select(Sum).Concat(Enumerable.Repeat("V.Zero", Quad)).Take(Quad);
                return $"V.SumsAcross({string.Join(", ", sums)})";
            }),
        ];
    }

    private static void WriteMultiplyAdds(StepContext<DenseStep> context, int[] units, string part, string k)
    {
        foreach (int unit in units)
        {
            string at = unit == 0 ? k : $"{k} + {CSharpLiteral.Of(unit * context.Step.PaddedInputs)}";
            context.Writer.Line($"{Sum(unit)} = V.MultiplyAddAt({part}, ref w, {at}, {Sum(unit)});");
        }
    }

    /// <summary>Bias and activation on all units at once; the lanes without a unit are not stored.</summary>
    private static void WriteFinish(StepContext<DenseStep> context, string sums)
    {
        string all = context.Step.Bias >= 0 ? $"V.AddAt({sums}, ref b, 0)" : sums;
        context.Writer.Line($"V.StoreFirst({DenseEmitter.Activate(context, all)}, ref y, 0, {CSharpLiteral.Of(context.Step.Units)});");
    }

    private static string Sum(int unit) => $"s{CSharpLiteral.Of(unit)}";
}
