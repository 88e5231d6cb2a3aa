using ShapeGen.Generator.Core;

namespace ShapeGen.Generator.Planning;

/// <summary>
/// The plan of one time step of a model whose input is a sequence, on the same packed weights. It is the model over a sequence
/// of one step, in which what a layer needs of earlier steps is state.
/// </summary>
/// <param name="Plan">The steps.</param>
/// <param name="Input">The shape of a time step.</param>
/// <param name="Output">The shape of what a time step gives.</param>
/// <param name="StateLength">Elements of the state, of the compute type.</param>
internal sealed record SteppedPlan(ExecutionPlan Plan, TensorShape Input, TensorShape Output, int StateLength);
