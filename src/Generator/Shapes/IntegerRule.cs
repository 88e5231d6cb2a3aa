using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Layers;

namespace ShapeGen.Generator.Shapes;

/// <summary>SHAPE0121: integers are looked up, and all other layers compute with floating-point numbers.</summary>
internal static class IntegerRule
{
    private const string LookUp = "[Embedding(inputDim, outputDim)]";

    /// <summary>Reports the first input of a layer that is of the other kind.</summary>
    /// <returns>Whether all are of the right one.</returns>
    public static bool Check(Layer layer, IReadOnlyList<LayerInput> inputs, LayerProblems problems)
    {
        bool readsIntegers = layer.Vocabulary > 0;
        if (inputs.FirstOrDefault(input => input.IsInteger != readsIntegers && !input.IsUnknown) is not { } wrong)
        {
            return true;
        }

        string message = !readsIntegers ? $"computes with floating-point numbers, but {wrong.Origin} holds integers: put {LookUp} between them, or declare [InputShape{wrong.Shape}]"
            : wrong.IsDeclared ? $"looks up integers, but {wrong.Origin} holds floating-point numbers: declare [InputShape<int>{wrong.Shape}]"
            : $"looks up integers, but receives floating-point numbers from {wrong.Origin}: let it read an input that is declared as [InputShape<int>(…)]";
        problems.Add(RuleIds.IntegerInput, message);
        return false;
    }

    /// <summary>An input of integers that is also an output.</summary>
    public static Problem Unread(LayerInput input) => new(
        RuleIds.IntegerInput,
        input.OriginPosition!.At(),
        new EquatableArray<string>(["InputShape", $"holds integers, which no layer looks up: add {LookUp}, or declare [InputShape{input.Shape}]"]));
}
