using ShapeGen.Generator.Planning;

namespace ShapeGen.Generator.Emission.Kernels;

/// <summary>Expressions that combine values, for any kernel that takes sums, means or maxima.</summary>
internal static class Reductions
{
    /// <summary>Combines two blocks.</summary>
    public static string Combine(this Reduction reduction, string left, string right) =>
        reduction == Reduction.Mean ? $"{left} + {right}" : $"V.Maximum({left}, {right})";

    /// <summary>Combines two blocks of which a <see cref="MaximumWitness"/> tells whether they hold NaN.</summary>
    public static string CombineNumbers(this Reduction reduction, string left, string right) =>
        reduction == Reduction.Mean ? $"{left} + {right}" : $"V.MaximumOfNumbers({left}, {right})";

    /// <summary>Combines a block with the one at an index.</summary>
    public static string CombineAt(this Reduction reduction, string value, string reference, string index) =>
        reduction == Reduction.Mean ? $"V.AddAt({value}, ref {reference}, {index})" : $"V.MaximumAt({value}, ref {reference}, {index})";

    /// <summary>Combines two scalars of a type.</summary>
    public static string CombineScalars(this Reduction reduction, string type, string left, string right) =>
        reduction == Reduction.Mean ? $"{left} + {right}" : $"{type}.Max({left}, {right})";

    /// <summary>Combines the lanes of a block to one scalar, in the block's fixed order.</summary>
    public static string Across(this Reduction reduction, string block) =>
        reduction == Reduction.Mean ? $"V.SumAcross({block})" : $"V.MaximumAcross({block})";

    /// <summary>Combines the lanes of four blocks to the first four lanes of one.</summary>
    public static string FourAcross(this Reduction reduction, string blocks) =>
        reduction == Reduction.Mean ? $"V.SumsAcross({blocks})" : $"V.MaximaAcross({blocks})";

    /// <summary>What leaves every value as it is that it is combined with: −0, or the least number.</summary>
    public static string Neutral(this Reduction reduction, string type) => reduction == Reduction.Maximum
        ? $"{type}.NegativeInfinity"
        : type == "double" ? "-0d" : "-0f";

    /// <summary>Whether a finished value is divided by the number of values.</summary>
    public static bool Divides(this Reduction reduction, int divisor) => reduction == Reduction.Mean && divisor > 1;

    /// <summary>The result of a finished scalar.</summary>
    public static string Finish(this Reduction reduction, string value, int divisor) =>
        reduction.Divides(divisor) ? $"{value} / {CSharpLiteral.Of(divisor)}" : value;

    /// <summary>
    /// Joins one, two or four phases as (0 + 2) + (1 + 3), which is the same to the last bit if all are turned by one place.
    /// </summary>
    public static string JoinPhases(IReadOnlyList<string> parts, Func<string, string, string> combine) =>
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
