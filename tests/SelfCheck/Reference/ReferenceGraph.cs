using System.Reflection;

namespace ShapeGen.SelfCheck.Reference;

/// <summary>One operation of a graph: over the tensors before it, numbered from the inputs on.</summary>
/// <param name="Sources">The tensors that it reads.</param>
/// <param name="Run">What it computes.</param>
internal sealed record ReferenceNode(int[] Sources, Func<IReadOnlyList<ReferenceTensor>, ReferenceContext, ReferenceTensor> Run);

/// <summary>A weight by its name in a file.</summary>
internal sealed record ReferenceWeight(string Name, int[] Shape);

/// <summary>
/// Reads a model that is a graph from its attributes and computes it in double precision, one layer after the other, with
/// none of the generator's code.
/// </summary>
internal sealed class ReferenceGraph
{
    /// <summary>A bound beyond this says nothing any more, and what is computed from such a value is not compared.</summary>
    private const double LargestBound = 0.01;

    private readonly List<ReferenceNode> _nodes = [];
    private readonly List<ReferenceWeight> _weights = [];

    /// <summary>The shapes of all tensors so far; the inputs come first.</summary>
    private readonly List<int[]> _shapes = [];

    /// <summary>The input of integers that says which steps of a tensor count.</summary>
    private readonly Dictionary<int, int> _masks = [];

    private readonly HashSet<int> _integers = [];

    /// <summary>The layers that are added are one direction of two: the second, or the first; null where they are not.</summary>
    private bool? _isReversed;

    private ReferenceGraph(IReadOnlyList<int[]> inputs)
    {
        Inputs = inputs;
        _shapes.AddRange(inputs);
    }

    public IReadOnlyList<int[]> Inputs { get; }

    /// <summary>Whether an input holds integers.</summary>
    public bool IsInteger(int input) => _integers.Contains(input);

    /// <summary>The tensors that are the model's outputs.</summary>
    public IReadOnlyList<int> Outputs { get; private set; } = [];

    public IReadOnlyList<ReferenceWeight> Weights => _weights;

    public IReadOnlyList<ReferenceNode> Nodes => _nodes;

    public int[] ShapeOf(int tensor) => _shapes[tensor];

    /// <summary>Reads the attributes of a model.</summary>
    public static ReferenceGraph Read(Type model)
    {
        Attribute[] inputs = [.. model.GetCustomAttributes().Where(a => a.GetType().Name.StartsWith("InputShapeAttribute", StringComparison.Ordinal))];
        var graph = new ReferenceGraph([.. inputs.Select(input => ((IReadOnlyList<int>)Property(input, "Dimensions")!).ToArray())]);
        var scope = new ReferenceScope("");
        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputs[i].GetType() == typeof(InputShapeAttribute<int>))
            {
                graph._integers.Add(i);
            }

