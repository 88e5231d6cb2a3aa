using ShapeGen.Generator.Core;
using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Graph;
using ShapeGen.Generator.Layers;

namespace ShapeGen.Generator.Shapes;

/// <summary>
/// Walks the shapes through the graph. A wrong shape is reported once: the layers after the failing one take what it
/// would have produced, so that a second, independent mistake is still found.
/// </summary>
internal static class ShapeInference
{
    public static ShapedModel Infer(ModelDeclaration declaration)
    {
        var problems = new List<Problem>(DeclarationRules.Check(declaration));
        IReadOnlyList<InputDeclaration> declared = DeclarationRules.InputsOf(declaration);
        ResolvedInput[] inputs = [.. declared.Select(input => ResolvedInput.Of(input, problems))];
        inputs = inputs.Length == 0 || declaration.IsBlock ? [ResolvedInput.Unknown] : inputs;
        ModelGraph graph = GraphBuilder.Build(declaration, problems);
        var elementProblems = new List<Problem>();
        ElementType element = ElementTypeRule.Choose(inputs, graph, elementProblems);
        var placement = new LayerPlacement(inputs, [.. Enumerable.Range(0, inputs.Length).Select(i => declared.ElementAtOrDefault(i)?.Name)], declaration.Type.Name, element, problems);
        foreach (GraphNode node in graph.Nodes)
        {
            placement.Place(node);
        }

        placement.CheckRepetitions(graph.Repetitions);
        placement.CheckOutputs(graph.Outputs);
        problems.AddRange(elementProblems);
        problems.AddRange(InstanceRule.Check(declaration, placement.Layers));
        problems.AddRange(inputs.Any(input => !input.IsKnown) ? [] : DataFormatRule.Check(placement.Layers, inputs.Length).GroupBy(found => found.Cause).Select(found => found.First().Problem));
        problems.RemoveAll(problem => LastAxisRule.IsMeant(problem, placement.Layers, inputs.Length));
        bool isSilenced = graph.IsMalformed || placement.IsMalformed || inputs.Any(input => input.IsMalformed || input.IsSilenced);
        return new ShapedModel(
            declaration,
            element,
            inputs.Select((input, i) => new ShapedInput(graph.InputNames[i], input.Shape) { IsInteger = input.IsInteger }).ToEquatableArray(),
            placement.Layers.ToEquatableArray(),
            graph.Outputs.Select(output => new ShapedOutput(output.Name, output.Source, placement.ShapeOf(output.Source))).ToEquatableArray(),
            Select(problems, isSilenced, isError: true),
            Select(problems, isSilenced, isError: false),
            isSilenced);
    }

    /// <summary>What the compiler or another model's error explains needs no second voice.</summary>
    private static EquatableArray<Problem> Select(List<Problem> problems, bool isSilenced, bool isError) =>
        problems.Where(p => Rules.IsError(p.RuleId) == isError && (!isSilenced || p.RuleId == RuleIds.MissingLayer)).ToEquatableArray();
}
