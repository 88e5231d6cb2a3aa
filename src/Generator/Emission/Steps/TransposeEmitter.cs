using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>
/// Moves axes: one loop an outer axis, inside them a run that is copied where the last axis stays last, else a matrix of
/// the last input and the last output axis that is turned.
/// </summary>
internal sealed class TransposeEmitter : StepEmitter<TransposeStep>
{
    protected override void Write(StepContext<TransposeStep> context)
    {
        TransposeStep step = context.Step;
        int last = step.Order.Count - 1;
        bool copiesRuns = !step.Turns;
        bool turns = step.Turns && context.Source == context.Destination;
        int[] from = Strides([.. step.Dimensions]);
        int[] to = Strides([.. step.Order.Select(axis => step.Dimensions[axis])]);
        SourceWriter writer = context.Writer;
        string comment = copiesRuns ? "Runs along the last axis, which stays last, are copied one after the other."
            : turns ? "The last axis of x and that which becomes the last are the columns and rows of a matrix that is turned, tile by tile."
            : "Element by element, because each is converted.";
        using (context.Method(comment))
        {
            var scopes = new Stack<SourceWriter.BlockScope>();
            var reads = new List<string>();
            var writes = new List<string>();
            for (int axis = 0; axis <= last; axis++)
            {
                int moved = step.Order[axis];
                if ((axis == last && (copiesRuns || turns)) || (moved == last && turns))
                {
                    continue;
                }

                string index = "i" + CSharpLiteral.Of(axis);
                scopes.Push(writer.Block($"for (nuint {index} = 0; {index} < {CSharpLiteral.Of(step.Dimensions[moved])}; {index}++)"));
                reads.Add($"({index} * {CSharpLiteral.Of(from[moved])})");
                writes.Add($"({index} * {CSharpLiteral.Of(to[axis])})");
            }

            string read = reads.Count == 0 ? "0" : string.Join(" + ", reads);
            string write = writes.Count == 0 ? "0" : string.Join(" + ", writes);
            if (copiesRuns)
            {
                WriteRun(context, read, write, step.Dimensions[last]);
            }
            else if (turns)
            {
                int row = step.Order[last];
                int column = step.Order.ToList().IndexOf(last);
                var matrix = new TurnedMatrix(step.Dimensions[row], step.Dimensions[last], from[row], to[column], read, write);
                matrix.Write(context);
            }
            else
            {
                writer.Line($"{KernelWriter.Element("y", write)} = {StepContext<TransposeStep>.Cast(context.Destination, context.Source, KernelWriter.Element("x", read))};");
            }

            while (scopes.Count > 0)
            {
                scopes.Pop().Dispose();
            }
        }
    }

    private static void WriteRun(StepContext<TransposeStep> context, string from, string to, int length)
    {
        SourceWriter writer = context.Writer;
        string run = CSharpLiteral.Of(length);
        if (context.Source == context.Destination)
        {
            writer.Line($"{KernelWriter.Marshal}.CreateReadOnlySpan({KernelWriter.At("x", from)}, {run}).CopyTo({KernelWriter.Marshal}.CreateSpan({KernelWriter.At("y", to)}, {run}));");
            return;
        }

        using (writer.Block($"for (nuint i = 0; i < {run}; i++)"))
        {
            writer.Line($"{KernelWriter.Element("y", Plus(to))} = {StepContext<TransposeStep>.Cast(context.Destination, context.Source, KernelWriter.Element("x", Plus(from)))};");
        }

        static string Plus(string offset) => offset == "0" ? "i" : $"{offset} + i";
    }

    private static int[] Strides(int[] dimensions)
    {
        int[] strides = new int[dimensions.Length];
        int stride = 1;
        for (int axis = strides.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= dimensions[axis];
        }

        return strides;
    }
}
