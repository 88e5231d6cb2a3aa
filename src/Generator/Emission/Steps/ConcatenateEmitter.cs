using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>Copies the rows of each input to their part of the output's rows; what is written there already stays.</summary>
internal sealed class ConcatenateEmitter : StepEmitter<ConcatenateStep>
{
    protected override void Write(StepContext<ConcatenateStep> context)
    {
        string rows = context.Kernel.Name + "Rows";
        ConcatenateStep step = context.Step;
        if (step.IsInPlace.Count > 0 && step.IsInPlace.All(inPlace => inPlace))
        {
            using (context.Method())
            {
                context.Writer.Line("// Nothing to copy: each input has been written in its place.");
            }

            return;
        }

        using (context.Method())
        {
            context.Kernel.Ladder(rows, KernelWriter.Pass(context.Parameters));
        }

        using (context.Kernel.Generic(rows, context.Parameters, comment: "Rows of each input to their part of the rows of the output, block by block."))
        {
            if (step.Rows == 1)
            {
                WriteRow(context, "0");
                return;
            }

            using (context.Writer.Block($"for (nuint row = 0; row < {CSharpLiteral.Of(step.Rows)}; row++)"))
            {
                WriteRow(context, "row");
            }
        }
    }

    private static void WriteRow(StepContext<ConcatenateStep> context, string row)
    {
        ConcatenateStep step = context.Step;
        int block = context.Element.BlockLanes();
        for (int i = 0; i < step.Widths.Count; i++)
        {
            if (step.PartOffset(i) >= 0)
            {
                continue;
            }

            int width = step.Widths[i];
            int whole = width / block * block;
            string from = row == "0" ? SourceName(i) : KernelWriter.Element(SourceName(i), $"row * {CSharpLiteral.Of(width)}");
            string to = KernelWriter.Element("y", row == "0" ? CSharpLiteral.Of(step.Offset(i)) : $"(row * {CSharpLiteral.Of(step.Width)}) + {CSharpLiteral.Of(step.Offset(i))}");
            if (whole > 0)
            {
                using (context.Writer.Block($"for (nuint i = 0; i < {CSharpLiteral.Of(whole)}; i += {CSharpLiteral.Of(block)})"))
                {
                    context.Writer.Line($"V.Store(V.Load(ref {from}, i), ref {to}, i);");
                }
            }

            if (whole < width)
            {
                string lanes = $"{CSharpLiteral.Of(whole)}, {CSharpLiteral.Of(width - whole)}";
                context.Writer.Line($"V.StoreFirst(V.LoadFirst(ref {from}, {lanes}, 0), ref {to}, {lanes});");
            }
        }
    }
}
