using Microsoft.CodeAnalysis.CSharp;
using ShapeGen.Generator.Core;
using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Layers;

namespace ShapeGen.Generator.Graph;

/// <summary>What is wrong with the names and uses of one graph, and how it is said: each cause once, and a block's own mistakes on the block.</summary>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class GraphProblems(List<Problem> problems)
{
    private const int NamesInMessage = 8;

    /// <summary>Something is wrong that is reported elsewhere.</summary>
    public bool IsMalformed { get; private set; }

    /// <summary>Leaves the model silent: what is wrong is reported elsewhere.</summary>
    public void MarkMalformed() => IsMalformed = true;

    /// <summary>Reports a layer that has no attribute of its own, and leaves the model silent.</summary>
    public void ReportMissing(GraphScope scope, MissingLayer missing, NodePosition position)
    {
        Repair[] repairs = missing.IsIdle ? [Repair.Remove()] : [];
        var problem = new Problem(
            RuleIds.MissingLayer,
            position.At(),
            new EquatableArray<string>([missing.Name, missing.Message]),
            repairs.Select(repair => repair with { AttributeIndex = position.AttributeIndex }).ToEquatableArray());
        Report(scope, problem);
        MarkMalformed();
    }

    /// <summary>What messages call a layer, or a use of blocks: <c>Residual&lt;Basic&gt; "first"</c>.</summary>
    public static string LabelOf(LayerDeclaration layer)
    {
        string blocks = layer.Blocks.Count == 0 ? "" : $"<{string.Join(", ", layer.Blocks.Select(block => block.Name))}>";
        return LayerNames.Label(layer.LayerType + blocks, layer.Argument("Name") as string);
    }

    /// <summary>Whatever hangs in the air: a layer's output that neither a layer nor the caller reads.</summary>
    public void CheckUnread(GraphScope scope, IEnumerable<int> outputs, bool isBlock)
    {
        foreach (int source in outputs)
        {
            scope.Read(source);
        }

        foreach ((int tensor, string name, NodePosition position) in scope.HasUnknown ? [] : scope.Unread())
        {
            string shown = LayerNames.OnOneLine(name);
            string message =
                tensor == scope.Running ? $"is read by nothing, because the outputs are others: add [Output(\"{shown}\")], or remove the layer"
                : $"is read by nothing{(scope.ReadInsteadOf(position.AttributeIndex) is { } other ? $", because the next layer reads \"{LayerNames.OnOneLine(other)}\"" : "")}: name it in a merging layer{(isBlock ? "" : $", add [Output(\"{shown}\")]")}, or remove the layer";
            Report(scope, Removable(RuleIds.UnreadOutput, position, $"The output of \"{shown}\"", message));
        }
    }

    /// <summary>Inputs that no layer reads.</summary>
    public void CheckUnreadInputs(GraphScope scope, string[] inputs, IReadOnlyList<InputDeclaration> declared)
    {
        for (int i = 0; i < inputs.Length && !scope.HasUnknown; i++)
        {
            InputDeclaration? input = declared.ElementAtOrDefault(i);
            if (input is not null && !scope.IsRead(i))
            {
                NodePosition position = scope.PositionOf(input.AttributeIndex);
                Report(scope, Removable(RuleIds.UnreadOutput, position, $"The input \"{LayerNames.OnOneLine(inputs[i])}\"", "is read by no layer: name it in a From or in a merging layer, or remove it"));
            }
        }
    }

    /// <summary>Reports a name that stands for nothing.</summary>
    /// <returns>The name that is probably meant, or null.</returns>
    public string? ReportUnknown(GraphScope scope, NodePosition position, string label, string argument, int element, string name, string kind, IEnumerable<string> known)
    {
        string shown = LayerNames.OnOneLine(name);
        string[] names = [.. known];
        bool isLater = scope.IsDeclaredLater(name, position.AttributeIndex);
        string? nearest = isLater ? null : NearestName.Find(name, names);
        scope.HasUnknown |= nearest is null;
        if (scope.LacksName && nearest is null && !isLater)
        {
            return null;
        }

        string list = string.Join(", ", names.Take(NamesInMessage).Select(n => $"\"{LayerNames.OnOneLine(n)}\"")) + (names.Length > NamesInMessage ? ", …" : "");
        string wayOut =
            nearest is not null ? $"did you mean \"{LayerNames.OnOneLine(nearest)}\"?"
            : names.Length == 0 ? "there is none yet"
            : names.Length == 1 ? $"the only name here is {list}"
            : $"the names here are {list}";
        string message = isLater
            ? $"names \"{shown}\", which does not come before it: a layer can only read what is declared above it"
            : $"names \"{shown}\", which is no earlier {kind}: {wayOut}";
        Repair[] repairs = nearest is null ? [] :
            [Repair.Set(argument, SymbolDisplay.FormatLiteral(nearest, quote: true)) with { AttributeIndex = position.AttributeIndex, Scope = position.Scope, Element = element }];
        Report(scope, new Problem(RuleIds.UnknownName, position.At(argument, element), new EquatableArray<string>([label + position.Within, message]), repairs.ToEquatableArray()));
        return nearest;
    }

    private static Problem Removable(string ruleId, NodePosition position, string subject, string message) =>
        new(ruleId, position.At(), new EquatableArray<string>([subject, message]), new EquatableArray<Repair>([Repair.Remove() with { AttributeIndex = position.AttributeIndex, Scope = position.Scope }]));

    public void Report(GraphScope scope, string ruleId, Anchor anchor, params string[] arguments) =>
        Report(scope, new Problem(ruleId, anchor, arguments.ToEquatableArray()));

    /// <summary>Reports a mistake where it is; inside a block that has an analysis of its own, that one does.</summary>
    public void Report(GraphScope scope, Problem problem)
    {
        if (scope.Reports)
        {
            ReportOnce(problem);
        }
        else
        {
            MarkMalformed();
        }
    }

    /// <summary>Reports what the uses of blocks make together, on the attribute of the type itself that leads there.</summary>
    public void ReportOnOwnAttribute(GraphScope scope, int attributeIndex, string subject, string message)
    {
        int own = scope.Path.Count > 0 ? scope.Path[0].AttributeIndex : attributeIndex;
        ReportOnce(new Problem(RuleIds.InvalidBlock, new Anchor(AnchorKind.Attribute, own), new EquatableArray<string>([subject, message])));
    }

    private void ReportOnce(Problem problem)
    {
        if (!problems.Contains(problem))
        {
            problems.Add(problem);
        }
    }
}
