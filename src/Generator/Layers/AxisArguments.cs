using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Layers;

/// <summary>Arguments with a number for each spatial axis, or one number for all.</summary>
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
            arguments.Problems.Add(RuleIds.ArgumentOutOfRange, $"has {InvariantText.Of(rank)} spatial {(rank == 1 ? "axis" : "axes")}, but a {name} of {new TensorShape(values)}: give one number for all axes, or one for each", name);
        }
        else if (values.Any(v => v < least))
        {
            string wanted = least == 1 ? "positive numbers" : $"numbers of at least {InvariantText.Of(least)}";
            arguments.Problems.Add(RuleIds.ArgumentOutOfRange, $"needs {wanted} of {name}, but {new TensorShape(values)} is declared", name);
        }

        return Enumerable.Range(0, rank).Select(axis => Math.Max(least, values[values.Count == 1 ? 0 : Math.Min(axis, values.Count - 1)])).ToEquatableArray();
    }
}
