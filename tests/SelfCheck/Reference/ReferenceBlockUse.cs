namespace ShapeGen.SelfCheck.Reference;

/// <summary>One attribute that uses blocks.</summary>
internal sealed class ReferenceBlockUse(ReferenceGraph graph, ReferenceScope scope, WeightCursor weights, BlockUseAttribute use)
{
    private readonly Type[] _blocks = use.GetType().GetGenericArguments();
    private readonly string _kind = use.GetType().Name[..use.GetType().Name.IndexOf("Attribute", StringComparison.Ordinal)];

    public void Expand(int source)
    {
        for (int i = 0; i < use.Repeat; i++)
        {
            string name = use.Name is { } given ? (i == 0 ? given : $"{given}_{i}")
                : scope.NextName(use is ParallelAttribute named ? named.Merge.ToString() : _kind == "Bidirectional" ? _kind : _blocks[0].Name);
            scope.Uses[name] = weights.Position;
            source = use switch
            {
                ParallelAttribute parallel => Merge(parallel.Merge, parallel.Axis, parallel.Activation, [.. Enumerable.Range(0, _blocks.Length).Select(branch => AddBranch(branch, source, name))]),
                _ when _kind == "Bidirectional" => graph.Merge((Merge)Property("Merge")!, -1, [AddDirection(source, name, isReversed: false), AddDirection(source, name, isReversed: true)]),
                _ when _kind == "Residual" => Merge(ShapeGen.Merge.Add, 0, (Activation)Property("Activation")!, [source, graph.AddBlock(_blocks[0], source, $"{scope.Prefix}{name}/", weights)]),
                _ => graph.AddBlock(_blocks[0], source, $"{scope.Prefix}{name}/", Shared(i)),
            };
            scope.Made(name, source);
        }

        // The name of a repeated use is what comes out of all of it.
        if (use.Name is { } whole)
        {
            scope.Tensors[whole] = source;
        }
    }

    private int Merge(Merge merge, int axis, Activation activation, int[] branches) => graph.Activate(activation, graph.Merge(merge, axis, branches));

    private int AddBranch(int branch, int source, string name)
    {
        Type block = _blocks[branch];
        if (block == typeof(Identity))
        {
            return source;
        }

        int same = _blocks.Take(branch).Count(other => other == block);
        string own = use.Name is null ? scope.NextName(block.Name) : $"{name}/{ReferenceScope.ToSnakeCase(block.Name)}{(same == 0 ? "" : $"_{same}")}";
        return graph.AddBlock(block, source, $"{scope.Prefix}{own}/", weights);
    }

    private int AddDirection(int source, string name, bool isReversed) =>
        graph.AddDirection(_blocks[0], source, $"{scope.Prefix}{name}/{(isReversed ? "backward" : "forward")}/", weights, isReversed);

    private WeightCursor Shared(int repetition) => Property("SharesWeights") is string other
        ? weights.From(scope.Uses[repetition == 0 ? other : $"{other}_{repetition}"])
        : weights;

    private object? Property(string name) => use.GetType().GetProperty(name)!.GetValue(use);
}
