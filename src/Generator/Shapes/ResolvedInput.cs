using ShapeGen.Generator.Core;
using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Layers;

namespace ShapeGen.Generator.Shapes;

/// <summary>The shape and element type of one input, wherever they come from.</summary>
/// <param name="Shape">The shape.</param>
/// <param name="Element">The element type.</param>
/// <param name="IsMalformed">The compiler reports its attribute.</param>
/// <param name="IsSilenced">It comes from an invalid model, which has its own error.</param>
/// <param name="IsKnown">There is a shape; else one stands in.</param>
/// <param name="IsRankGuessed">Its declaration is wrong and has its error; which rank was meant is a guess.</param>
/// <param name="AttributeIndex">The place of its <c>[InputShape]</c> among the type's ShapeGen attributes; −1 where it has none.</param>
internal sealed record ResolvedInput(TensorShape Shape, ElementType Element, bool IsMalformed = false, bool IsSilenced = false, bool IsKnown = true, bool IsRankGuessed = false, int AttributeIndex = -1)
{
    /// <summary>It holds integers; the element type stands in.</summary>
    public bool IsInteger { get; init; }

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
                bool isEndless = DeclarationRules.IsEndless(input);
                return new ResolvedInput(upstream.Output, upstream.ElementType, IsSilenced: !upstream.IsValid && !isEndless, IsKnown: !isEndless);
            case InputSource.Cycle or InputSource.TooFar or InputSource.NoModel or InputSource.Block or InputSource.SeveralOutputs:
                return ResolvedInput.Unknown;
            default:
                bool hasBatch = HasUnknownBatch(input);
                TensorShape shape = hasBatch ? WithoutBatch(input, problems) : CheckedShape(input, problems);
                return new ResolvedInput(shape, input.Element ?? ElementType.Single, IsRankGuessed: hasBatch, AttributeIndex: input.Source == InputSource.Shape ? input.AttributeIndex : -1) { IsInteger = input.IsInteger };
        }
    }

    /// <summary>A −1 before positive sizes is the batch axis, as other tools write it.</summary>
    private static bool HasUnknownBatch(InputDeclaration input) =>
        input.Dimensions.Count >= 2 && input.Dimensions[0] == -1 && input.Dimensions.Skip(1).All(d => d > 0);

    private static TensorShape WithoutBatch(InputDeclaration input, List<Problem> problems)
    {
        var declared = new TensorShape(input.Dimensions);
        TensorShape sample = DeclaredAxes.WithoutFirst(declared);
        problems.Add(new Problem(
            RuleIds.DimensionNotPositive,
            new Anchor(AnchorKind.Attribute, input.AttributeIndex, "dimensions", 0),
            new EquatableArray<string>(["InputShape", $"has the batch axis, -1, in {declared}: leave it out, as in {sample}"]),
            new EquatableArray<Repair>([Repair.LeaveOutFirstAxis(sample) with { AttributeIndex = input.AttributeIndex }])));
        return CheckedSize(sample, declared, input, problems);
    }

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

        return CheckedSize(new TensorShape(declared.Dimensions.Select(d => Math.Max(1, d)).ToEquatableArray()), declared, input, problems);
    }

    private static TensorShape CheckedSize(TensorShape shape, TensorShape declared, InputDeclaration input, List<Problem> problems)
    {
        if (shape.ElementCount > TensorShape.MaximumLength)
        {
            string message = $"has {declared}: more than the {TensorShape.MaximumLength} values that an array can hold";
            problems.Add(new Problem(RuleIds.TooLarge, new Anchor(AnchorKind.Attribute, input.AttributeIndex), new EquatableArray<string>(["InputShape", message])));
        }

        return shape;
    }
}
