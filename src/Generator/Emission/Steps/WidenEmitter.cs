using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>Copies whole blocks and a partial last one; load and store convert.</summary>
internal sealed class WidenEmitter : StepEmitter<WidenStep>
{
    protected override void Write(StepContext<WidenStep> context)
    {
        string blocks = context.Kernel.Name + "Blocks";
        using (context.Method())
        {
            context.Kernel.Ladder(blocks, blocks, KernelWriter.Pass(context.Parameters));
        }

        int block = context.Element.BlockLanes();
        int whole = context.Step.Length / block * block;
        int rest = context.Step.Length - whole;
        SourceWriter writer = context.Writer;
        using (context.Kernel.Generic(blocks, context.Parameters))
        {
            string scaled = context.Step.IsScaled ? " * scale" : "";
            if (context.Step.IsScaled)
            {
                writer.Line($"V scale = V.Constant({KernelWriter.Services}.HalfWeights.Scale);");
            }

            if (whole > 0)
            {
                using (writer.Block($"for (nuint i = 0; i < {CSharpLiteral.Of(whole)}; i += {CSharpLiteral.Of(block)})"))
                {
                    writer.Line($"V.Store(V.Load(ref x, i){scaled}, ref y, i);");
                }
            }

            if (rest > 0)
            {
                string lanes = $"{CSharpLiteral.Of(whole)}, {CSharpLiteral.Of(rest)}";
                writer.Line($"V.StoreFirst(V.LoadFirst(ref x, {lanes}, 0){scaled}, ref y, {lanes});");
            }
        }
    }
}
