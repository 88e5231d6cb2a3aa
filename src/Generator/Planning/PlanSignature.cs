using ShapeGen.Generator.Core;

namespace ShapeGen.Generator.Planning;

/// <summary>What a plan must keep to: a model's buffers and weights, without its layers.</summary>
/// <param name="Name">The model's full name, for the message about a wrong plan.</param>
/// <param name="ElementType">The type of inputs, weights and outputs.</param>
/// <param name="Inputs">The inputs; at least one.</param>
/// <param name="Outputs">The outputs; at least one.</param>
/// <param name="Weights">All layers' weights in order.</param>
/// <param name="MayTakeMask">Every layer before the one that can leave positions out works on each position by itself.</param>
internal sealed record PlanSignature(
    string Name,
    ElementType ElementType,
    EquatableArray<PlanBuffer> Inputs,
    EquatableArray<PlanBuffer> Outputs,
    EquatableArray<PlanWeight> Weights,
    bool MayTakeMask)
{
    /// <summary>One input and one output.</summary>
    public bool IsSingle => Inputs.Count == 1 && Outputs.Count == 1;
}

/// <summary>One input or output of a model.</summary>
/// <param name="ShownName">Its name, on one line.</param>
/// <param name="Shape">The shape of one sample.</param>
/// <param name="IsInteger">It holds integers, which steps look up.</param>
internal sealed record PlanBuffer(string ShownName, TensorShape Shape, bool IsInteger = false);

/// <summary>One weight of a model.</summary>
/// <param name="ShownName">The layer's name and the weight's, on one line: <c>dense/kernel</c>.</param>
/// <param name="Spec">Its shape.</param>
internal sealed record PlanWeight(string ShownName, WeightSpec Spec);
