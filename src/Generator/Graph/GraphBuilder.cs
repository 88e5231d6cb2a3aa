using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Layers;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Graph;

/// <summary>
/// Resolves a declaration to a graph: expands the blocks and turns names into tensors. A mistake inside a block is the
/// block's own: its analysis reports it, and the models that use the block stay silent.
/// </summary>
internal sealed class GraphBuilder
{
    private readonly ModelDeclaration _declaration;
    private readonly List<Problem> _problems;
    private readonly List<GraphNode> _nodes = [];
    private readonly List<Repetition> _repetitions = [];
    private readonly int _inputs;
    private bool _isMalformed;

    private GraphBuilder(ModelDeclaration declaration, List<Problem> problems)
    {
        _declaration = declaration;
        _problems = problems;

        // A block has one, whatever stands on it: its inputs have their error.
        _inputs = declaration.IsBlock ? 1 : Math.Max(1, declaration.Inputs.Count);
    }

    /// <summary>Builds the graph of a model, or of a block by itself over one input.</summary>
    /// <param name="declaration">What the user wrote.</param>
    /// <param name="problems">Takes what is wrong with names and uses.</param>
    public static ModelGraph Build(ModelDeclaration declaration, List<Problem> problems) => new GraphBuilder(declaration, problems).Build();

    private ModelGraph Build()
    {
        var scope = new GraphScope("", default, "", _declaration.Type.Name.TrimStart('@'), _declaration.Layers);
        string[] inputs = [.. Enumerable.Range(0, _inputs).Select(i => !_declaration.IsBlock && i < _declaration.Inputs.Count ? _declaration.Inputs[i].Name ?? GraphScope.Input : GraphScope.Input)];
        for (int i = 0; i < inputs.Length; i++)
        {
            if (!scope.NameInput(inputs[i], i) && !IsSurplus(i))
            {
                Report(scope, RuleIds.DuplicateName, scope.PositionOf(_declaration.Inputs[i].AttributeIndex).At("Name"), inputs[i]);
            }
        }

        Walk(_declaration.Layers, scope);
        List<(string Name, int Source)> outputs = FindOutputs(scope);
        CheckUnread(scope, outputs);
        for (int i = 1; i < inputs.Length; i++)
        {
            if (!scope.IsRead(i) && _nodes.Count > 0 && !IsSurplus(i))
            {
                Report(scope, RuleIds.UnreadOutput, scope.PositionOf(_declaration.Inputs[i].AttributeIndex).At(), $"The input \"{LayerNames.OnOneLine(inputs[i])}\"", "no layer reads it: name it in a From or in a merging layer, or remove it");
            }
        }

        return new ModelGraph(inputs, _nodes, outputs, _repetitions, _isMalformed);
    }

    /// <summary>An input that has its error and is nobody's to read.</summary>
    private bool IsSurplus(int input) => DeclarationRules.IsSurplus(_declaration, _declaration.Inputs[input]);

    private List<(string Name, int Source)> FindOutputs(GraphScope scope)
    {
        var outputs = new List<(string, int)>();
        foreach (OutputDeclaration output in _declaration.Outputs)
        {
            NodePosition position = scope.PositionOf(output.AttributeIndex);
            if (output.IsMalformed)
            {
                _isMalformed = true;
            }
            else if (scope.TryRead(output.Layer, out int tensor))
            {
                outputs.Add((output.Layer, tensor));
            }
            else
            {
                ReportUnknown(scope, position, "Output", "layer", -1, output.Layer);
            }
        }

        return outputs.Count > 0 ? outputs : [(_nodes.Count > 0 ? _nodes[_nodes.Count - 1].Name : GraphScope.Input, scope.Running)];
    }

