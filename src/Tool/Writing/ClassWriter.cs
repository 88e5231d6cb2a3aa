using System.Text;
using ShapeGen.Tool.Keras;
using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Writing;

/// <summary>A layer as the generator sees it.</summary>
internal sealed record Leaf(Node Node)
{
    /// <summary>Its weights are those of an earlier use of the block.</summary>
    public bool IsShared { get; init; }

    /// <summary>It is what a use of blocks gives, and not a layer of the source alone.</summary>
    public bool IsMerge { get; init; }
}

/// <summary>Writes a network as a person would: attributes on a class, and a class for each block.</summary>
internal sealed class ClassWriter
{
    private readonly string _className;

    /// <summary>The blocks by their attributes: equal text is one block.</summary>
    private readonly Dictionary<string, string> _blocks = new(StringComparer.Ordinal);

    private ClassWriter(string className) => _className = className;

    /// <summary>The file's text.</summary>
    /// <param name="network">The network; all layers are supported.</param>
    /// <param name="className">The class.</param>
    /// <param name="namespaceName">Its namespace, or null for none.</param>
    /// <param name="header">Lines of a comment at the top.</param>
    public static string Write(Network network, string className, string? namespaceName = null, IReadOnlyList<string>? header = null)
    {
        var writer = new ClassWriter(className);
        string model = writer.Body(network, isBlock: false);
        var text = new StringBuilder();
        foreach (string line in header ?? [])
        {
            text.Append("// ").Append(line).Append('\n');
        }

        text.Append(header is null ? "" : "\n").Append("using ShapeGen;\n\n");
        if (namespaceName is not null)
        {
            text.Append("namespace ").Append(namespaceName).Append(";\n\n");
        }

        foreach ((string body, string name) in writer._blocks)
        {
            text.Append("[Block]\n").Append(body).Append("public partial class ").Append(name).Append(";\n\n");
        }

        return text.Append(model).Append("public sealed partial class ").Append(className).Append(";\n").ToString();
    }

    /// <summary>The layers as they are written, blocks expanded: one for each layer that the generator sees.</summary>
    public static IEnumerable<Leaf> Leaves(Network network) => Schedule.Of(network).SelectMany(LeavesOf);

    /// <summary>The layers that the generator sees for one attribute; the last gives the output.</summary>
    public static IEnumerable<Leaf> LeavesOf(Node node)
    {
        if (node.Block is { } block)
        {
            // A use that shares weights has none of its own.
            return Leaves(block).Select(leaf => node.SharesWith is null ? leaf : leaf with { IsShared = true });
        }

        if (node.Use is { } use)
        {
            return use.Repetitions.SelectMany(branches =>
                branches.OfType<Network>().SelectMany(Leaves).Concat(use.Merge is null ? [] : [new Leaf(use.Ends[branches]) { IsMerge = true }]));
        }

        return node switch
        {
            { Inner: { } inner, Kind: Node.BidirectionalKind } => Directions(node, inner.Nodes[0]),
            { Inner: { } inner } => Leaves(inner),
            _ => [new Leaf(node)],
        };
    }

    /// <summary>The layer forward and backward, each with half of the weights, and what joins them.</summary>
    private static Leaf[] Directions(Node node, Node layer)
    {
        int half = node.Weights.Count / 2;
        return
        [
            new Leaf(new Node(layer.Kind, $"{node.Name}/forward") { Weights = node.Weights[..half] }),
            new Leaf(new Node(layer.Kind, $"{node.Name}/backward") { Weights = node.Weights[half..] }),
            new Leaf(node) { IsMerge = true },
        ];
    }

    private string Body(Network network, bool isBlock)
    {
        List<Node> order = Schedule.Of(network);
        var blocks = order.Where(node => node.Block is not null || node.Use is not null || node.Inner is not null).ToDictionary(node => node, BlockClasses);
        var referred = Referred(network, order, out bool namesOutputs);
        var names = new Names(network, order, referred, node => node.Inner is null && blocks.TryGetValue(node, out string? types) ? types.Split(',')[^1].Trim() : node.Kind);
        var text = new StringBuilder();
        foreach (Node input in isBlock ? [] : network.Inputs)
        {
            text.Append(input.IsInteger ? "[InputShape<int>(" : "[InputShape(").AppendJoin(", ", (input.Shape ?? []).Select(dimension => Literal.Of(dimension)));
            text.Append(names.Written(input) is { } given ? $", Name = {Literal.Of(given)}" : "").Append(")]\n");
        }

        Node? running = network.Inputs.FirstOrDefault();
        foreach (Node node in order)
        {
            text.Append(Attribute(node, running, names, blocks.GetValueOrDefault(node))).Append('\n');
            running = node;
        }

        foreach (Node output in namesOutputs ? network.Outputs : [])
        {
            text.Append("[Output(").Append(Literal.Of(names.Of(output))).Append(")]\n");
        }

        return text.ToString();
    }

