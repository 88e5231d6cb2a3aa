using ShapeGen.Generator.Core;
using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Layers;

namespace ShapeGen.Generator.Graph;

/// <summary>
/// Resolves a declaration to a graph: expands the blocks and turns names into tensors. A mistake inside a block is the
/// block's own: its analysis reports it, and the models that use the block stay silent.
/// </summary>
internal sealed class GraphBuilder
{
    private const string ImplicitInput = "input";

    private readonly ModelDeclaration _declaration;
    private readonly GraphProblems _problems;
    private readonly List<GraphNode> _nodes = [];
    private readonly List<Repetition> _repetitions = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<InputDeclaration> _declared;
    private readonly int _inputs;
    private bool _isOpen;

    private GraphBuilder(ModelDeclaration declaration, List<Problem> problems)
    {
        _declaration = declaration;
        _problems = new GraphProblems(problems);
        // A block has one, whatever stands on it: its inputs have their error.
        _declared = declaration.IsBlock ? [] : DeclarationRules.InputsOf(declaration);
        _inputs = Math.Max(1, _declared.Count);
    }

    /// <summary>Builds the graph of a model, or of a block by itself over one input.</summary>
    /// <param name="declaration">What the user wrote.</param>
    /// <param name="problems">Takes what is wrong with names and uses.</param>
    public static ModelGraph Build(ModelDeclaration declaration, List<Problem> problems) => new GraphBuilder(declaration, problems).Build();

    private ModelGraph Build()
    {
        string model = _declaration.Type.Name.TrimStart('@');
        var scope = new GraphScope("", new NodePosition(default, -1, "", model), _declaration.Layers) { LacksName = !_declaration.IsBlock && _declared.Count < _declaration.Inputs.Count };
        string[] inputs = [.. NameInputs(scope)];
        Walk(_declaration.Layers, scope);
        List<(string Name, int Source)> outputs = FindOutputs(scope);
        _problems.CheckUnread(scope, outputs.Select(output => output.Source), _declaration.IsBlock);
        if (_nodes.Count > 0 && !_declaration.IsBlock)
        {
            _problems.CheckUnreadInputs(scope, inputs, _declared);
        }

        return new ModelGraph(inputs, _nodes, outputs, _repetitions, _problems.IsMalformed);
    }

    private IEnumerable<string> NameInputs(GraphScope scope)
    {
        for (int i = 0; i < _inputs; i++)
        {
            InputDeclaration? input = _declared.ElementAtOrDefault(i);
            string name = input?.Name ?? ImplicitInput;
            if (scope.Name(name, i, input?.Name is null ? NameKind.ImplicitInput : NameKind.Input) is not null)
            {
                // Which of the two a layer means that names them nobody knows.
                scope.Read(i);
                _problems.Report(scope, RuleIds.DuplicateName, scope.PositionOf(input!.AttributeIndex).At("Name"), "Two inputs", LayerNames.OnOneLine(name), "Forward could not tell them apart, so give one another Name");
            }

            yield return name;
        }
    }

    private List<(string Name, int Source)> FindOutputs(GraphScope scope)
    {
        var outputs = new List<(string Name, int Source)>();
        foreach (OutputDeclaration output in _declaration.Outputs)
        {
            NodePosition position = scope.PositionOf(output.AttributeIndex);
            string shown = LayerNames.OnOneLine(output.Layer);
            if (output.IsMalformed)
            {
                _problems.MarkMalformed();
            }
            else if (outputs.Any(other => other.Name == output.Layer))
            {
                _problems.Report(scope, RuleIds.DuplicateName, position.At(), "Two outputs", shown, "each has a destination of its own, so remove one of them");
            }
            else if (scope.IsInput(output.Layer))
            {
                scope.TryRead(output.Layer, out _);
                _problems.Report(scope, RuleIds.UnknownName, position.At("layer"), "Output", $"names \"{shown}\", which is an input: name a layer");
            }
            else if (scope.TryRead(output.Layer, out int tensor))
            {
                outputs.Add((output.Layer, tensor));
            }
            else if (_problems.ReportUnknown(scope, position, "Output", "layer", -1, output.Layer, "layer", scope.Names.Where(name => !scope.IsInput(name))) is { } meant
                && scope.TryRead(meant, out tensor)
                && outputs.All(other => other.Name != meant))
            {
                outputs.Add((meant, tensor));
            }
        }

        return outputs.Count > 0 ? outputs : [(scope.RunningName ?? ImplicitInput, scope.Running)];
    }

