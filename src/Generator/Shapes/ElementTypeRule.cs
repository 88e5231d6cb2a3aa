using ShapeGen.Generator.Core;
using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Graph;

namespace ShapeGen.Generator.Shapes;

/// <summary>
/// Which type a model computes with: that of its floating-point inputs, else the type argument of the layers that turn
/// integers into numbers, else <see langword="float"/>.
/// </summary>
internal static class ElementTypeRule
{
    /// <summary>Chooses the type, and reports each layer that asks for another one.</summary>
    public static ElementType Choose(IReadOnlyList<ResolvedInput> inputs, ModelGraph graph, List<Problem> problems)
    {
        (GraphNode Node, string Name)[] asking = [.. graph.Nodes.Where(node => !node.Position.IsReportedByBlock && node.Declaration.Argument(AttributeReader.ElementTypeArgument) is string).Select(node => (node, (string)node.Declaration.Argument(AttributeReader.ElementTypeArgument)!))];
        ResolvedInput? input = inputs.FirstOrDefault(i => !i.IsInteger && i.IsKnown);
        ElementType chosen = input?.Element ?? asking.Select(a => ElementTypes.Parse(a.Name)).FirstOrDefault(type => type is not null) ?? ElementType.Single;
        var causes = new HashSet<string>(StringComparer.Ordinal);
        foreach ((GraphNode node, string name) in asking.Where(a => ElementTypes.Parse(a.Name) != chosen))
        {
            string message = ElementTypes.Parse(name) is null
                ? "not supported: use float, double or System.Half"
                : $"not {NameOf(chosen)}, that of {(input is null ? "the layers before it" : "the first floating-point input")}: a model computes with one type";
            var problem = new Problem(RuleIds.UnsupportedElementType, node.Position.At(), new EquatableArray<string>([name, message]));
            if (causes.Add(node.Position.Cause(problem)))
            {
                problems.Add(problem);
            }
        }

        return chosen;
    }

    private static string NameOf(ElementType type) => type.StorageName().Replace("global::", "");
}
