using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Layers;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Graph;

/// <summary>Expands one attribute that uses blocks: in line, beside the identity, or side by side.</summary>
internal sealed class BlockUse(GraphBuilder builder, LayerDeclaration use, GraphScope scope)
{
    private const string Apply = "Apply";
    private const string Residual = "Residual";
    private const string Sharing = "SharesWeights";

    /// <summary>More would be a mistake: a graph of that size could not be compiled.</summary>
    private const int MostRepetitions = 1000;

    private static readonly BlockDeclaration PassOn = new(BlockKind.Identity, "Identity");

    /// <summary>Keras' layers by the members of <c>Merge</c>, which have their names.</summary>
    private static readonly string[] Merges = ["Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate"];

    private readonly NodePosition _position = scope.PositionOf(use.AttributeIndex);
    private readonly string? _given = use.Argument("Name") as string;

    public void Expand()
    {
        if (FindObstacle() is { } problem)
        {
            builder.Report(scope, problem);
            return;
        }

        int repeat = use.Argument("Repeat") is int value ? value : 1;
        if (repeat is < 1 or > MostRepetitions)
        {
            builder.Report(scope, RuleIds.ArgumentOutOfRange, _position.At("Repeat"), use.LayerType, $"needs a Repeat from 1 to {InvariantText.Of(MostRepetitions)}, but {InvariantText.Of(repeat)} is declared");
            repeat = 1;
        }

        int source = builder.Source(use, scope);
        for (int i = 0; i < repeat; i++)
        {
            int first = builder.NodeCount;
            string name = NameOf(i);
            int output = ExpandOnce(name, source, i);
            if (i > 0)
            {
                builder.MarkRepeated(first);
            }

            if (repeat > 1)
            {
                builder.AddRepetition(new Repetition(source, output, _position, name));
            }

            // Each repetition reads the one before it.
            source = output;
            if (i < repeat - 1)
            {
                scope.Read(output);
            }
        }

        if (_given is not null && repeat > 1)
        {
            scope.Move(_given, source);
        }
    }

    private int ExpandOnce(string name, int source, int repetition)
    {
        int first = builder.NodeCount;
        if (use.LayerType == Apply)
        {
            int output = builder.Expand(use.Blocks[0], scope, use.AttributeIndex, 0, name, source);
            Share(first, repetition);
            scope.Uses[name] = (use.Blocks[0].Name, first, builder.NodeCount);
            scope.Made(output, name, _position);
            builder.NameTensor(scope, name, output, use.AttributeIndex);
            return output;
        }

        int[] branches = use.LayerType == Residual
            ? [source, builder.Expand(use.Blocks[0], scope, use.AttributeIndex, 0, name, source)]
            : [.. use.Blocks.Select((block, i) => builder.Expand(block, scope, use.AttributeIndex, i, BranchName(block, name), source))];
        LayerDefinition merge = LayerCatalog.Find(MergeName)!;
        builder.AddLayer(merge, use with { LayerType = MergeName, Blocks = default }, name, _given, branches, scope);
        scope.Uses[name] = (use.Blocks[0].Name, first, builder.NodeCount);
        return scope.Running;
    }

    private string MergeName => use.LayerType == Residual ? Merges[0] : Merges[use.Argument("Merge") is int merge ? merge : 0];

    /// <summary>A residual or applied block gives its name to the use; branches that run side by side get the merging layer's.</summary>
    private string NameOf(int repetition)
    {
        if (_given is not null)
        {
            return repetition == 0 ? _given : $"{_given}_{InvariantText.Of(repetition)}";
        }

        return scope.NextName(use.LayerType is Apply or Residual ? ShortName(use.Blocks[0]) : MergeName);
    }

    private string BranchName(BlockDeclaration block, string name)
    {
        string branch = block.Kind == BlockKind.Identity ? "" : _given is null ? scope.NextName(ShortName(block)) : $"{name}/{LayerNames.ToSnakeCase(ShortName(block))}";
        int same = use.Blocks.TakeWhile(b => !ReferenceEquals(b, block)).Count(b => b.Name == block.Name);
        return _given is null || same == 0 ? branch : $"{branch}_{InvariantText.Of(same)}";
    }

    private static string ShortName(BlockDeclaration block) => block.Name.Substring(block.Name.LastIndexOf('.') + 1);

    /// <summary>Takes the weights of an earlier use of the same block.</summary>
    private void Share(int first, int repetition)
    {
        if (use.Argument(Sharing) is not string shared)
        {
            return;
        }

        string other = repetition == 0 ? shared : $"{shared}_{InvariantText.Of(repetition)}";
        if (!scope.Uses.TryGetValue(other, out (string Block, int First, int End) earlier))
        {
            builder.ReportUnknown(scope, _position, ShapeInference.Label(use.LayerType, _given), Sharing, -1, other);
        }
        else if (earlier.Block != use.Blocks[0].Name || earlier.End - earlier.First != builder.NodeCount - first)
        {
            builder.Report(scope, RuleIds.InvalidBlock, _position.At(Sharing), use.LayerType, $"takes the weights of \"{LayerNames.OnOneLine(other)}\", which is a use of {earlier.Block} and not of {use.Blocks[0].Name}: name a use of the same block");
        }
        else
        {
            builder.ShareWeights(first, earlier.First);
        }
    }

    private Problem? FindObstacle()
    {
        foreach (BlockDeclaration block in use.Blocks.Append(PassOn))
        {
            string? message = block.Kind switch
            {
                BlockKind.Model => $"takes a block, but {block.Name} is a model: write [Block] in place of its input",
                BlockKind.NoBlock => $"takes a block, but {block.Name} is none: give it [Block] and layers",
                BlockKind.Cycle when scope.Path.Count > 0 => builder.ReportCycle(scope, use.LayerType, block.Name),
                BlockKind.Cycle => $"leads back to itself, {block.Name}: a block cannot contain itself",
                BlockKind.Block when block.Layers.Count == 0 => $"takes {block.Name}, which has no layers: add layers to it, or use Identity",
                _ => null,
            };
            if (message is not null)
            {
                return new Problem(RuleIds.InvalidBlock, _position.At(), new EquatableArray<string>([use.LayerType, message]));
            }
        }

        if (use.LayerType != Apply && use.LayerType != Residual && use.Argument("Merge") is int merge && (merge < 0 || merge >= Merges.Length))
        {
            return new Problem(RuleIds.ArgumentOutOfRange, _position.At("Merge"), new EquatableArray<string>([use.LayerType, $"has Merge = {InvariantText.Of(merge)}, which is no member of the enum"]));
        }

        return null;
    }
}
