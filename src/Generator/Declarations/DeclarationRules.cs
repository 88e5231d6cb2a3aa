using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;

namespace ShapeGen.Generator.Declarations;

/// <summary>SHAPE00xx: what can be wrong with a declaration before any shape is looked at.</summary>
internal static class DeclarationRules
{
    public static IEnumerable<Problem> Check(ModelDeclaration declaration)
    {
        ModelType type = declaration.Type;
        var typeName = new Anchor(AnchorKind.TypeName);
        string kind = declaration.IsBlock ? "block" : "model";
        if (type.Obstacles.Count > 0)
        {
            yield return Problem(RuleIds.UnsupportedTarget, typeName, type.Name, kind, type.Obstacles[0], CureOf(type.Obstacles[0]));
        }
        else if (type.NotPartial >= 0)
        {
            yield return Problem(RuleIds.NotPartial, typeName with { Index = type.NotPartial }, $"{kind} {type.Name}", type.NameAt(type.NotPartial));
        }

        if (type.StrayAttribute >= 0)
        {
            yield return Problem(RuleIds.SeveralDeclarations, new Anchor(AnchorKind.Attribute, type.StrayAttribute), $"{kind} {type.Name}");
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
            bool isNameless = extra.Source == InputSource.Shape && declaration.Inputs[0].Source == InputSource.Shape;
            string message = isNameless
                ? ": give this one a Name for Forward and From, or remove it"
                : ", but [InputFrom] must be the only one: keep one [InputShape] or [InputFrom]";
            yield return Problem(RuleIds.SeveralInputs, new Anchor(AnchorKind.Attribute, extra.AttributeIndex), type.Name, message);
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

            InputDeclaration first = InputsOf(declaration).FirstOrDefault(input => !input.IsInteger) ?? declaration.Inputs[0];
            foreach (Problem problem in InputsOf(declaration).SelectMany(input => CheckInput(input, first)))
            {
                yield return problem;
            }
        }
    }

    /// <summary>The inputs that the model has; what is one too many has its error, and nothing else is said of it.</summary>
    public static IReadOnlyList<InputDeclaration> InputsOf(ModelDeclaration declaration) =>
        [.. declaration.Inputs.Where(input => !IsSurplus(declaration, input))];

    /// <summary>Several inputs are told apart by their names; another model's output is the only one.</summary>
    private static bool IsSurplus(ModelDeclaration declaration, InputDeclaration input) =>
        !ReferenceEquals(input, declaration.Inputs[0])
        && (input.Source != InputSource.Shape || input.Name is null || declaration.Inputs[0].Source != InputSource.Shape);

    /// <summary>A block takes its shape, and gives its one output, where it is used.</summary>
    private static IEnumerable<Problem> CheckBlock(ModelDeclaration declaration)
    {
        string name = declaration.Type.Name;
        foreach (int index in declaration.Inputs.Select(i => i.AttributeIndex).Take(1))
        {
            yield return Removable(index, name, "is a block, which takes its shape where it is used: remove its input, or [Block] if it is a model");
        }

        foreach (int index in declaration.Outputs.Select(o => o.AttributeIndex).Take(1))
        {
            yield return Removable(index, name, "is a block, whose output is that of its last layer: remove [Output]");
        }

        if (declaration.Layers.Count == 0)
        {
            yield return Problem(RuleIds.InvalidBlock, new Anchor(AnchorKind.Attribute, declaration.Block), name, "is a block without layers: add layers, or use Identity in its place");
        }

        static Problem Removable(int index, string name, string message) => Problem(RuleIds.InvalidBlock, new Anchor(AnchorKind.Attribute, index), name, message) with
        {
            Repairs = new EquatableArray<Repair>([Repair.Remove() with { AttributeIndex = index }]),
        };
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

    private static IEnumerable<Problem> CheckInput(InputDeclaration input, InputDeclaration first)
    {
        var anchor = new Anchor(AnchorKind.Attribute, input.AttributeIndex);
        if (input.Name is not null && string.IsNullOrWhiteSpace(input.Name))
        {
            yield return Problem(RuleIds.ArgumentOutOfRange, anchor with { Argument = "Name" }, "InputShape", "needs a Name that is not blank, or none");
        }

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
        else if (input.Source is InputSource.Shape or InputSource.Signature && !input.IsInteger && input.Element is null)
        {
            yield return Problem(RuleIds.UnsupportedElementType, anchor, input.ElementTypeName, "not supported: use float, double or System.Half, or int for what an Embedding reads");
        }
        else if (!input.IsInteger && input.ElementTypeName != first.ElementTypeName && first.Element is not null)
        {
            yield return Problem(RuleIds.UnsupportedElementType, anchor, input.ElementTypeName, $"not {first.ElementTypeName}, that of the first floating-point input: a model computes with one type");
        }
    }

    /// <summary>What to do about something that keeps the generator from writing into a type.</summary>
    public static string CureOf(string obstacle) => obstacle == ModelTypeReader.NamedAsMember ? "rename it" : "use a plain partial class";

    private static Problem Problem(string ruleId, Anchor anchor, params string[] arguments) => new(ruleId, anchor, arguments.ToEquatableArray());
}
