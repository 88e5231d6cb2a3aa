using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;

namespace ShapeGen.Generator.Layers;

/// <summary>Arguments that speak of axes: one number an axis, edges of axes, and the axes themselves.</summary>
internal static class AxisArguments
{
    /// <summary>An optional integer that must be at least 1.</summary>
    public static int PositiveOr(this LayerArguments arguments, string name, int absent)
    {
        int value = arguments.Integer(name, absent);
        return value > 0 ? value : arguments.Positive(name);
    }

    /// <summary>A number for each axis, at least 1; answers 1 where the argument is wrong.</summary>
    /// <param name="arguments">The attribute's arguments.</param>
    /// <param name="name">The argument.</param>
    /// <param name="rank">Axes.</param>
    /// <param name="absent">The number where there is no such argument; 0 where there must be one.</param>
    /// <param name="least">The smallest number that is allowed.</param>
    public static EquatableArray<int> PerAxis(this LayerArguments arguments, string name, int rank, int absent = 0, int least = 1)
    {
        EquatableArray<int> values = arguments.Integers(name);
        if (values.Count == 0)
        {
            if (absent < least)
            {
                arguments.Problems.Add(RuleIds.ArgumentOutOfRange, $"needs a {name}: one number for all axes, or {InvariantText.Of(rank)} of them", name);
            }

            return Enumerable.Repeat(Math.Max(absent, least), rank).ToEquatableArray();
        }

        if (values.Count != 1 && values.Count != rank)
        {
            arguments.Problems.Add(RuleIds.ArgumentOutOfRange, $"takes {(rank == 1 ? "one number" : $"one number or {InvariantText.Of(rank)}")} as {name}, but {new TensorShape(values)} is declared", name);
        }
        else if (values.Any(v => v < least))
        {
            string wanted = least == 1 ? "positive numbers" : $"numbers of at least {InvariantText.Of(least)}";
            arguments.Problems.Add(RuleIds.ArgumentOutOfRange, $"needs {wanted} as {name}, but {(values.Count == 1 ? InvariantText.Of(values[0]) : new TensorShape(values).ToString())} is declared", name);
        }

        return Enumerable.Range(0, rank).Select(axis => Math.Max(least, values[values.Count == 1 ? 0 : Math.Min(axis, values.Count - 1)])).ToEquatableArray();
    }

    /// <summary>
    /// Start and end of each spatial axis, (start, end, start, end, …): one number stands for all, one an axis for both of
    /// its ends. Reports what is wrong and then answers <paramref name="absent"/>.
    /// </summary>
    public static EquatableArray<int> Edges(this LayerArguments arguments, string name, int axes, int absent, string instead)
    {
        EquatableArray<int> given = arguments.Integers(name);
        if (given.Count == 0)
        {
            return All(absent, 2 * axes);
        }

        if (given.Count != 1 && given.Count != axes && given.Count != 2 * axes)
        {
            string wanted = axes == 1 ? "one number or 2" : $"one number, {InvariantText.Of(axes)} or {InvariantText.Of(2 * axes)}";
            arguments.Problems.Add(RuleIds.ArgumentOutOfRange, $"takes {wanted} as {name}, but {new TensorShape(given)} is declared", name);
            return All(absent, 2 * axes);
        }

        if (given.Any(value => value < 0))
        {
            string declared = given.Count == 1 ? InvariantText.Of(given[0]) : new TensorShape(given).ToString();
            arguments.Problems.Add(RuleIds.ArgumentOutOfRange, $"needs numbers of at least 0 as {name}, but {declared} is declared: {instead}", name);
            return All(absent, 2 * axes);
        }

        return given.Count == 2 * axes ? given : Enumerable.Range(0, 2 * axes).Select(i => given[given.Count == 1 ? 0 : i / 2]).ToEquatableArray();
    }

    /// <summary>
    /// The axes that a layer works along, from 0 and in order, of numbers that count the batch as axis 0, or from the end
    /// if they are negative; null where one is wrong, which is reported.
    /// </summary>
    public static int[]? Resolve(EquatableArray<int> declared, LayerInput input, LayerProblems problems, string argument)
    {
        int rank = input.Shape.Rank;
        if (rank == 0)
        {
            problems.Add(RuleIds.RankMismatch, $"expects (…, features), receives the scalar () from {input.Origin}: insert [Flatten] before it to make it (1)", repairs: Repair.Insert("Flatten"));
            return null;
        }

        var axes = new List<int>();
        foreach (int axis in declared)
        {
            int found = axis < 0 ? axis + rank : axis - 1;
            if (found < 0 || found >= rank)
            {
                string range = rank == 1 ? "only axis 1, or -1" : $"axes 1 to {InvariantText.Of(rank)}, or -1 to -{InvariantText.Of(rank)}";
                problems.Add(RuleIds.ArgumentOutOfRange, $"works along axis {InvariantText.Of(axis)}, but {input.Shape} from {input.Origin} has {range}: axis 0 is the batch", argument);
                return null;
            }

            if (axes.Contains(found))
            {
                problems.Add(RuleIds.ArgumentOutOfRange, $"works along axis {InvariantText.Of(axis)} of {input.Shape} twice: name each axis once", argument);
                return null;
            }

            axes.Add(found);
        }

        return [.. axes.OrderBy(axis => axis)];
    }

    /// <summary>As <see cref="Resolve"/>, after which nothing can be wrong any more.</summary>
    public static int[] Resolve(EquatableArray<int> declared, TensorShape shape) =>
        [.. declared.Select(axis => axis < 0 ? axis + shape.Rank : axis - 1).OrderBy(axis => axis)];

    private static EquatableArray<int> All(int value, int count) => Enumerable.Repeat(value, count).ToEquatableArray();
}
