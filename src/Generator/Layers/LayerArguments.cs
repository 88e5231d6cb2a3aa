using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;

namespace ShapeGen.Generator.Layers;

/// <summary>The arguments of one layer attribute, with the checks that many layers share.</summary>
/// <param name="layerType">The attribute's name without suffix: <c>Dense</c>.</param>
/// <param name="arguments">The arguments that were written.</param>
/// <param name="blocks">The blocks whose branches the layer merges; none for a layer of its own.</param>
/// <param name="problems">Takes what is wrong with them.</param>
internal sealed class LayerArguments(string layerType, EquatableArray<ArgumentDeclaration> arguments, EquatableArray<string> blocks, LayerProblems problems)
{
    public string LayerType => layerType;

    /// <summary>The blocks whose branches the layer merges; none for a layer of its own.</summary>
    public EquatableArray<string> Blocks => blocks;

    public LayerProblems Problems => problems;

    public string? Name => Find("Name") as string;

    public bool Boolean(string name, bool absent) => Find(name) is bool value ? value : absent;

    public int Integer(string name, int absent = 0) => Find(name) is int value ? value : absent;

    public double Number(string name, double absent = 0) => Find(name) is double value ? value : absent;

    public EquatableArray<int> Integers(string name) => Find(name) is EquatableArray<int> values ? values : default;

    public EquatableArray<double> Numbers(string name) => Find(name) is EquatableArray<double> values ? values : default;

    /// <summary>Whether the argument is written; a list may be empty.</summary>
    public bool IsGiven(string name) => Find(name) is not null;

    /// <summary>A number that must not be below a least one, and neither infinite nor NaN; answers <paramref name="absent"/> where it is.</summary>
    public double Finite(string name, double absent, double least = double.NegativeInfinity)
    {
        double value = Number(name, absent);
        if (value >= least && !double.IsInfinity(value))
        {
            return value;
        }

        string wanted = double.IsInfinity(least) ? "a finite number" : $"a finite number of at least {InvariantText.Of(least)}";
        problems.Add(RuleIds.ArgumentOutOfRange, $"needs {wanted} as {name}, but {InvariantText.Of(value)} is declared", name);
        return absent;
    }

    /// <summary>An integer that must be at least 1; answers 1 where it is not, so that later layers have a shape.</summary>
    public int Positive(string name)
    {
        int value = Integer(name);
        if (value > 0)
        {
            return value;
        }

        problems.Add(RuleIds.ArgumentOutOfRange, $"needs a positive number of {name}, but {InvariantText.Of(value)} is declared", name);
        return 1;
    }

    /// <summary>An enum's value; a number that is no member answers the first member.</summary>
    public TEnum Enumeration<TEnum>(string name) where TEnum : struct, Enum
    {
        int value = Integer(name);
        if (Enum.IsDefined(typeof(TEnum), value))
        {
            return (TEnum)Enum.ToObject(typeof(TEnum), value);
        }

        problems.Add(RuleIds.ArgumentOutOfRange, $"has {name} = {InvariantText.Of(value)}, which is no member of the enum", name);
        return default;
    }

    private object? Find(string name)
    {
        foreach (ArgumentDeclaration argument in arguments)
        {
            if (argument.Name == name)
            {
                return argument.Value;
            }
        }

        return null;
    }
}
