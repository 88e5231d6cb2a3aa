using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Writing;

/// <summary>Layers that run side by side over one input and are merged, or a run of layers; each repetition has its own.</summary>
/// <param name="Repetitions">For each repetition the branches; null stands for the identity.</param>
/// <param name="Merge">The layer that merges the branches; null for a block in line.</param>
/// <param name="Activation">What is applied to the merged output.</param>
internal sealed record BlockUse(IReadOnlyList<IReadOnlyList<Network?>> Repetitions, Node? Merge, Activation Activation)
{
    /// <summary>For each repetition the layer whose output it gives: the merge, or the activation after it.</summary>
    public required IReadOnlyDictionary<IReadOnlyList<Network?>, Node> Ends { get; init; }

    public IReadOnlyList<Network?> Branches => Repetitions[0];

    /// <summary>y = x + block(x).</summary>
    public bool IsResidual => Merge is { Kind: "Add" } && Branches.Count == 2 && Branches[0] is null && Branches[1] is not null;
}
