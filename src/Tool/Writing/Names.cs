using ShapeGen.Generator.Core;
using ShapeGen.Tool.Keras;
using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Writing;

/// <summary>
/// Decides which layers of a model or block are named. A name of the user's is kept; an automatic one is written only where
/// something refers to it.
/// </summary>
internal sealed class Names
{
    private readonly Dictionary<Node, string> _given = [];
    private readonly Dictionary<Node, string> _all = [];

    /// <param name="network">The model or block.</param>
    /// <param name="order">Its layers as they are written.</param>
    /// <param name="referred">The layers and inputs that a <c>From</c>, a merging layer or an output names.</param>
    /// <param name="kindOf">What automatic names are made of: the attribute, or the block's class.</param>
    public Names(Network network, IReadOnlyList<Node> order, IReadOnlySet<Node> referred, Func<Node, string> kindOf)
    {
        foreach (Node input in network.Inputs)
        {
            bool isNameless = network.Inputs.Count == 1 && IsNameless(input.Name);
            _all[input] = isNameless ? "input" : input.Name;
            if (!isNameless)
            {
                _given[input] = input.Name;
            }
        }

        foreach (Node node in order.Where(node => node.Name.Length > 0 && !SnakeCase.IsAutomatic(node.Name, node.Kind)))
        {
            _given[node] = node.Name;
        }

        // An automatic name that something refers to would depend on the layers before it: what goes past others says so.
        Node[] skips = [.. order.Where(node => referred.Contains(node) && !_given.ContainsKey(node) && node.Name.Length > 0 && IsSkip(node, order))];
        var names = new HashSet<string>(_given.Values, StringComparer.Ordinal);
        foreach (Node node in skips)
        {
            string name = Enumerable.Range(1, int.MaxValue).Select(i => skips.Length == 1 && i == 1 ? "skip" : $"skip{i}").First(names.Add);
            _given[node] = name;
        }

        foreach (Node node in order.Where(node => referred.Contains(node) && !_given.ContainsKey(node) && node.Name.Length > 0))
        {
            _given[node] = node.Name;
        }

        // The automatic name of a repeated use stands for its first repetition, a given one for the last; that of branches depends on the blocks before.
        int stages = 0;
        foreach (Node node in order.Where(node => node.Use is not null && referred.Contains(node)))
        {
            do
            {
                stages++;
            }
            while (_given.ContainsValue($"stage{stages}"));

            _given[node] = $"stage{stages}";
        }

        Settle(order, kindOf);
    }

    /// <summary>The name to write, or null.</summary>
    public string? Written(Node node) => _given.GetValueOrDefault(node);

    /// <summary>The name that others refer to.</summary>
    public string Of(Node node) => _all[node];

    /// <summary>Whether a layer of several inputs reads it, and other layers come between.</summary>
    private static bool IsSkip(Node node, IReadOnlyList<Node> order) =>
        node is { Block: null, Use: null } && Enumerable.Range(1, order.Count - 1).Any(i => order[i].Inputs.Count > 1 && order[i].Inputs.Contains(node) && order[i - 1] != node);

    /// <summary>Gives names to more layers until no automatic name is another layer's given one.</summary>
    private void Settle(IReadOnlyList<Node> order, Func<Node, string> kindOf)
    {
        var taken = new HashSet<string>(_given.Values, StringComparer.Ordinal);
        for (bool isSettled = false; !isSettled;)
        {
            isSettled = true;
            var automatic = new LayerNames();
            foreach (Node node in order)
            {
                if (_given.TryGetValue(node, out string? name))
                {
                    _all[node] = name;
                    continue;
                }

                name = automatic.Next(kindOf(node));
                _all[node] = name;
                if (taken.Contains(name))
                {
                    name = Enumerable.Range(1, int.MaxValue).Select(i => $"{name}_{i}").First(candidate => !taken.Contains(candidate));
                    _given[node] = name;
                    taken.Add(name);
                    isSettled = false;
                    break;
                }
            }
        }
    }

    /// <summary>Whether a library gave the name by itself.</summary>
    private static bool IsNameless(string name) =>
        name is "input" or "x" || SnakeCase.IsAutomatic(name, "InputLayer") || SnakeCase.IsAutomatic(name, "KerasTensor") || SnakeCase.IsAutomatic(name, "Input");
}
