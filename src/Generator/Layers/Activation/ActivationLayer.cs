using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.Activation;

/// <summary>An activation function as a layer of its own.</summary>
/// <param name="Function">The function.</param>
/// <param name="Constants">Its numbers, where it has such.</param>
internal sealed record ActivationLayer(ActivationFunction Function, EquatableArray<double> Constants) : Layer
{
    public static LayerDefinition Definition { get; } = new("Activation", Bind);

    public override bool PassesMask => true;

    public override TimeRule Time => TimeRule.EachStep;

    public override bool KeepsAxes => true;

    public override bool KeepsElements => !Function.HalvesRow();

    public override TensorShape InferShape(LayerInput input, LayerProblems problems)
    {
        if (Function == ActivationFunction.Linear)
        {
            problems.Add(RuleIds.ChangesNothing, $"changes nothing: linear passes {input.Shape} as it is", repairs: Repair.Remove());
        }

        return OutputShape(Function, input.Shape, problems, "function");
    }

    public override ValueId Lower(Lowering lowering) => Lower(Function, Constants, lowering);

    /// <summary>The shape after a function, for the layers that have an activation of their own.</summary>
    public static TensorShape OutputShape(ActivationFunction function, TensorShape input, LayerProblems problems, string argument)
    {
        int last = input.Rank == 0 ? 1 : input.Last;
        if (function == ActivationFunction.Softmax && last == 1)
        {
            problems.Add(RuleIds.SoftmaxOfOne, "takes the softmax over a single unit, which always gives 1: use sigmoid, or a unit a class", argument, repairs: Repair.Set(argument, "Activation.Sigmoid"));
        }

        if (!function.HalvesRow())
        {
            return input;
        }

        bool isArgumentValid = !problems.HasErrors;
        if (isArgumentValid && last % 2 != 0)
        {
            problems.Add(RuleIds.ArgumentOutOfRange, $"halves the last axis with {function}, but that of {input} is odd: use an even number", argument);
        }

        return input.Rank == 0 ? input : input.WithLast(Math.Max(1, last / 2));
    }

    /// <summary>Adds the step of a function with numbers of its own over the layer's input; with Keras' numbers it is the plain one.</summary>
    public static ValueId Lower(ActivationFunction function, EquatableArray<double> constants, Lowering lowering)
    {
        (ActivationFunction known, EquatableArray<double> numbers) = FunctionConstants.Simplify(function, constants);
        return numbers.Count == 0
            ? Lower(known, lowering.Input, lowering, lowering.Value)
            : lowering.Add(new ParametricStep(known.ToString(), numbers, (int)lowering.Input.ElementCount), lowering.Value);
    }

    /// <summary>Adds the step of a function over a value of a shape; none for the identity.</summary>
    public static ValueId Lower(ActivationFunction function, TensorShape shape, Lowering lowering, ValueId value)
    {
        if (function == ActivationFunction.Linear)
        {
            return value;
        }

        if (!function.IsAlongRow())
        {
            return lowering.Add(new ElementwiseStep(function.ToString(), (int)shape.ElementCount), value);
        }

        int length = shape.Rank == 0 ? 1 : shape.Last;
        int outputLength = function.HalvesRow() ? length / 2 : length;
        return lowering.Add(new RowActivationStep(function.ToString(), (int)(shape.ElementCount / length), length, outputLength), value);
    }

    private static ActivationLayer Bind(LayerArguments arguments)
    {
        var function = arguments.Enumeration<ActivationFunction>("function");
        return new ActivationLayer(function, FunctionConstants.Read(function, arguments));
    }
}
