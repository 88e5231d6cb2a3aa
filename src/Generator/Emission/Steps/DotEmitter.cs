using ShapeGen.Generator.Emission.Kernels;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>Row by row, a block of columns at a time as lanes, so that each output's sum runs in one order.</summary>
internal sealed class DotEmitter : StepEmitter<DotStep>
{
    protected override void Write(StepContext<DotStep> context)
    {
        string rows = context.Kernel.Name + "Rows";
        using (context.Method())
        {
            context.Kernel.Ladder(rows, KernelWriter.Pass(context.Parameters));
        }

        DotStep step = context.Step;
        SourceWriter writer = context.Writer;
        int block = context.Element.BlockLanes();
        int whole = step.Columns / block * block;
        using (context.Kernel.Generic(rows, context.Parameters, comment: "Each row of one input by each of the other: products block by block, added across a block in a fixed order."))
        using (writer.Block($"for (nuint row = 0; row < {CSharpLiteral.Of(step.Rows)}; row++)"))
        {
            writer.Line($"ref {context.Source} from = {KernelWriter.At("x", $"row * {CSharpLiteral.Of(step.Length)}")};");
            writer.Line($"ref {context.Destination} to = {KernelWriter.At("y", $"row * {CSharpLiteral.Of(step.Columns)}")};");
            if (whole > 0)
            {
                using (writer.Block($"for (nuint i = 0; i < {CSharpLiteral.Of(whole)}; i += {CSharpLiteral.Of(block)})"))
                {
                    WriteSums(context, "", at => $"V.Load(ref x1, {at} + i)");
                    writer.Line("V.Store(sum, ref to, i);");
                }
            }

            if (whole < step.Columns)
            {
                string lanes = CSharpLiteral.Of(step.Columns - whole);
                WriteSums(context, "Last", at => $"V.LoadFirst(ref x1, {KernelWriter.Plus(at, whole)}, {lanes}, 0)");
                writer.Line($"V.StoreFirst(sumLast, ref to, {CSharpLiteral.Of(whole)}, {lanes});");
            }
        }
    }

    /// <summary>Writes the sums of a block of columns.</summary>
    private static void WriteSums(StepContext<DotStep> context, string suffix, Func<string, string> load)
    {
        DotStep step = context.Step;
        SourceWriter writer = context.Writer;
        string loop = $"for (nuint k{suffix} = 0; k{suffix} < {CSharpLiteral.Of(step.Length)}; k{suffix}++)";
        string at = step.Columns == 1 ? $"k{suffix}" : $"(k{suffix} * {CSharpLiteral.Of(step.Columns)})";
        string left = $"V.SplatAt(ref from, k{suffix})";
        string right = load(at);
        if (step.Normalize)
        {
            writer.Line($"V rows{suffix} = V.Zero;");
            writer.Line($"V columns{suffix} = V.Zero;");
            using (writer.Block(loop))
            {
                writer.Line($"V left = {left};");
                writer.Line($"V right = {right};");
                writer.Line(BlockOperations.OfBlock.AddProduct($"rows{suffix}", "left", "left"));
                writer.Line(BlockOperations.OfBlock.AddProduct($"columns{suffix}", "right", "right"));
            }

            // Nothing but zeros stays what it is.
            foreach (string name in new[] { $"rows{suffix}", $"columns{suffix}" })
            {
                writer.Line($"{name} = V.Select(V.LessThanOrEqual({name}, V.Zero), V.Constant(1), V.Sqrt({name}));");
            }

            left += $" / rows{suffix}";
            right += $" / columns{suffix}";
        }

        writer.Line($"V sum{suffix} = V.Zero;");
        using (writer.Block(loop))
        {
            writer.Line(BlockOperations.OfBlock.AddProduct($"sum{suffix}", left, right));
        }
    }
}
