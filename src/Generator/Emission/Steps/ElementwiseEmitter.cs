using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>Applies a function to whole blocks and to a partial last one.</summary>
internal sealed class ElementwiseEmitter : StepEmitter<ElementwiseStep>
{
    protected override void Write(StepContext<ElementwiseStep> context)
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
        string function = $"{KernelWriter.Services}.Activations.{context.Step.Function}<V, {context.Compute}>";
        using (context.Kernel.Generic(blocks, context.Parameters))
        {
            if (whole > 0)
            {
                using (writer.Block($"for (nuint i = 0; i < {CSharpLiteral.Of(whole)}; i += {CSharpLiteral.Of(block)})"))
                {
                    writer.Line($"V.Store({function}(V.Load(ref x, i)), ref y, i);");
                }
            }

            if (rest > 0)
            {
                writer.Line($"V last = V.LoadFirst(ref x, {CSharpLiteral.Of(whole)}, {CSharpLiteral.Of(rest)}, 0);");
                writer.Line($"V.StoreFirst({function}(last), ref y, {CSharpLiteral.Of(whole)}, {CSharpLiteral.Of(rest)});");
            }
        }
    }
}