            scope.Tensors.Add(Property(inputs[i], "Name") as string ?? "input", i);
        }

        graph.Walk(model, scope, new WeightCursor(graph._weights));
        OutputAttribute[] outputs = [.. model.GetCustomAttributes<OutputAttribute>()];
        graph.Outputs = outputs.Length == 0 ? [scope.Running] : [.. outputs.Select(output => scope.Tensors[output.Layer])];
        return graph;
    }

    /// <summary>Runs one sample.</summary>
    /// <returns>The outputs; null for those that nothing certain can be said of.</returns>
    public ReferenceTensor?[] Run(IReadOnlyList<ReferenceTensor> inputs, ReferenceContext context)
    {
        var tensors = new List<ReferenceTensor?>(inputs);
        foreach (ReferenceNode node in _nodes)
        {
            ReferenceTensor?[] sources = [.. node.Sources.Select(source => tensors[source])];
            ReferenceTensor? made = sources.Contains(null) ? null : node.Run(sources!, context);
            tensors.Add(made is null || !IsCertain(made, context.Rounding) ? null : made);
        }

        return [.. Outputs.Select(output => tensors[output])];
    }

    private static bool IsCertain(ReferenceTensor tensor, Rounding rounding)
    {
        for (int i = 0; i < tensor.Length; i++)
        {
            double value = tensor.Values[i];
            if (tensor.Bounds[i] > LargestBound || (double.IsFinite(value) && Math.Abs(value) > rounding.ComputesAbove / 2))
            {
                return false;
            }

            tensor.Bounds[i] = double.IsFinite(value) ? tensor.Bounds[i] : 0;
        }

        return true;
    }

    /// <summary>Adds the layers of a model or block, by names within it.</summary>
    private void Walk(Type type, ReferenceScope scope, WeightCursor weights)
    {
        foreach (LayerAttribute attribute in type.GetCustomAttributes<LayerAttribute>())
        {
            int source = attribute.From is { } from ? scope.Tensors[from] : scope.Running;
            if (attribute is BlockUseAttribute use)
            {
                new ReferenceBlockUse(this, scope, weights, use).Expand(source);
                continue;
            }

            string kind = attribute.GetType().Name.Split('`')[0][..^"Attribute".Length];
            string name = attribute.Name ?? scope.NextName(kind);
            string[] others = attribute switch { ConcatenateAttribute c => [.. c.Others], DotAttribute d => [d.Other], MergingAttribute m => [.. m.Others], _ => [] };
            int made = attribute is AttentionLayerAttribute attention ? Attend(attention, source, scope, name, weights) : others.Length == 0
                ? Add(attribute, source, scope.Prefix + name, weights)
                : attribute is DotAttribute dot ? Dot(dot, source, scope.Tensors[others[0]])
                : Merge(Enum.Parse<Merge>(kind), attribute is ConcatenateAttribute concatenation ? concatenation.Axis : 0, [source, .. others.Select(other => scope.Tensors[other])]);
            scope.Made(name, made);
        }
    }

    /// <summary>Adds what a block computes of a tensor.</summary>
    public int AddBlock(Type block, int source, string prefix, WeightCursor weights)
    {
        if (block == typeof(Identity))
        {
            return source;
        }

        var scope = new ReferenceScope(prefix) { Running = source };
        scope.Tensors.Add("input", source);
        Walk(block, scope, weights);
        return scope.Running;
    }

    private int Add(LayerAttribute attribute, int source, string name, WeightCursor weights)
    {
        int[] shape = _shapes[source];
        IReadOnlyList<int[]> wanted = ReferenceInterpreter.Read(attribute, shape, 0).Weights;
        int first = weights.Take([.. ReferenceLayers.WeightNames(attribute).Zip(wanted, (weight, size) => new ReferenceWeight($"{name}/{weight}", size))]);
        int mask = MaskAfter(attribute, source);
        foreach (IReferenceLayer read in ReferenceInterpreter.Read(attribute, shape, first).Layers)
        {
            IReferenceLayer layer = read is ReferenceRecurrent cell && _isReversed is { } isReversed
                ? cell with { IsReversed = isReversed, ZeroesMasked = cell.Layer.ReturnSequences }
                : read;
            int[] sources = layer is ReferencePooling or ReferenceRecurrent && _masks.TryGetValue(source, out int by) ? [source, by] : [source];
            source = Add(sources, (inputs, context) => layer.Run(inputs[0], inputs.Count == 1 ? context : context with { Mask = Counting(inputs[1]) }));
        }

        if (mask >= 0)
        {
            _masks[source] = mask;
        }

        return source;
    }

    /// <summary>The input of integers that says which steps of a layer's output count, or −1.</summary>
    private int MaskAfter(LayerAttribute attribute, int source) => attribute switch
    {
        EmbeddingLayerAttribute embedding => embedding.MaskZero ? source : -1,
        DenseAttribute or ActivationAttribute or DropoutAttribute or RecurrentAttribute { ReturnSequences: true, StopsMask: false } => _masks.GetValueOrDefault(source, -1),
        _ => -1,
    };

    private static bool[] Counting(ReferenceTensor integers) => Array.ConvertAll(integers.Values, value => value != 0);

    private int Attend(AttentionLayerAttribute attribute, int source, ReferenceScope scope, string name, WeightCursor weights)
    {
        int value = attribute.Value is { } named ? scope.Tensors[named] : source;
        int key = attribute.Key is { } other ? scope.Tensors[other] : value;
        int first = weights.Take([.. ReferenceAttention.Weights(attribute, _shapes[source], _shapes[value], _shapes[key]).Select(weight => new ReferenceWeight($"{scope.Prefix}{name}/{weight.Name}", weight.Shape))]);
        var layer = new ReferenceAttention(attribute, first);
        bool hasQueryMask = _masks.TryGetValue(source, out int ofQuery);
        bool hasKeyMask = _masks.TryGetValue(value, out int ofKey);
        int made = Add(
            [source, value, key, .. hasQueryMask ? [ofQuery] : (int[])[], .. hasKeyMask ? [ofKey] : (int[])[]],
            (inputs, context) => layer.Run(inputs, hasQueryMask ? Counting(inputs[3]) : null, hasKeyMask ? Counting(inputs[^1]) : null, context));
        if (hasQueryMask)
        {
            _masks[made] = ofQuery;
        }

        return made;
    }

    public int Merge(Merge operation, int axis, int[] sources)
    {
        int made = operation == ShapeGen.Merge.Concatenate
            ? Add(sources, (inputs, _) => ReferenceMerge.Concatenate(axis, inputs))
            : Add(sources, (inputs, context) => ReferenceMerge.Run(operation, inputs, context.Rounding));
        int[] masks = [.. sources.Select(source => _masks.GetValueOrDefault(source, -1)).Distinct()];
        if (masks is [>= 0 and var mask])
        {
            _masks[made] = mask;
        }

        return made;
    }

    /// <summary>Adds a block of one recurrent layer in one of two directions.</summary>
    public int AddDirection(Type block, int source, string prefix, WeightCursor weights, bool isReversed)
    {
        _isReversed = isReversed;
        int made = AddBlock(block, source, prefix, weights);
        _isReversed = null;
        return made;
    }

    private int Dot(DotAttribute dot, int left, int right) =>
        Add([left, right], (inputs, context) => ReferenceDot.Run(dot.Axes[0], dot.Axes[^1], dot.Normalize, inputs[0], inputs[1], context.Rounding));

    public int Activate(Activation function, int source)
    {
        foreach (IReferenceLayer layer in ReferenceLayers.Function(function))
        {
            source = Add([source], (inputs, context) => layer.Run(inputs[0], context));
        }

        return source;
    }

    private int Add(int[] sources, Func<IReadOnlyList<ReferenceTensor>, ReferenceContext, ReferenceTensor> run)
    {
        // Shapes come out of the layers themselves, run on zeros.
        var context = new ReferenceContext(Rounding.Of(typeof(float)), [.. _weights.Select(weight => new double[ReferenceTensor.Count(weight.Shape)])]);
        _shapes.Add(run([.. sources.Select(source => new ReferenceTensor(_shapes[source]))], context).Shape);
        _nodes.Add(new ReferenceNode(sources, run));
        return _shapes.Count - 1;
    }

    private static object? Property(Attribute attribute, string name) => attribute.GetType().GetProperty(name)!.GetValue(attribute);
}

/// <summary>Gives each layer its weights: new ones, or those of an earlier use from its first on.</summary>
/// <param name="weights">All weights.</param>
/// <param name="next">The next one to take; −1 adds new ones.</param>
internal sealed class WeightCursor(List<ReferenceWeight> weights, int next = -1)
{
    public int Count => weights.Count;

    /// <summary>The place of a layer's first weight.</summary>
    public int Take(IReadOnlyList<ReferenceWeight> wanted)
    {
        if (next < 0)
        {
            weights.AddRange(wanted);
            return weights.Count - wanted.Count;
        }

        next += wanted.Count;
        return next - wanted.Count;
    }

    /// <summary>A cursor that starts again at an earlier weight.</summary>
    public WeightCursor From(int first) => new(weights, first);

    /// <summary>Where the next layer's weights start.</summary>
    public int Position => next < 0 ? weights.Count : next;
}