    /// <summary>What something names, because it is not the layer above it.</summary>
    private static HashSet<Node> Referred(Network network, List<Node> order, out bool namesOutputs)
    {
        var referred = new HashSet<Node>();
        Node? running = network.Inputs.FirstOrDefault();
        foreach (Node node in order)
        {
            referred.UnionWith(Others(node, running));
            if (!Schedule.GoesOn(node, running))
            {
                referred.Add(node.Inputs[0]);
            }

            if (node.SharesWith is { } shared)
            {
                referred.Add(shared);
            }

            running = node;
        }

        namesOutputs = network.Outputs.Count > 1 || network.Outputs[0] != order.LastOrDefault();
        if (namesOutputs)
        {
            referred.UnionWith(network.Outputs);
        }

        return referred;
    }

    /// <summary>The inputs beside the one that comes first.</summary>
    private static IEnumerable<Node> Others(Node node, Node? running) =>
        Schedule.GoesOn(node, running) && node.Inputs[0] != running ? [node.Inputs[0], .. node.Inputs.Skip(2)] : node.Inputs.Skip(1);

    private static string Attribute(Node node, Node? running, Names names, string? blocks)
    {
        var values = node.Inputs.Count > 1 && node.NamedInputs.Count == 0
            ? Others(node, running).Select(other => Literal.Of(names.Of(other))).ToList()
            : [.. node.Arguments.Select(Literal.Of)];
        values.AddRange(node.Options.Select(option => $"{option.Name} = {Literal.Of(option.Value)}"));
        values.AddRange(node.Inputs.Skip(1).Zip(node.NamedInputs, (input, option) => $"{option} = {Literal.Of(names.Of(input))}"));
        if (node.Use is { } use)
        {
            AddUse(values, use);
        }

        if (node.SharesWith is { } shared)
        {
            values.Add($"SharesWeights = {Literal.Of(names.Of(shared))}");
        }

        if (names.Written(node) is { } name && !(blocks is not null && node.Inner is null && SnakeCase.Of(blocks) == name && node.SharesWith is null))
        {
            values.Add($"Name = {Literal.Of(name)}");
        }

        if (!Schedule.GoesOn(node, running))
        {
            values.Add($"From = {Literal.Of(names.Of(node.Inputs[0]))}");
        }

        string kind = node.Use switch { null => node.Kind, { IsResidual: true } => "Residual", { Merge: not null } => "Parallel", _ => "Apply" };
        string types = blocks is null ? "" : $"<{blocks}>";
        return values.Count == 0 ? $"[{kind}{types}]" : $"[{kind}{types}({string.Join(", ", values)})]";
    }

    private static void AddUse(List<string> values, BlockUse use)
    {
        if (use.Merge is { } merge && !use.IsResidual)
        {
            values.AddRange(merge.Kind == "Add" ? [] : [$"Merge = Merge.{merge.Kind}"]);
            values.AddRange(merge.Options.Select(option => $"{option.Name} = {Literal.Of(option.Value)}"));
        }

        if (use.Repetitions.Count > 1)
        {
            values.Add($"Repeat = {Literal.Of(use.Repetitions.Count)}");
        }

        if (use.Activation != Activation.Linear)
        {
            values.Add($"Activation = {Literal.Of(use.Activation)}");
        }
    }

    /// <summary>The type arguments of a use; the classes are added where they are new.</summary>
    private string BlockClasses(Node node) => node.Use is { } use
        ? string.Join(", ", (use.IsResidual ? use.Branches.Skip(1) : use.Branches).Select(branch => branch is null ? "Identity" : BlockClass(branch)))
        : BlockClass((node.Block ?? node.Inner)!);

    private string BlockClass(Network block)
    {
        string body = Body(block, isBlock: true);
        if (!_blocks.TryGetValue(body, out string? name))
        {
            string wanted = _className + Identifier.Pascal(block.Name);
            name = Enumerable.Range(1, int.MaxValue).Select(i => i == 1 ? wanted : $"{wanted}{(i <= 26 ? ((char)('A' + i - 1)).ToString() : $"_{Literal.Of(i)}")}").First(candidate => !_blocks.ContainsValue(candidate));
            _blocks.Add(body, name);
        }

        return name;
    }
}
