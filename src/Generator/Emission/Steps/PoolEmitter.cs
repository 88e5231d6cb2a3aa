using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>Mean and maximum over all positions of each channel, in the kernels of <see cref="PoolKernel"/>.</summary>
internal sealed class PoolEmitter : StepEmitter<PoolStep>
{
    private static readonly PoolRowsEmitter Rows = new();
    private static readonly PoolStreamEmitter Stream = new();
    private static readonly PoolRunsEmitter Runs = new();
    private static readonly PoolHalfEmitter HalfPairs = new();
    private static readonly PoolScalarEmitter Scalars = new();

    protected override IEnumerable<KernelParameter> ExtraParameters(PoolStep step, ElementType element) =>
        step.IsMasked ? [new KernelParameter("bool", "mask")] : [];

    protected override void Write(StepContext<PoolStep> context)
    {
        switch (context.Step)
        {
            case { Sections: > 1 }:
                WriteSections(context);
                break;
            case { IsMasked: true, Kernel: PoolKernel.Rows }:
                Rows.WriteMasked(context);
                break;
            case { IsMasked: true }:
                Scalars.WriteMasked(context);
                break;
            case { Kernel: PoolKernel.Rows }:
                Rows.Write(context);
                break;
            case { Kernel: PoolKernel.Stream }:
                Stream.Write(context);
                break;
            case { Kernel: PoolKernel.HalfPairs }:
                HalfPairs.Write(context);
                break;
            case { Kernel: PoolKernel.Runs }:
                Runs.Write(context);
                break;
            default:
                Scalars.Write(context);
                break;
        }
    }

    /// <summary>A method that runs the kernels of one section over all of them.</summary>
    private void WriteSections(StepContext<PoolStep> context)
    {
        PoolStep step = context.Step;
        string name = context.Kernel.Name + "Section";
        using (context.Method())
        using (context.Writer.Block($"for (nuint section = 0; section < {CSharpLiteral.Of(step.Sections)}; section++)"))
        {
            string x = KernelWriter.At("x", $"section * {CSharpLiteral.Of(step.Positions * step.Channels)}");
            string y = KernelWriter.At("y", $"section * {CSharpLiteral.Of(step.Channels)}");
            context.Writer.Line($"{name}({x}, {y});");
        }

        Write(context with { Step = step with { Sections = 1 }, Kernel = new KernelWriter(context.Writer, name, context.Kernel.ComputeType) });
    }

    /// <summary>Combines two blocks.</summary>
    public static string Combine(Reduction reduction, string left, string right) =>
        reduction == Reduction.Mean ? $"{left} + {right}" : $"V.Maximum({left}, {right})";

    /// <summary>Combines two blocks of which a <see cref="MaximumWitness"/> tells whether they hold NaN.</summary>
    public static string CombineNumbers(Reduction reduction, string left, string right) =>
        reduction == Reduction.Mean ? $"{left} + {right}" : $"V.MaximumOfNumbers({left}, {right})";

    /// <summary>Combines a block with the one at an index.</summary>
    public static string CombineAt(Reduction reduction, string value, string reference, string index) =>
        reduction == Reduction.Mean ? $"V.AddAt({value}, ref {reference}, {index})" : $"V.MaximumAt({value}, ref {reference}, {index})";

    /// <summary>Combines two scalars.</summary>
    public static string CombineScalars(PoolStep step, string type, string left, string right) =>
        step.Reduction == Reduction.Mean ? $"{left} + {right}" : $"{type}.Max({left}, {right})";

    /// <summary>The result of a finished scalar.</summary>
    public static string Finish(PoolStep step, string value) =>
        Divides(step) ? $"{value} / {CSharpLiteral.Of(step.Divisor)}" : value;

    /// <summary>What leaves every value as it is that it is combined with: −0, or the least number.</summary>
    public static string Nothing(StepContext<PoolStep> context) => context.Step.Reduction == Reduction.Maximum
        ? $"{context.Compute}.NegativeInfinity"
        : context.Compute == "double" ? "-0d" : "-0f";

    /// <summary>Whether finished sums are divided.</summary>
    public static bool Divides(PoolStep step) => step.Reduction == Reduction.Mean && step.Divisor > 1;

    /// <summary>
    /// Joins one, two or four phases as (0 + 2) + (1 + 3), which is the same to the last bit if all are turned by one place.
    /// </summary>
    public static string TreeAcross(IReadOnlyList<string> parts, Func<string, string, string> combine) =>
        Tree(parts.Count == 4 ? [parts[0], parts[2], parts[1], parts[3]] : parts, combine);

    /// <summary>Joins partial results pairwise: (0 + 1) + (2 + 3).</summary>
    public static string Tree(IReadOnlyList<string> parts, Func<string, string, string> combine)
    {
        if (parts.Count == 1)
        {
            return parts[0];
        }

        int half = parts.Count / 2;
        string left = Tree([.. parts.Take(half)], combine);
        string right = Tree([.. parts.Skip(half)], combine);
        return combine(half > 1 ? $"({left})" : left, parts.Count - half > 1 ? $"({right})" : right);
    }
}
