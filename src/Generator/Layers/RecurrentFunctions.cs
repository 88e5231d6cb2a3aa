using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Layers.Activation;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Layers;

/// <summary>The functions of a recurrent layer: of its new values and of its gates.</summary>
internal static class RecurrentFunctions
{
    public const string Values = "Activation";
    public const string Gates = "RecurrentActivation";

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
