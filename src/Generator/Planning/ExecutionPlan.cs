using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Planning;

/// <summary>Stage 3: everything that the emitters write down, decided.</summary>
/// <param name="Values">The values that the steps read and write; the model's inputs come first.</param>
/// <param name="Outputs">The values that are the model's outputs.</param>
/// <param name="Steps">The steps in order; none where the output is the input's memory.</param>
/// <param name="MaskedSteps">The same with a mask, where the model takes one.</param>
/// <param name="Weights">Where each weight goes, in the steps' order.</param>
/// <param name="WeightsLength">Elements of the packed weights, of the storage type.</param>
/// <param name="ScratchLength">Elements of scratch that a sample needs, of the compute type.</param>
/// <param name="Chunk">Samples of a batch that go through each step together; 1 takes one after the other.</param>
/// <param name="ScratchOnStack">The scratch is small enough for the stack; else it is the thread's.</param>
/// <param name="MaskLength">Positions of a sample's mask, or 0 where the model takes none.</param>
internal sealed record ExecutionPlan(
    EquatableArray<PlanValue> Values,
    EquatableArray<ValueId> Outputs,
    EquatableArray<Step> Steps,
    EquatableArray<Step> MaskedSteps,
    EquatableArray<PackedWeight> Weights,
    int WeightsLength,
    int ScratchLength,
    int Chunk,
    bool ScratchOnStack,
    int MaskLength)
{
    /// <summary>The plan of a single time step, or null where the model cannot be stepped.</summary>
    public SteppedPlan? Stepped { get; init; }

    /// <summary>Nothing is computed: the output is the input, seen in another shape.</summary>
    public bool IsView => Steps.Count == 0;
}
