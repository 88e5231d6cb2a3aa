using ShapeGen.Generator.Diagnostics;

namespace ShapeGen.Generator.Shapes;

/// <summary>SHAPE0105 is not said of a sequence or image that is pooled later: working on each position by itself is meant there.</summary>
internal static class LastAxisRule
{
    public static bool IsMeant(Problem problem, IReadOnlyList<ShapedLayer> layers) =>
        problem.RuleId == RuleIds.DenseOnSpatial
        && layers
            .SkipWhile(layer => layer.AttributeIndex <= problem.Anchor.Index)
            .SkipWhile(layer => layer.Layer.PassesMask)
            .FirstOrDefault() is { Layer.JoinsPositions: true };
}
