using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Models;

/// <summary>A model and, where it is valid, its plan.</summary>
/// <param name="Model">The model with its shapes.</param>
/// <param name="Plan">The plan; null of a block and of an invalid model.</param>
/// <param name="Found">What only the plan, or the members that follow from it, show to be wrong.</param>
internal sealed record PlannedModel(ShapedModel Model, ExecutionPlan? Plan, EquatableArray<Problem> Found = default)
{
    /// <summary>Each error once; empty in a valid model.</summary>
    public EquatableArray<Problem> Problems => Found.Count == 0 ? Model.Problems : Model.Problems.Concat(Found).ToEquatableArray();

    public bool IsValid => Model.IsValid && Found.Count == 0;
}