    private void Walk(EquatableArray<LayerDeclaration> layers, GraphScope scope)
    {
        foreach (LayerDeclaration layer in layers)
        {
            if (MissingLayers.Find(layer.LayerType) is { } missing)
            {
                Report(scope, Describe(missing, scope.PositionOf(layer.AttributeIndex)));
                _isMalformed = true;
            }
            else if (layer.IsMalformed || layer.Blocks.Any(block => block.Kind == BlockKind.Malformed))
            {
                _isMalformed = true;
            }
            else if (layer.Blocks.Count > 0)
            {
                new BlockUse(this, layer, scope).Expand();
            }
            else if (LayerCatalog.Find(layer.LayerType) is { } definition)
            {
                string? given = layer.Argument("Name") as string;
                AddLayer(definition, layer, given ?? scope.NextName(definition.Name), given, Sources(layer, definition, scope), scope);
            }
            else
            {
                _isMalformed = true;
            }
        }
    }

    private static Problem Describe(MissingLayer missing, NodePosition position)
    {
        Repair[] repairs =
            missing.Replacement is { } replacement ? [Repair.Write(replacement)]
            : missing.IsIdle ? [Repair.Remove()]
            : [];
        return new Problem(
            RuleIds.MissingLayer,
            position.At(),
            new EquatableArray<string>([missing.Name, missing.Message]),
            repairs.Select(repair => repair with { AttributeIndex = position.AttributeIndex }).ToEquatableArray());
    }

    /// <summary>Appends a layer, whose output the next one reads.</summary>
    public void AddLayer(LayerDefinition definition, LayerDeclaration layer, string name, string? given, IEnumerable<int> sources, GraphScope scope)
    {
        NodePosition position = scope.PositionOf(layer.AttributeIndex);
        int tensor = _inputs + _nodes.Count;
        _nodes.Add(new GraphNode(definition, layer, scope.Prefix + name, given, position, sources.ToEquatableArray()));
        scope.Made(tensor, name, position);
        NameTensor(scope, name, tensor, layer.AttributeIndex);
    }

    public int NodeCount => _nodes.Count;

    /// <summary>Lets the nodes from one on take the weights of as many earlier ones.</summary>
    public void ShareWeights(int from, int first)
    {
        for (int i = from; i < _nodes.Count; i++)
        {
            _nodes[i] = _nodes[i] with { SharedWith = first + i - from };
        }
    }

    /// <summary>Marks the nodes from one on as made by a later repetition.</summary>
    public void MarkRepeated(int from)
    {
        for (int i = from; i < _nodes.Count; i++)
        {
            _nodes[i] = _nodes[i] with { IsRepeated = true };
        }
    }

    public void AddRepetition(Repetition repetition) => _repetitions.Add(repetition);

    public void NameTensor(GraphScope scope, string name, int tensor, int attributeIndex)
    {
        if (!scope.Name(name, tensor))
        {
            Report(scope, RuleIds.DuplicateName, scope.PositionOf(attributeIndex).At("Name"), LayerNames.OnOneLine(name));
        }
    }

    /// <summary>The tensor that a layer reads first: the running one, or that of its <c>From</c>.</summary>
    public int Source(LayerDeclaration layer, GraphScope scope)
    {
        if (layer.Argument("From") is not string from)
        {
            scope.Read(scope.Running);
            return scope.Running;
        }

        return Find(layer, "From", -1, from, scope);
    }

    /// <summary>All tensors that a layer reads.</summary>
    private List<int> Sources(LayerDeclaration layer, LayerDefinition definition, GraphScope scope)
    {
        List<int> sources = [Source(layer, scope)];
        if (definition.OtherInputs is { } argument)
        {
            string[] names = layer.Argument(argument) switch
            {
                EquatableArray<string> several => [.. several],
                string one => [one],
                _ => [],
            };
            sources.AddRange(names.Select((name, i) => Find(layer, argument, i, name, scope)));
        }

        return sources;
    }

