using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>Combines inputs element by element: loops over the outer axes, blocks of lanes along the last one.</summary>
internal sealed class MergeEmitter : StepEmitter<MergeStep>
{
    protected override void Write(StepContext<MergeStep> context)
    {
        string blocks = context.Kernel.Name + "Blocks";
        using (context.Method())
        {
            context.Kernel.Ladder(blocks, KernelWriter.Pass(context.Parameters));
        }

        using (context.Kernel.Generic(blocks, context.Parameters, comment: "Loops over the outer axes, block by block along the last; what is broadcast is read again, or splatted."))
        {
            WriteAxis(context, 0);
        }
    }

    private static void WriteAxis(StepContext<MergeStep> context, int axis)
    {
        MergeStep step = context.Step;
        if (axis == step.Dimensions.Count - 1)
        {
            WriteRow(context);
            return;
        }

        using (context.Writer.Block($"for (nuint axis{CSharpLiteral.Of(axis)} = 0; axis{CSharpLiteral.Of(axis)} < {CSharpLiteral.Of(step.Dimensions[axis])}; axis{CSharpLiteral.Of(axis)}++)"))
        {
            WriteAxis(context, axis + 1);
        }
    }

    private static void WriteRow(StepContext<MergeStep> context)
    {
        MergeStep step = context.Step;
        SourceWriter writer = context.Writer;
        int axes = step.Dimensions.Count - 1;
        var from = new string[step.InputDimensions.Count];
        for (int i = 0; i < from.Length; i++)
        {
            string index = Index(axis => step.Stride(i, axis), axes);
            from[i] = index == "0" ? SourceName(i) : $"from{CSharpLiteral.Of(i)}";
            if (index != "0")
            {
                writer.Line($"ref {context.Parameters[i].Type} {from[i]} = {KernelWriter.At(SourceName(i), index)};");
            }
        }

        string to = "y";
        if (axes > 0)
        {
            to = "to";
            writer.Line($"ref {context.Destination} to = {KernelWriter.At("y", Index(axis => step.Dimensions.Skip(axis + 1).Aggregate(1, (product, d) => product * d), axes))};");
        }

        int length = step.Dimensions[axes];
        int block = context.Element.BlockLanes();
        int whole = length / block * block;
        if (whole > 0)
        {
            using (writer.Block($"for (nuint i = 0; i < {CSharpLiteral.Of(whole)}; i += {CSharpLiteral.Of(block)})"))
            {
                writer.Line($"V.Store({Combine(context, i => IsSplat(i) ? $"V.SplatAt(ref {from[i]}, 0)" : $"V.Load(ref {from[i]}, i)")}, ref {to}, i);");
            }
        }

        if (whole < length)
        {
            string lanes = $"{CSharpLiteral.Of(whole)}, {CSharpLiteral.Of(length - whole)}";
            writer.Line($"V.StoreFirst({Combine(context, i => IsSplat(i) ? $"V.SplatAt(ref {from[i]}, 0)" : $"V.LoadFirst(ref {from[i]}, {lanes}, 0)")}, ref {to}, {lanes});");
        }

        bool IsSplat(int input) => step.Stride(input, axes) == 0;
    }

    /// <summary>The element that the outer axes lead to.</summary>
    private static string Index(Func<int, int> stride, int axes)
    {
        string[] terms = [.. Enumerable.Range(0, axes).Where(axis => stride(axis) > 0).Select(axis =>
            stride(axis) == 1 ? $"axis{CSharpLiteral.Of(axis)}" : $"axis{CSharpLiteral.Of(axis)} * {CSharpLiteral.Of(stride(axis))}")];
        return terms.Length == 0 ? "0" : string.Join(" + ", terms.Select(term => terms.Length > 1 ? $"({term})" : term));
    }

    private static string Combine(StepContext<MergeStep> context, Func<int, string> load)
    {
        MergeStep step = context.Step;
        string value = load(0);
        for (int i = 1; i < step.InputDimensions.Count; i++)
        {
            value = step.Operation switch
            {
                MergeOperation.Subtract => $"{value} - {load(i)}",
                MergeOperation.Multiply => $"{value} * {load(i)}",
                MergeOperation.Maximum => $"V.Maximum({value}, {load(i)})",
                MergeOperation.Minimum => $"V.Minimum({value}, {load(i)})",
                MergeOperation.Add or MergeOperation.Average => $"{value} + {load(i)}",
                _ => throw new InvalidOperationException($"Nothing writes {step.Operation}."),
            };
        }

        string merged = step.Operation == MergeOperation.Average ? $"({value}) / V.Constant({CSharpLiteral.Of(step.InputDimensions.Count)})" : value;
        return step.Activation is { } function ? $"{KernelWriter.Services}.Activations.{function}<V, {context.Compute}>({merged})" : merged;
    }
}
