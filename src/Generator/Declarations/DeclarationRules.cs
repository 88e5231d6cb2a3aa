using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Layers;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Declarations;

/// <summary>SHAPE00xx: what can be wrong with a declaration before any shape is looked at.</summary>
internal static class DeclarationRules
{
    public static IEnumerable<Problem> Check(ModelDeclaration declaration)
    {
        ModelType type = declaration.Type;
        var typeName = new Anchor(AnchorKind.TypeName);
        if (type.Obstacles.Count > 0)
        {
            yield return Problem(RuleIds.UnsupportedTarget, typeName, type.Name, type.Obstacles[0], CureOf(type.Obstacles[0]));
        }
        else if (type.NotPartial >= 0)
        {
            yield return Problem(RuleIds.NotPartial, typeName with { Index = type.NotPartial }, type.Name, type.NameAt(type.NotPartial));
        }

        if (type.StrayAttribute >= 0)
        {
            yield return Problem(RuleIds.SeveralDeclarations, new Anchor(AnchorKind.Attribute, type.StrayAttribute), type.Name);
        }

        if (declaration.IsBlock)
        {
            foreach (Problem problem in CheckBlock(declaration))
            {
                yield return problem;
            }

            yield break;
        }

        foreach (InputDeclaration extra in declaration.Inputs.Skip(1).Where(input => IsSurplus(declaration, input)))
        {
            yield return Problem(RuleIds.SeveralInputs, new Anchor(AnchorKind.Attribute, extra.AttributeIndex), type.Name);
        }

        if (declaration.Inputs.Count == 0)
        {
            yield return Problem(RuleIds.NoInput, typeName, type.Name, declaration.Layers.Count > 0 ? declaration.Layers[0].LayerType : "");
        }
        else
        {
            if (declaration.Layers.Count == 0)
            {
                yield return Problem(RuleIds.NoLayers, new Anchor(AnchorKind.Attribute, declaration.Inputs[0].AttributeIndex), type.Name);
            }

            foreach (Problem problem in declaration.Inputs.Take(1).Concat(declaration.Inputs.Skip(1).Where(i => i.Source == InputSource.Shape && i.Name is not null)).SelectMany(CheckInput))
            {
                yield return problem;
            }
        }
    }

    /// <summary>Whether an input after the first cannot stand beside it: several are told apart by their names, and another model's output is the only one.</summary>
    public static bool IsSurplus(ModelDeclaration declaration, InputDeclaration input) =>
        input.Source != InputSource.Shape || input.Name is null || declaration.Inputs[0].Source != InputSource.Shape;

    /// <summary>A block takes its shape, and gives its one output, where it is used.</summary>
    private static IEnumerable<Problem> CheckBlock(ModelDeclaration declaration)
    {
        string name = declaration.Type.Name;
        foreach (int index in declaration.Inputs.Select(i => i.AttributeIndex).Take(1))
        {
            yield return Problem(RuleIds.InvalidBlock, new Anchor(AnchorKind.Attribute, index), name, "is a block and has an input: a block takes its shape where it is used, so remove the input, or [Block]");
        }

        foreach (int index in declaration.Outputs.Select(o => o.AttributeIndex).Take(1))
        {
            yield return Problem(RuleIds.InvalidBlock, new Anchor(AnchorKind.Attribute, index), name, "is a block and has an [Output]: the output of a block is that of its last layer, so remove it");
        }

        if (declaration.Layers.Count == 0)
        {
            yield return Problem(RuleIds.InvalidBlock, new Anchor(AnchorKind.Attribute, declaration.Block), name, "is a block without layers: add layers to it, or remove it and use Identity");
        }
    }

    /// <summary>The rule that needs the layers bound: whether there are weights at all. Those of a block are held by the models that use it.</summary>
    public static IEnumerable<Problem> CheckLayers(ModelDeclaration declaration, IReadOnlyList<ShapedLayer> layers)
    {
        ModelType type = declaration.Type;
        if (!declaration.IsBlock && type.Obstacles.Count == 0 && type.WeightObstacles.Count > 0 && layers.FirstOrDefault(l => l.Weights.Count > 0) is { } weighted)
        {
            yield return Problem(
                RuleIds.UnsupportedTarget,
                new Anchor(AnchorKind.TypeName),
                type.Name,
                $"{type.WeightObstacles[0]}, and its layer {weighted.ShownName} has weights that an instance must hold",
                CureOf(type.WeightObstacles[0]));
        }
    }

    /// <summary>What stands at the upper end of a chain of <c>[InputFrom]</c>.</summary>
    public static InputSource OriginOf(InputDeclaration input)
    {
        InputDeclaration origin = input;
        while (origin.Upstream is { Inputs.Count: > 0 } upstream)
        {
            origin = upstream.Inputs[0];
        }

        return origin.Source;
    }

    /// <summary>The chain of <c>[InputFrom]</c> never comes to a shape; of such models each is told.</summary>
    public static bool IsEndless(InputDeclaration input) => OriginOf(input) is InputSource.Cycle or InputSource.TooFar;

    private static IEnumerable<Problem> CheckInput(InputDeclaration input)
    {
        var anchor = new Anchor(AnchorKind.Attribute, input.AttributeIndex);
        if (IsEndless(input))
        {
            string where = OriginOf(input) == InputSource.Cycle
                ? "leads back to this model"
                : $"stands at the end of {InvariantText.Of(DeclarationReader.LongestChain)} or more models that take each other's output";
            yield return Problem(RuleIds.InvalidInputFrom, anchor, input.SourceName!, $"{where}: give one of them an [InputShape]");
        }
        else if (input.Source == InputSource.NoModel)
        {
            yield return Problem(RuleIds.InvalidInputFrom, anchor, input.SourceName!, "is no ShapeGen model: name a class that has an [InputShape]");
        }
        else if (input.Source == InputSource.Block)
        {
            yield return Problem(RuleIds.InvalidInputFrom, anchor, input.SourceName!, $"is a block, which has a shape only where it is used: give this model an [InputShape], and use the block's layers with [Apply<{input.SourceName}>]");
        }
        else if (input.Source == InputSource.SeveralOutputs)
        {
            yield return Problem(RuleIds.InvalidInputFrom, anchor, input.SourceName!, "has several outputs, and the input could be any of them: give this model an [InputShape] with the shape of the one that it takes");
        }
        else if (input.Source is InputSource.Shape or InputSource.Signature && ShapeInference.ElementTypeOf(input) is null)
        {
            yield return Problem(RuleIds.UnsupportedElementType, anchor, input.ElementTypeName);
        }
    }

    private static string CureOf(string obstacle) => obstacle == ModelTypeReader.NamedAsMember ? "rename it" : "use a plain partial class";

    private static Problem Problem(string ruleId, Anchor anchor, params string[] arguments) => new(ruleId, anchor, arguments.ToEquatableArray());
}
