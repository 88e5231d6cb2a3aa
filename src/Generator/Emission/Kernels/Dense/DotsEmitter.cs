using ShapeGen.Generator.Emission.Steps;
using ShapeGen.Generator.Planning.Kernels;
using ShapeGen.Generator.Planning.Kernels.Dense;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Kernels.Dense;

/// <summary>Writes <see cref="DotsKernel"/>.</summary>
internal sealed class DotsEmitter : DenseKernelEmitter<DotsKernel>
{
    private const string Explanation = "A dot product for each unit, block by block and then across the lanes, four units at once. s<unit>: sums so far.";
    private const string SectionExplanation = "A long sum is one of sections, because its error grows with the number of its terms. t<unit>: sums of sections so far.";

    protected override void WriteStep(StepContext<DenseStep> context, DotsKernel kernel)
    {
        DenseStep step = context.Step;
        List<KernelParameter> parameters =
        [
            new(context.Source, "x"), new(context.Destination, "y"), new(context.Element.StorageName(), "w"),
        ];
        if (step.HasBias)
        {
            parameters.Add(new KernelParameter(context.Element.StorageName(), "b"));
        }

        parameters.AddRange(OtherParameters(context));
        KernelMethod wide = context.Kernel.Own(RegisterFile.Wide);
        KernelMethod narrow = context.Kernel.Own(RegisterFile.Narrow);
        using (context.Method())
        {
            WriteWeightReferences(context);
            string constant = step.HasBias ? ", ref w, ref b" : ", ref w";
            WriteRows(context, null, (source, destination) =>
                context.Kernel.Ladder(wide, narrow, narrow, $"{KernelWriter.At("x", source)}, {KernelWriter.At("y", destination)}{constant}{(step.AddsOther ? $", {KernelWriter.At(StepEmitter.SourceName(1), destination)}" : "")}"));
        }

        string explanation = kernel.Section > 0 ? $"{Explanation} {SectionExplanation}" : Explanation;
        using (context.Kernel.Method(wide, parameters, explanation))
        {
            string[] sums = WriteProducts(context, wide.Blocks, kernel, [.. Enumerable.Range(0, step.Units)]);
            WriteFinish(context, wide.Blocks, wide.Blocks.JoinFours(Four(wide.Blocks, sums)));
        }

        WriteNarrow(context, kernel, narrow, parameters);
    }

    /// <summary>The sums of a few units at a time pass through memory.</summary>
    private static void WriteNarrow(StepContext<DenseStep> context, DotsKernel kernel, KernelMethod method, IReadOnlyList<KernelParameter> parameters)
    {
        SourceWriter writer = context.Writer;
        DenseStep step = context.Step;
        using (context.Kernel.Method(method, parameters, $"{Explanation} Fewer registers hold the sums of {CSharpLiteral.Of(DotsKernel.Quad)} units at a time; they pass through memory."))
        {
            writer.Line($"global::System.Span<{context.Compute}> buffer = stackalloc {context.Compute}[{CSharpLiteral.Of(context.Element.BlockLanes())}];");
            writer.Line($"ref {context.Compute} sums = ref {KernelWriter.Marshal}.GetReference(buffer);");
            for (int unit = 0; unit < step.Units; unit += DotsKernel.Quad)
            {
                string w = KernelWriter.At("w", CSharpLiteral.Of(unit * kernel.PaddedInputs));
                writer.Line($"V.StoreFirst({Products(context, Math.Min(DotsKernel.Quad, step.Units - unit))}<V>(ref x, {w}), ref sums, {CSharpLiteral.Of(unit)}, {CSharpLiteral.Of(DotsKernel.Quad)});");
            }

            WriteFinish(context, method.Blocks, method.Blocks.Load("sums", "0"));
        }

        foreach (int size in DotsKernel.NarrowSizes(step.ToProblem()))
        {
            using (context.Kernel.Generic(Products(context, size), [parameters[0], parameters[2]], result: "V"))
            {
                writer.Line($"return {WriteProducts(context, method.Blocks, kernel, [.. Enumerable.Range(0, size)])[0]};");
            }
        }
    }

    private static string Products(StepContext<DenseStep> context, int units) => $"{context.Kernel.Name}Products{CSharpLiteral.Of(units)}";

