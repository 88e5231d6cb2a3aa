using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>Moves axes by one loop an output axis; the last axis is copied as a run where it stays last.</summary>
internal sealed class TransposeEmitter : StepEmitter<TransposeStep>
{
    protected override void Write(StepContext<TransposeStep> context)
    {
        TransposeStep step = context.Step;
        int rank = step.Order.Count;
        int[] strides = Strides(step);
        bool copiesRuns = step.Order[rank - 1] == rank - 1;
        int loops = copiesRuns ? rank - 1 : rank;
        SourceWriter writer = context.Writer;
        using (context.Method())
        {
            writer.Line("nuint to = 0;");
            var scopes = new Stack<SourceWriter.BlockScope>();
            for (int axis = 0; axis < loops; axis++)
            {
                string size = CSharpLiteral.Of(step.Dimensions[step.Order[axis]]);
                scopes.Push(writer.Block($"for (nuint i{CSharpLiteral.Of(axis)} = 0; i{CSharpLiteral.Of(axis)} < {size}; i{CSharpLiteral.Of(axis)}++)"));
            }

            string from = string.Join(" + ", Enumerable.Range(0, loops).Select(axis => $"(i{CSharpLiteral.Of(axis)} * {CSharpLiteral.Of(strides[step.Order[axis]])})"));
            if (copiesRuns)
            {
                WriteRun(context, from, step.Dimensions[rank - 1]);
            }
            else
            {
                writer.Line(context.StoreScalar("to", context.LoadScalar(from)));
                writer.Line("to++;");
            }

            while (scopes.Count > 0)
            {
                scopes.Pop().Dispose();
            }
        }
    }

    private static void WriteRun(StepContext<TransposeStep> context, string from, int length)
    {
        SourceWriter writer = context.Writer;
        string run = CSharpLiteral.Of(length);
        if (context.Source == context.Destination)
        {
            writer.Line($$"""
                {{KernelWriter.Marshal}}.CreateReadOnlySpan({{KernelWriter.At("x", from)}}, {{run}}).CopyTo({{KernelWriter.Marshal}}.CreateSpan({{KernelWriter.At("y", "to")}}, {{run}}));
                to += {{run}};
                """);
            return;
        }

        using (writer.Block($"for (nuint i = 0; i < {run}; i++)"))
        {
            writer.Line(context.StoreScalar("to", context.LoadScalar($"{from} + i")));
            writer.Line("to++;");
        }
    }

    private static int[] Strides(TransposeStep step)
    {
        int[] strides = new int[step.Dimensions.Count];
        int stride = 1;
        for (int axis = strides.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= step.Dimensions[axis];
        }

        return strides;
    }
}
