using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Diagnostics;

namespace ShapeGen.Generator.Shapes;

/// <summary>The shape and element type of one input, wherever they come from.</summary>
/// <param name="Shape">The shape.</param>
/// <param name="Element">The element type.</param>
/// <param name="IsMalformed">The compiler reports its attribute.</param>
/// <param name="IsSilenced">It comes from an invalid model, which has its own error.</param>
/// <param name="IsKnown">There is a shape; else one stands in.</param>
internal sealed record ResolvedInput(TensorShape Shape, ElementType Element, bool IsMalformed = false, bool IsSilenced = false, bool IsKnown = true)
{
    /// <summary>Stands in where no shape was declared, so that a stub has members.</summary>
    public static ResolvedInput Unknown { get; } = new(new TensorShape(1), ElementType.Single, IsKnown: false);

    /// <summary>Resolves an input.</summary>
    /// <param name="input">What the user wrote.</param>
    /// <param name="problems">Takes what is wrong with its dimensions.</param>
    public static ResolvedInput Of(InputDeclaration input, List<Problem> problems)
    {
        switch (input.Source)
        {
            case InputSource.Malformed:
                return ResolvedInput.Unknown with { IsMalformed = true };
            case InputSource.Model:
                ShapedModel upstream = ShapeInference.Infer(input.Upstream!);
                bool isCycle = DeclarationRules.LeadsToCycle(input);
                return new ResolvedInput(upstream.Output, upstream.ElementType, IsSilenced: !upstream.IsValid && !isCycle, IsKnown: !isCycle);
            case InputSource.Cycle or InputSource.NoModel:
                return ResolvedInput.Unknown;
            default:
                return new ResolvedInput(CheckedShape(input, problems), ElementTypeOf(input) ?? ElementType.Single);
        }
    }

    /// <summary>The element type by its C# name, or null where it is none of ours.</summary>
    public static ElementType? ElementTypeOf(InputDeclaration input) => input.ElementTypeName switch
    {
        "float" => ElementType.Single,
        "double" => ElementType.Double,
        "System.Half" => ElementType.Half,
        _ => null,
    };

    private static TensorShape CheckedShape(InputDeclaration input, List<Problem> problems)
    {
        var declared = new TensorShape(input.Dimensions);
        for (int axis = 0; axis < declared.Rank; axis++)
        {
            if (declared[axis] < 1)
            {
                string message = $"has the dimension {InvariantText.Of(declared[axis])} in {declared}: every dimension must be positive, and the batch axis is left out";
                problems.Add(new Problem(RuleIds.DimensionNotPositive, new Anchor(AnchorKind.Attribute, input.AttributeIndex, "dimensions", axis), new EquatableArray<string>(["InputShape", message])));
            }
        }

        var shape = new TensorShape(declared.Dimensions.Select(d => Math.Max(1, d)).ToEquatableArray());
        if (shape.ElementCount > ShapeInference.MaximumLength)
        {
            string message = $"has {declared}: more than the {ShapeInference.MaximumLength} values that an array can hold";
            problems.Add(new Problem(RuleIds.TooLarge, new Anchor(AnchorKind.Attribute, input.AttributeIndex), new EquatableArray<string>(["InputShape", message])));
        }

        return shape;
    }
}
