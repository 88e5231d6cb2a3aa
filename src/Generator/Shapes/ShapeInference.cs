using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Layers;

namespace ShapeGen.Generator.Shapes;

/// <summary>
/// Walks the shape through the layers. A wrong shape is reported once: the layers behind the failing one take what it
/// would have produced, so that a second, independent mistake is still found.
/// </summary>
internal static class ShapeInference
{
    /// <summary>The largest length of an array, and so of a buffer: <c>Array.MaxLength</c>.</summary>
    public const long MaximumLength = 0x7FFFFFC7;

    public static ShapedModel Infer(ModelDeclaration declaration)
    {
        var problems = new List<Problem>(DeclarationRules.Check(declaration));
        ResolvedInput input = ResolveInput(declaration, problems);
        var layers = new List<ShapedLayer>();
        bool isMalformed = input.IsMalformed;
        var names = new LayerNames();
        var current = new LayerInput(input.Shape, "the input", -1, []);
        foreach (LayerDeclaration layer in declaration.Layers)
        {
            if (layer.IsMalformed || LayerCatalog.Find(layer.LayerType) is not { } definition)
            {
                isMalformed = true;
                continue;
            }

            ShapedLayer shaped = Place(definition, layer, names, current, input.IsKnown, problems);
            layers.Add(shaped);
            current = Behind(shaped, current);
        }

        problems.AddRange(DeclarationRules.CheckLayers(declaration, layers));
        problems.AddRange(DataFormatRule.Check(layers));
        bool isSilenced = isMalformed || input.IsSilenced;
        return new ShapedModel(
            declaration,
            input.Element,
            input.Shape,
            layers.ToEquatableArray(),
            Select(problems, isSilenced, isError: true),
            Select(problems, isSilenced, isError: false),
            isSilenced);
    }

    /// <summary>What the compiler or another model's error explains needs no second voice.</summary>
    private static EquatableArray<Problem> Select(List<Problem> problems, bool isSilenced, bool isError) =>
        isSilenced ? default : problems.Where(p => Rules.IsError(p.RuleId) == isError).ToEquatableArray();

    /// <summary>What arrives at the next layer; behind layers that leave every element in its place it still comes from before them.</summary>
    private static LayerInput Behind(ShapedLayer layer, LayerInput input) => layer.Layer.KeepsElements
        ? input with { Shape = layer.Output }
        : new LayerInput(layer.Output, $"{layer.TypeName} of {layer.Input}", layer.AttributeIndex, [.. layer.Layer.Alternatives(layer.Input)], layer.Layer.WorksOnLastAxis);

    /// <summary>How messages call a layer: its class, and its name where it has been given one.</summary>
    public static string Label(string typeName, string? name) => name is null ? typeName : $"{typeName} \"{LayerNames.OnOneLine(name)}\"";

    private static ShapedLayer Place(LayerDefinition definition, LayerDeclaration declaration, LayerNames names, LayerInput input, bool isInputKnown, List<Problem> problems)
    {
        var found = new LayerProblems();
        var arguments = new LayerArguments(declaration, found);
        Layer layer = definition.Bind(arguments);

        // Without a real input only the arguments can be wrong: its absence is reported, and once is enough.
        TensorShape output = layer.InferShape(input, isInputKnown ? found : new LayerProblems());
        EquatableArray<WeightSpec> weights = layer.Weights(input.Shape);
        if (isInputKnown && !found.HasErrors)
        {
            CheckSize(input, output, layer, found);
        }

        string? given = arguments.Name;
        if (given is not null && string.IsNullOrWhiteSpace(given))
        {
            found.Add(RuleIds.ArgumentOutOfRange, "needs a Name that is not blank, or none", "Name");
        }

        string label = Label(definition.Name, given);
        problems.AddRange(found.Items.Select(p => Locate(p, label, declaration.AttributeIndex, input.OriginIndex)));
        return new ShapedLayer(layer, definition.Name, given ?? names.Next(definition.Name), declaration.AttributeIndex, input.Shape, output, weights);
    }

    private static Problem Locate(LayerProblem problem, string label, int own, int origin) => new(
        problem.RuleId,
        new Anchor(AnchorKind.Attribute, own, problem.Argument, problem.Element),
        new EquatableArray<string>([label, problem.Message]),
        problem.Repairs.Select(r => r with { AttributeIndex = r.IsOfOrigin ? origin : own }).ToEquatableArray(),
        problem.Magnitude);

    private static void CheckSize(LayerInput input, TensorShape output, Layer layer, LayerProblems problems)
    {
        if (input.Shape.ElementCount <= MaximumLength && output.ElementCount > MaximumLength)
        {
            problems.Add(RuleIds.TooLarge, $"makes {output} of {input.Shape}: more than the {MaximumLength} values that an array can hold");
        }

        Repair[] repairs =
        [
            .. from alternative in input.Alternatives
               where alternative.Repair?.Kind == RepairKind.ExchangeLayer && layer.Weights(alternative.Output).All(w => w.Length <= MaximumLength)
               select alternative.Repair,
        ];
        foreach (WeightSpec weight in layer.Weights(input.Shape).Where(w => w.Length > MaximumLength))
        {
            string wayOut = repairs.Length > 0 ? $"; {repairs[0].Text} before it needs far fewer" : "";
            problems.Add(
                RuleIds.TooLarge,
                $"needs a {weight.Name} of {weight.Shape} for {input.Shape} from {input.Origin}: {InvariantText.Grouped(weight.Length)} parameters, more than the {InvariantText.Grouped(MaximumLength)} that an array can hold{wayOut}",
                repairs: repairs);
        }
    }

    private static ResolvedInput ResolveInput(ModelDeclaration declaration, List<Problem> problems)
    {
        if (declaration.Inputs.Count == 0)
        {
            return ResolvedInput.Unknown;
        }

        InputDeclaration input = declaration.Inputs[0];
        switch (input.Source)
        {
            case InputSource.Malformed:
                return ResolvedInput.Unknown with { IsMalformed = true };
            case InputSource.Model:
                ShapedModel upstream = Infer(input.Upstream!);
                bool isEndless = DeclarationRules.IsEndless(input);
                return new ResolvedInput(upstream.Output, upstream.ElementType, IsSilenced: !upstream.IsValid && !isEndless, IsKnown: !isEndless);
            case InputSource.Cycle or InputSource.TooFar or InputSource.NoModel:
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
        if (shape.ElementCount > MaximumLength)
        {
            string message = $"has {declared}: more than the {MaximumLength} values that an array can hold";
            problems.Add(new Problem(RuleIds.TooLarge, new Anchor(AnchorKind.Attribute, input.AttributeIndex), new EquatableArray<string>(["InputShape", message])));
        }

        return shape;
    }

    private sealed record ResolvedInput(TensorShape Shape, ElementType Element, bool IsMalformed = false, bool IsSilenced = false, bool IsKnown = true)
    {
        /// <summary>Stands in where no shape was declared, so that a stub has members.</summary>
        public static ResolvedInput Unknown { get; } = new(new TensorShape(1), ElementType.Single, IsKnown: false);
    }
}
