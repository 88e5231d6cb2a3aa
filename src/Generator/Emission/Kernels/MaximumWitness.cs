using ShapeGen.Generator.Emission.Steps;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Kernels;

/// <summary>
/// Writes maxima as those of numbers, which take fewer instructions, and beside them sums of squares that become NaN
/// where any value is: then the exact maxima are taken once more. For a mean it writes plain sums and no witness.
/// </summary>
/// <param name="reduction">How values are combined.</param>
/// <param name="count">Witnesses, which take turns; 0 for a mean.</param>
internal sealed class MaximumWitness(Reduction reduction, int count)
{
    /// <summary>What a kernel's comment says about the names that witnesses take.</summary>
    public string Explanation => count == 0 ? "" : " n<i>: sums of squares, NaN where a value is; then the exact maxima are taken.";

    private int _next;
    private int _named;

    /// <summary>Declares the witnesses, which see the first values of all accumulators if there are any.</summary>
    public void Start(SourceWriter writer, IReadOnlyList<string> values)
    {
        for (int i = 0; i < count; i++)
        {
            string[] seen = [.. values.Where((_, index) => index % count == i).Select(value => $"({value} * {value})")];
            writer.Line($"V {Name(i)} = {(seen.Length == 0 ? "V.Zero" : string.Join(" + ", seen))};");
        }
    }

    /// <summary>Combines a value with the block at an index, which a witness sees.</summary>
    public string CombineAt(string value, string reference, string index)
    {
        if (count == 0)
        {
            return reduction.CombineAt(value, reference, index);
        }

        string witness = Name(_next++ % count);
        return $"V.MaximumOfNumbersAt({value}, ref {witness}, ref {reference}, {index})";
    }

    /// <summary>Combines a variable with a block at hand, which a witness sees.</summary>
    public void Combine(SourceWriter writer, string variable, string block)
    {
        if (count > 0)
        {
            See(writer, block);
        }

        writer.Line($"{variable} = {reduction.CombineNumbers(variable, block)};");
    }

    /// <summary>Lets a witness see a block at hand.</summary>
    public void See(SourceWriter writer, string block) => writer.Line(BlockOperations.OfBlock.AddProduct(Name(_next++ % count), block, block));

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
        string witness = Name(_next++ % count);
        writer.Line($"{witness} = V.Doubt({witness}, {maximum});");
    }

    /// <summary>Whether a witness has seen a NaN or a doubt.</summary>
    public string Warns => $"V.IsAnyNaN({Reductions.Tree([.. Enumerable.Range(0, count).Select(Name)], (left, right) => $"{left} + {right}")})";

    /// <summary>Takes the exact maxima if a witness has seen a NaN or a doubt.</summary>
    public void End<TStep>(StepContext<TStep> context, string destination, int rows, int stride, int lanes)
        where TStep : Step
    {
        if (count == 0)
        {
            return;
        }

        using (context.Writer.Block($"if ({Warns})"))
        {
            string destinationType = destination == "lanes" ? context.Compute : context.Destination;
            context.Writer.Line(
                $"{KernelWriter.Services}.ExactMaximum.Rows<V, {context.Compute}, {context.Source}, {destinationType}>("
                + $"ref x, ref {destination}, {CSharpLiteral.Of(rows)}, {CSharpLiteral.Of(stride)}, {CSharpLiteral.Of(lanes)});");
        }
    }

    private static string Name(int index) => $"n{CSharpLiteral.Of(index)}";
}