    /// <summary>Writes the products of some units.</summary>
    /// <returns>For each four of them the expression of their sums.</returns>
    private static string[] WriteProducts(StepContext<DenseStep> context, BlockOperations blocks, DotsKernel kernel, int[] units)
    {
        DenseStep step = context.Step;
        SourceWriter writer = context.Writer;
        int block = context.Element.BlockLanes();
        int whole = step.Inputs / block * block;
        int rest = step.Inputs - whole;
        foreach (int unit in units)
        {
            writer.Line($"{blocks.Type} {Sum(unit)} = {blocks.Zero};");
            if (kernel.Section > 0)
            {
                writer.Line($"{blocks.Type} {Total(unit)} = {blocks.Zero};");
            }
        }

        if (kernel.Section > 0)
        {
            WriteSections(context, blocks, kernel, units, whole);
        }
        else
        {
            WriteBlocks(context, blocks, kernel, units, "0", CSharpLiteral.Of(whole));
        }

        if (rest > 0)
        {
            writer.Line($"{blocks.Type} last = {blocks.LoadFirst("x", CSharpLiteral.Of(whole), rest)};");
            WriteMultiplyAdds(context, blocks, kernel, units, "last", CSharpLiteral.Of(whole));
        }

        return
        [
            .. Enumerable.Range(0, (units.Length + DotsKernel.Quad - 1) / DotsKernel.Quad).Select(quad =>
                blocks.SumsAcross(Four(blocks, units.Skip(quad * DotsKernel.Quad).Take(DotsKernel.Quad).Select(unit => ResultOf(kernel, unit, rest))))),
        ];
    }

    /// <summary>Up to four blocks, and zeros for those that are missing.</summary>
    private static IEnumerable<string> Four(BlockOperations blocks, IEnumerable<string> values) =>
        values.Concat(Enumerable.Repeat(blocks.Zero, DotsKernel.Quad)).Take(DotsKernel.Quad);

    /// <summary>Writes a loop over sections, each of which begins with sums of nothing.</summary>
    private static void WriteSections(StepContext<DenseStep> context, BlockOperations blocks, DotsKernel kernel, int[] units, int whole)
    {
        SourceWriter writer = context.Writer;
        string length = CSharpLiteral.Of(kernel.Section);
        using (writer.Block($"for (nuint section = 0; section < {CSharpLiteral.Of(whole)}; section += {length})"))
        {
            WriteBlocks(context, blocks, kernel, units, "section", whole % kernel.Section == 0 ? $"section + {length}" : $"global::System.Math.Min(section + {length}, {CSharpLiteral.Of(whole)})");
            foreach (int unit in units)
            {
                writer.Line($"{Total(unit)} += {Sum(unit)};");
                writer.Line(BlockOperations.Clear(Sum(unit)));
            }
        }
    }

    private static void WriteBlocks(StepContext<DenseStep> context, BlockOperations blocks, DotsKernel kernel, int[] units, string start, string end)
    {
        using (context.Writer.Block($"for (nuint k = {start}; k < {end}; k += {CSharpLiteral.Of(context.Element.BlockLanes())})"))
        {
            context.Writer.Line($"{blocks.Type} part = {blocks.Load("x", "k")};");
            WriteMultiplyAdds(context, blocks, kernel, units, "part", "k");
        }
    }

    /// <summary>The expression of a unit's lanes; what makes no whole block is in its sum still.</summary>
    private static string ResultOf(DotsKernel kernel, int unit, int rest) => kernel.Section == 0 ? Sum(unit) : rest == 0 ? Total(unit) : $"{Total(unit)} + {Sum(unit)}";

    private static void WriteMultiplyAdds(StepContext<DenseStep> context, BlockOperations blocks, DotsKernel kernel, int[] units, string part, string k)
    {
        foreach (int unit in units)
        {
            string at = unit == 0 ? k : $"{k} + {CSharpLiteral.Of(unit * kernel.PaddedInputs)}";
            context.Writer.Line(blocks.AddProductAt(Sum(unit), part, "w", at));
        }
    }

    /// <summary>Bias and activation on all units at once; the lanes without a unit are not stored.</summary>
    private static void WriteFinish(StepContext<DenseStep> context, BlockOperations blocks, string sums)
    {
        string all = context.Step.HasBias ? $"{sums} + {blocks.Load("b", "0")}" : sums;
        context.Writer.Line(blocks.StoreFirst(Finish(context, blocks, all, StepEmitter.OtherName, "0", context.Step.Units), "y", "0", context.Step.Units));
    }

    private static string Total(int unit) => $"t{CSharpLiteral.Of(unit)}";

    private static string Sum(int unit) => $"s{CSharpLiteral.Of(unit)}";
}
