using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;

namespace ShapeGen.Generator.Shapes;

/// <summary>
/// SHAPE0105 is not said of a sequence or image that is pooled later: working on each position by itself is meant there. Nor
/// of a single position that a merging layer then spreads over all of them, as squeeze and excitation does.
/// </summary>
internal static class LastAxisRule
{
    /// <param name="problem">A problem.</param>
    /// <param name="layers">The model's layers in order.</param>
    /// <param name="inputs">How many tensors are inputs of the model.</param>
    public static bool IsMeant(Problem problem, IReadOnlyList<ShapedLayer> layers, int inputs) =>
        problem.RuleId == RuleIds.DenseOnSpatial
        && layers.ToList().FindIndex(layer => layer.Position.AttributeIndex == problem.Anchor.Index && layer.Position.Scope == problem.Anchor.Scope) is >= 0 and int reported
        && LeadsToAll(layers, inputs, reported);

    /// <summary>Through layers that work on each position by themselves to one that joins the positions, or spreads the only one.</summary>
    private static bool LeadsToAll(IReadOnlyList<ShapedLayer> layers, int inputs, int layer) =>
        layers.Select((next, index) => (next, index)).Where(pair => pair.next.Sources.Contains(inputs + layer)).Any(pair =>
            pair.next.Layer.JoinsPositions || Spreads(layers[layer].Output, pair.next) || ((pair.next.Layer.PassesMask || pair.next.Layer.KeepsAxes) && LeadsToAll(layers, inputs, pair.index)));

    private static bool Spreads(TensorShape only, ShapedLayer next) =>
        only.ElementCount == only.Last && next.Sources.Count > 1 && next.Output.Last == only.Last && next.Output.ElementCount > only.ElementCount;
}
