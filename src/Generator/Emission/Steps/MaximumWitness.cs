using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>
/// Writes maxima as those of numbers, which take fewer instructions, and beside them sums of squares that become NaN
/// where any value is: then the exact maxima are taken once more. For a mean it writes plain sums and no witness.
/// </summary>
/// <param name="step">The step.</param>
/// <param name="accumulators">Accumulating blocks in flight; half as many witnesses hide the latency.</param>
internal sealed class MaximumWitness(PoolStep step, int accumulators)
{
    private readonly int _count = step.Reduction == Reduction.Mean ? 0 : Math.Max(1, accumulators / 2);
    private int _next;
    private int _named;

    /// <summary>Declares the witnesses, which see the first values of all accumulators if there are any.</summary>
    public void Start(SourceWriter writer, IReadOnlyList<string> values)
    {
        for (int i = 0; i < _count; i++)
        {
            string[] seen = [.. values.Where((_, index) => index % _count == i).Select(value => $"({value} * {value})")];
            writer.Line($"V {Name(i)} = {(seen.Length == 0 ? "V.Zero" : string.Join(" + ", seen))};");
        }
    }

    /// <summary>Combines a value with the block at an index, which a witness sees.</summary>
    public string CombineAt(string value, string reference, string index)
    {
        if (_count == 0)
        {
            return PoolEmitter.CombineAt(step.Reduction, value, reference, index);
        }

        string witness = Name(_next++ % _count);
        return $"V.MaximumOfNumbersAt({value}, ref {witness}, ref {reference}, {index})";
    }

    /// <summary>Combines a variable with a block at hand, which a witness sees.</summary>
    public void Combine(SourceWriter writer, string variable, string block)
    {
        if (_count > 0)
        {
            string witness = Name(_next++ % _count);
            writer.Line($"{witness} = V.MultiplyAdd({block}, {block}, {witness});");
        }

        writer.Line($"{variable} = {PoolEmitter.CombineNumbers(step.Reduction, variable, block)};");
    }

    /// <summary>Declares a variable for a maximum.</summary>
    public string Name(SourceWriter writer, string maximum)
    {
        string name = $"m{CSharpLiteral.Of(_named++)}";
        writer.Line($"V {name} = {maximum};");
        return name;
    }

    /// <summary>Lets a witness see a finished maximum, whose sign may be in doubt.</summary>
    public void Finish(SourceWriter writer, string maximum)
    {
        string witness = Name(_next++ % _count);
        writer.Line($"{witness} = V.Doubt({witness}, {maximum});");
    }

    /// <summary>Takes the exact maxima if a witness has seen a NaN or a doubt.</summary>
    public void End<TStep>(StepContext<TStep> context, string destination, int rows, int stride, int lanes)
        where TStep : Step
    {
        if (_count == 0)
        {
            return;
        }

        string all = PoolEmitter.Tree([.. Enumerable.Range(0, _count).Select(Name)], (left, right) => $"{left} + {right}");
        using (context.Writer.Block($"if (V.IsAnyNaN({all}))"))
        {
            string destinationType = destination == "lanes" ? context.Compute : context.Destination;
            context.Writer.Line(
                $"{KernelWriter.Services}.ExactMaximum.Rows<V, {context.Compute}, {context.Source}, {destinationType}>("
                + $"ref x, ref {destination}, {CSharpLiteral.Of(rows)}, {CSharpLiteral.Of(stride)}, {CSharpLiteral.Of(lanes)});");
        }
    }

    private static string Name(int index) => $"n{CSharpLiteral.Of(index)}";
}
