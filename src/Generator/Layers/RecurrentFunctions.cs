using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Layers.Activation;

namespace ShapeGen.Generator.Layers;

/// <summary>The functions of a recurrent layer: of its new values and of its gates.</summary>
internal static class RecurrentFunctions
{
    public const string Values = "Activation";
    public const string Gates = "RecurrentActivation";

    /// <summary>Lanes of the widest block: gates are stored in whole ones.</summary>
    private const int Block = 16;

    /// <summary>Reports gates that no buffer can hold.</summary>
    /// <param name="rows">Time steps, or positions, whose gates lie in memory together.</param>
    /// <param name="gates">Gates of a unit.</param>
    /// <param name="units">Units.</param>
    /// <param name="input">The input.</param>
    /// <param name="problems">Where to report.</param>
    public static void CheckSize(long rows, int gates, int units, LayerInput input, LayerProblems problems)
    {
        long width = gates * (((long)units + Block - 1) / Block * Block);
        long count = TensorShape.SaturatingMultiply(rows, width);
        if (!problems.HasErrors && count > TensorShape.MaximumLength)
        {
            problems.Add(RuleIds.TooLarge, $"makes {InvariantText.Grouped(count)} values of gates for {input.Shape} from {input.Origin}: more than the {InvariantText.Grouped(TensorShape.MaximumLength)} that an array can hold");
        }
    }

    /// <summary>Reads a function by the name of its argument; reports one that is not of each unit by itself. Null stands for the identity.</summary>
    public static string? Read(LayerArguments arguments, string argument)
    {
        ActivationFunction absent = argument == Gates ? ActivationFunction.Sigmoid : ActivationFunction.Tanh;
        ActivationFunction function = arguments.IsGiven(argument) ? arguments.Enumeration<ActivationFunction>(argument) : absent;
        if (function.IsAlongRow())
        {
            arguments.Problems.Add(
                RuleIds.ArgumentOutOfRange,
                $"cannot use {function} as {argument}, which works along all units together: use a function of each unit by itself, such as {absent}",
                argument,
                repairs: Repair.Set(argument, $"Activation.{absent}"));
            return null;
        }

        return function == ActivationFunction.Linear ? null : function.ToString();
    }
}
