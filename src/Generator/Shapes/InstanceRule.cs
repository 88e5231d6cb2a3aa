using ShapeGen.Generator.Core;
using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Diagnostics;

namespace ShapeGen.Generator.Shapes;

/// <summary>SHAPE0005 of a type that cannot have instances: weights need one. Those of a block are held by the models that use it.</summary>
internal static class InstanceRule
{
    public static IEnumerable<Problem> Check(ModelDeclaration declaration, IReadOnlyList<ShapedLayer> layers)
    {
        ModelType type = declaration.Type;
        if (!declaration.IsBlock && type.Obstacles.Count == 0 && type.WeightObstacles.Count > 0 && layers.FirstOrDefault(l => l.Weights.Count > 0) is { } weighted)
        {
            yield return new Problem(
                RuleIds.UnsupportedTarget,
                new Anchor(AnchorKind.TypeName),
                new EquatableArray<string>([type.Name, "model", $"{type.WeightObstacles[0]}, and its layer {weighted.ShownName} has weights that an instance must hold", DeclarationRules.CureOf(type.WeightObstacles[0])]));
        }
    }
}
