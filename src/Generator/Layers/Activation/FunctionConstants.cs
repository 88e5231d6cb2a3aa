using ShapeGen.Generator.Diagnostics;

namespace ShapeGen.Generator.Layers.Activation;

/// <summary>The numbers of those functions that have such, with Keras' values where none are declared.</summary>
internal static class FunctionConstants
{
    private static readonly string[] Options = ["Alpha", "Slope", "Offset", "Threshold", "Lower", "Upper"];

    /// <summary>Reads what a function takes; reports what it does not take, and numbers that make no sense.</summary>
    public static EquatableArray<double> Read(ActivationFunction function, LayerArguments arguments)
    {
        (string Option, double Default)[] taken = Taken(function);
        foreach (string surplus in Options.Where(option => arguments.IsGiven(option) && taken.All(t => t.Option != option)))
        {
            string takers = string.Join(" and ", Enum.GetValues(typeof(ActivationFunction)).Cast<ActivationFunction>().Where(f => Taken(f).Any(t => t.Option == surplus)));
            arguments.Problems.Add(RuleIds.ArgumentOutOfRange, $"takes no {surplus} with {function}: only {takers} {(takers.Contains(" and ") ? "have" : "has")} one", surplus);
        }

        EquatableArray<double> numbers = taken.Select(t => arguments.Finite(t.Option, t.Default, t.Option == "Threshold" ? 0 : double.NegativeInfinity)).ToEquatableArray();
        if (function == ActivationFunction.Celu && numbers[0] == 0)
        {
            arguments.Problems.Add(RuleIds.ArgumentOutOfRange, "divides by Alpha with Celu, but 0 is declared: use another number, or Relu", "Alpha");
        }
        else if (function == ActivationFunction.HardTanh && numbers[0] > numbers[1])
        {
            arguments.Problems.Add(RuleIds.ArgumentOutOfRange, $"has Lower = {InvariantText.Of(numbers[0])} above Upper = {InvariantText.Of(numbers[1])}: exchange them", arguments.IsGiven("Lower") ? "Lower" : "Upper");
        }

        return numbers;
    }

    /// <summary>A function that does the same with fewer numbers, none at all if they are Keras'.</summary>
    public static (ActivationFunction Function, EquatableArray<double> Constants) Simplify(ActivationFunction function, EquatableArray<double> constants)
    {
        if (constants.Count == 0 || constants.SequenceEqual(Taken(function).Select(t => t.Default)))
        {
            return (function, default);
        }

        // A rectifier is a slope, a threshold and a largest value.
        if (function is not (ActivationFunction.Relu or ActivationFunction.LeakyRelu))
        {
            return (function, constants);
        }

        (double slope, double threshold, double maximum) = constants.Count == 1 ? (constants[0], 0, double.PositiveInfinity) : (constants[0], constants[1], constants[2]);
        return (slope, threshold, maximum) switch
        {
            (0, 0, double.PositiveInfinity) => (ActivationFunction.Relu, default),
            (0, 0, 6) => (ActivationFunction.Relu6, default),
            (0.2, 0, double.PositiveInfinity) => (ActivationFunction.LeakyRelu, default),
            _ => (ActivationFunction.Relu, new EquatableArray<double>([slope, threshold, maximum])),
        };
    }

    private static (string Option, double Default)[] Taken(ActivationFunction function) => function switch
    {
        ActivationFunction.Elu or ActivationFunction.Celu => [("Alpha", 1)],
        ActivationFunction.LeakyRelu => [("Slope", 0.2)],
        ActivationFunction.HardSigmoid => [("Slope", 1.0 / 6), ("Offset", 0.5)],
        ActivationFunction.SoftShrink or ActivationFunction.HardShrink => [("Threshold", 0.5)],
        ActivationFunction.HardTanh => [("Lower", -1), ("Upper", 1)],
        _ => [],
    };
}