    private void Walk(EquatableArray<LayerDeclaration> layers, GraphScope scope)
    {
        foreach (LayerDeclaration layer in layers)
        {
            if (MissingLayers.Find(layer.LayerType) is { } missing)
            {
                _problems.ReportMissing(scope, missing, scope.PositionOf(layer.AttributeIndex));
                _problems.MarkMalformed();
            }
            else if (layer.IsMalformed || layer.Blocks.Any(block => block.Kind == BlockKind.Malformed))
            {
                _problems.MarkMalformed();
            }
            else if (layer.Blocks.Count > 0)
            {
                new BlockUse(this, layer, scope).Expand();
            }
            else if (LayerCatalog.Find(layer.LayerType) is { } definition)
            {
                string? given = layer.Argument("Name") as string;
                string name = given ?? scope.NextName(definition.Name);
                AppendLayer(definition, layer, name, given, LayerNames.Label(definition.Name, given), Sources(layer, definition, scope), scope);
            }
            else
            {
                _problems.MarkMalformed();
            }
        }
    }

    /// <summary>Appends a layer, whose output the next one reads.</summary>
    /// <returns>The tensor of its output.</returns>
    public int AppendLayer(LayerDefinition definition, LayerDeclaration layer, string name, string? given, string label, IEnumerable<int> sources, GraphScope scope)
    {
        NodePosition position = scope.PositionOf(layer.AttributeIndex);
        int tensor = _inputs + _nodes.Count;
        _nodes.Add(new GraphNode(definition, layer, scope.Prefix + name, given, label, position, sources.ToEquatableArray()) { IsOpen = TakeOpen() });
        scope.Made(tensor, name, position);
        NameTensor(scope, name, tensor, layer.AttributeIndex, isUnique: _names.Add(scope.Prefix + name));
        return tensor;
    }

    /// <summary>Takes what is wrong.</summary>
    public GraphProblems Problems => _problems;

    public int NodeCount => _nodes.Count;

    /// <summary>The node whose weights a node has: itself, or an earlier one.</summary>
    public int OwnerOf(int node) => _nodes[node].SharedWith < 0 ? node : _nodes[node].SharedWith;

    /// <summary>Changes the nodes from one on.</summary>
    public void Change(int from, Func<GraphNode, int, GraphNode> change)
    {
        for (int i = from; i < _nodes.Count; i++)
        {
            _nodes[i] = change(_nodes[i], i - from);
        }
    }

    public void AddRepetition(Repetition repetition) => _repetitions.Add(repetition);

    /// <summary>Gives a tensor a name that is free here and, with the names of the uses around it, in the whole model.</summary>
    public void NameTensor(GraphScope scope, string name, int tensor, int attributeIndex, bool isUnique = true)
    {
        NameKind? taken = scope.Name(name, tensor, NameKind.Layer);
        if (taken is not null || !isUnique)
        {
            (string who, string why) = taken == NameKind.Input
                ? ("A layer and an input", "a From could mean either, so give the layer another Name")
                : ("Two layers", "their weights could not be told apart, so give one another Name");
            _problems.Report(scope, RuleIds.DuplicateName, scope.PositionOf(attributeIndex).At("Name"), who, LayerNames.OnOneLine(name), why);
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

    /// <summary>Whether a name that has been looked for since the last call leads nowhere.</summary>
    public bool TakeOpen()
    {
        bool isOpen = _isOpen;
        _isOpen = false;
        return isOpen;
    }

    /// <summary>Leaves a gap for a use that has its error: its name is known, and what comes after it reads what nobody knows.</summary>
    public void LeaveOpen(GraphScope scope, string name)
    {
        scope.Name(name, scope.Running, NameKind.Layer);
        scope.HasUnknown = true;
        _isOpen = true;
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

        sources.AddRange(definition.NamedInputs.Where(name => layer.Argument(name) is string).Select(name => Find(layer, name, -1, (string)layer.Argument(name)!, scope)));
        return sources;
    }

    /// <summary>The tensor of a name; of one that is not there the nearest, which is probably meant.</summary>
    private int Find(LayerDeclaration layer, string argument, int element, string name, GraphScope scope)
    {
        if (!scope.TryRead(name, out int tensor))
        {
            string? meant = _problems.ReportUnknown(scope, scope.PositionOf(layer.AttributeIndex), GraphProblems.LabelOf(layer), argument, element, name, "layer or input", scope.Names);
            if (meant is null || !scope.TryRead(meant, out tensor))
            {
                _isOpen = true;
                return scope.Running;
            }
        }

        return tensor;
    }

    /// <summary>Walks a block's layers over a tensor.</summary>
    /// <returns>The tensor of its output.</returns>
    public int Expand(BlockDeclaration block, GraphScope outer, int attributeIndex, int ordinal, string name, int source)
    {
        if (block.Kind == BlockKind.Identity)
        {
            return source;
        }

        GraphScope scope = outer.Enter(block, attributeIndex, ordinal, name, source);
        Walk(block.Layers, scope);
        _problems.CheckUnread(scope, [scope.Running], _declaration.IsBlock);
        return scope.Running;
    }
}