    private int Find(LayerDeclaration layer, string argument, int element, string name, GraphScope scope)
    {
        if (scope.TryRead(name, out int tensor))
        {
            return tensor;
        }

        NodePosition position = scope.PositionOf(layer.AttributeIndex);
        ReportUnknown(scope, position, ShapeInference.Label(layer.LayerType, layer.Argument("Name") as string), argument, element, name);
        return scope.Running;
    }

    /// <summary>Whatever hangs in the air: a layer's output that neither a layer nor the caller reads.</summary>
    public void CheckUnread(GraphScope scope, IReadOnlyList<(string Name, int Source)> outputs)
    {
        foreach ((_, int source) in outputs)
        {
            scope.Read(source);
        }

        foreach ((string name, NodePosition position) in scope.Unread())
        {
            Report(scope, RuleIds.UnreadOutput, position.At(), $"The output of \"{LayerNames.OnOneLine(name)}\"", "no layer reads it, because a From after it goes elsewhere: merge it, make it an [Output], or remove the layer");
        }
    }

    public void ReportUnknown(GraphScope scope, NodePosition position, string label, string argument, int element, string name)
    {
        string shown = LayerNames.OnOneLine(name);
        string? nearest = NearestName.Find(name, scope.Names);
        string message = scope.IsDeclaredLater(name, position.AttributeIndex)
            ? $"names \"{shown}\", which is declared after it: names refer to what comes before"
            : $"names \"{shown}\", which is no layer, use of a block or input here{(nearest is null ? $"; there {(scope.Names.Count() == 1 ? "is" : "are")} {string.Join(", ", scope.Names.Take(8).Select(n => $"\"{LayerNames.OnOneLine(n)}\""))}" : $": did you mean \"{LayerNames.OnOneLine(nearest)}\"?")}";
        Repair[] repairs = nearest is null || element > 0 ? [] : [Repair.Set(argument, Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(nearest, quote: true)) with { AttributeIndex = position.AttributeIndex }];
        Report(scope, new Problem(RuleIds.UnknownName, position.At(argument, element), new EquatableArray<string>([label, message]), repairs.ToEquatableArray()));
    }

    public void Report(GraphScope scope, string ruleId, Anchor anchor, params string[] arguments) =>
        Report(scope, new Problem(ruleId, anchor, arguments.ToEquatableArray()));

    public void Report(GraphScope scope, Problem problem)
    {
        if (scope.Path.Count > 0)
        {
            // A cycle through the type itself has been reported and must be heard.
            _isMalformed |= problem.RuleId != RuleIds.InvalidBlock || !_problems.Any(p => p.RuleId == RuleIds.InvalidBlock);
        }
        else
        {
            _problems.Add(problem);
        }
    }

    /// <summary>A cycle that runs through the type itself is reported where it starts, on the type's own attribute.</summary>
    public string ReportCycle(GraphScope scope, string useType, string cycle)
    {
        string message = $"leads back to itself, {cycle}: a block cannot contain itself";
        if (cycle.StartsWith($"{scope.Model} →", StringComparison.Ordinal))
        {
            _problems.Add(new Problem(RuleIds.InvalidBlock, new Anchor(AnchorKind.Attribute, scope.Path[0].AttributeIndex), new EquatableArray<string>([useType, message])));
        }

        return message;
    }

    /// <summary>Walks a block's layers over a tensor.</summary>
    /// <returns>The tensor of its output.</returns>
    public int Expand(BlockDeclaration block, GraphScope outer, int attributeIndex, int ordinal, string name, int source)
    {
        if (block.Kind == BlockKind.Identity)
        {
            return source;
        }

        EquatableArray<ScopeStep> path = outer.Path.Append(new ScopeStep(attributeIndex, ordinal)).ToEquatableArray();
        var scope = new GraphScope($"{outer.Prefix}{name}/", path, block.Name, outer.Model, block.Layers) { Running = source };
        scope.NameInput(GraphScope.Input, source);
        Walk(block.Layers, scope);
        CheckUnread(scope, [("", scope.Running)]);
        return scope.Running;
    }
}
