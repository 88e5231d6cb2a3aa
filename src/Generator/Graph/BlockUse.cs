using ShapeGen.Generator.Core;
using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Layers;
using ShapeGen.Generator.Layers.Merging;

namespace ShapeGen.Generator.Graph;

/// <summary>Expands one attribute that uses blocks: in line, beside the identity, or side by side.</summary>
internal sealed class BlockUse(GraphBuilder builder, LayerDeclaration use, GraphScope scope)
{
    private const string Apply = "Apply";
    private const string Residual = "Residual";
    private const string Bidirectional = "Bidirectional";
    private const string TimeDistributed = "TimeDistributed";

    /// <summary>More would be a mistake: a graph of that size could not be compiled.</summary>
    private const int MostRepetitions = 1000;

    private readonly NodePosition _position = scope.PositionOf(use.AttributeIndex);
    private readonly string? _given = use.Argument("Name") as string;
    private readonly string _label = GraphProblems.LabelOf(use);

    public void Expand()
    {
        if (HasObstacle())
        {
            builder.Source(use, scope);
            builder.LeaveOpen(scope, NameOf(0));
            return;
        }

        int repeat = use.Argument("Repeat") is int value ? value : 1;
        CheckArguments(repeat);
        repeat = repeat is < 1 or > MostRepetitions ? 1 : repeat;
        int source = builder.Source(use, scope);
        bool isOpen = builder.TakeOpen();
        for (int i = 0; i < repeat && !IsTooLarge(); i++)
        {
            int first = builder.NodeCount;
            int output = ExpandOnce(NameOf(i), source, i);
            bool isRepeated = i > 0;
            builder.Change(first, (node, _) => node with { IsOpen = node.IsOpen || isOpen, IsRepeated = node.IsRepeated || isRepeated });
            if (repeat > 1)
            {
                builder.AddRepetition(new Repetition(source, output, _position, _label));
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
            new SharedWeights(builder, use, scope, _label).Take(first, repetition);
            scope.Made(output, name, _position);
            builder.NameTensor(scope, name, output, use.AttributeIndex);
            scope.Uses[name] = (use.Blocks[0].Name, first, builder.NodeCount);
            return output;
        }

        if (use.LayerType == TimeDistributed)
        {
            int output = builder.Expand(use.Blocks[0], scope, use.AttributeIndex, 0, name, source);
            int last = builder.NodeCount - 1 - first;
            builder.Change(first, (node, i) => node with { IsTimeDistributed = true, PassesMaskOf = i == last ? source : -1 });
            scope.Made(output, name, _position);
            builder.NameTensor(scope, name, output, use.AttributeIndex);
            return output;
        }

        if (IsApart)
        {
            return ExpandApart(name, source);
        }

        int[] branches = use.LayerType == Bidirectional ? ExpandDirections(name, source)
            : use.LayerType == Residual
            ? [source, builder.Expand(use.Blocks[0], scope, use.AttributeIndex, 0, name, source)]
            : [.. use.Blocks.Select((block, i) => builder.Expand(block, scope, use.AttributeIndex, i, BranchName(block, i, name), source))];
        if (use.LayerType == Residual)
        {
            scope.Uses[name] = (use.Blocks[0].Name, first, builder.NodeCount);
        }

        return builder.AppendLayer(Merging, use, name, _given, _label, branches, scope);
    }

    /// <summary>The block once as it is, and once through time in the other direction, with weights of its own.</summary>
    private int[] ExpandDirections(string name, int source)
    {
        int start = builder.NodeCount;
        int forward = builder.Expand(use.Blocks[0], scope, use.AttributeIndex, 0, $"{name}/forward", source);
        int first = builder.NodeCount;
        int backward = builder.Expand(use.Blocks[0], scope, use.AttributeIndex, 0, $"{name}/backward", source);
        builder.Change(start, (node, i) => node with { IsDirection = true, IsReversed = node.IsReversed || i >= first - start });
        return [forward, backward];
    }

    /// <summary>Both directions, each with a name of its own; the forward one runs on.</summary>
    private int ExpandApart(string name, int source)
    {
        int[] directions = ExpandDirections(name, source);
        foreach ((int tensor, string direction) in new[] { (directions[1], $"{name}/backward"), (directions[0], $"{name}/forward") })
        {
            scope.Made(tensor, direction, _position);
            builder.NameTensor(scope, direction, tensor, use.AttributeIndex);
        }

        return directions[0];
    }

    private bool IsApart => use.LayerType == Bidirectional && use.Argument("Merge") is MergeMembers.None;

    /// <summary>A number that is no member has its error, and stands for the first.</summary>
    private LayerDefinition Merging => MergeMembers.Find(use.LayerType switch
    {
        Residual => null,
        Bidirectional => use.Argument("Merge") as int? ?? MergeMembers.Concatenation,
        _ => use.Argument("Merge") as int?,
    }) ?? MergeMembers.Find(null)!;

    /// <summary>A residual or applied block gives its name to the use; branches that run side by side get the merging layer's.</summary>
    private string NameOf(int repetition)
    {
        if (_given is not null)
        {
            return repetition == 0 ? _given : $"{_given}_{InvariantText.Of(repetition)}";
        }

        return scope.NextName(use.LayerType switch
        {
            Apply or Residual => ShortName(use.Blocks[0]),
            Bidirectional or TimeDistributed => use.LayerType,
            _ => Merging.Name,
        });
    }

    private string BranchName(BlockDeclaration block, int ordinal, string name)
    {
        if (block.Kind == BlockKind.Identity)
        {
            return "";
        }

        if (_given is null)
        {
            return scope.NextName(ShortName(block));
        }

        int same = use.Blocks.Take(ordinal).Count(other => ShortName(other) == ShortName(block));
        string branch = $"{name}/{LayerNames.ToSnakeCase(ShortName(block))}";
        return same == 0 ? branch : $"{branch}_{InvariantText.Of(same)}";
    }

    private static string ShortName(BlockDeclaration block) => block.Name.Substring(block.Name.LastIndexOf('.') + 1);

    /// <summary>Blocks that use a block twice and are used twice themselves double with each level.</summary>
    private bool IsTooLarge()
    {
        bool isTooLarge = builder.NodeCount > BlockReader.MostLayers || use.Blocks.Any(block => block.Kind == BlockKind.TooLarge);
        if (isTooLarge)
        {
            builder.Problems.ReportOnOwnAttribute(scope, use.AttributeIndex, scope.Model, $"comes to more than {InvariantText.Grouped(BlockReader.MostLayers)} layers with the blocks that it uses: repeat them less often");
        }

        return isTooLarge;
    }

    private bool HasObstacle()
    {
        foreach (BlockDeclaration block in use.Blocks)
        {
            if (block.Kind == BlockKind.Cycle)
            {
                ReportCycle(block);
                return true;
            }

            string? message = block.Kind switch
            {
                BlockKind.Model => $"takes a block, but {block.Name} is a model: write [Block] in the place of its input",
                BlockKind.Unmarked => $"takes a block, but {block.Name} has layers and no [Block]: write [Block] before them",
                BlockKind.NoBlock => $"takes a block, but {block.Name} is none: name a class that has [Block] and layers",
                BlockKind.Identity when use.LayerType is Bidirectional or TimeDistributed => "takes a block, but Identity has no layers: name a class that has [Block] and layers",
                BlockKind.Block when use.LayerType == Bidirectional && block.Layers.Count > 1 => $"takes a block of one recurrent layer, but {block.Name} has {InvariantText.Of(block.Layers.Count)}: put each into a block of its own, or use the block with [Parallel<…>]",
                BlockKind.Block when block is { IsReferenced: true, Layers.Count: 0 } => $"takes a block, but {block.Name} has no layers: add layers to it, or use Identity",
                _ => null,
            };
            if (message is not null)
            {
                builder.Problems.Report(scope, RuleIds.InvalidBlock, _position.At(), use.LayerType, message);
                return true;
            }
        }

        return IsTooLarge();
    }

    private void CheckArguments(int repeat)
    {
        if (use.LayerType == Apply && _given is not null && string.IsNullOrWhiteSpace(_given))
        {
            builder.Problems.Report(scope, RuleIds.ArgumentOutOfRange, _position.At("Name"), _label, "needs a Name that is not blank, or none");
        }

        if (use.LayerType != Bidirectional && use.Argument("Merge") is MergeMembers.None)
        {
            builder.Problems.Report(scope, RuleIds.ArgumentOutOfRange, _position.At("Merge"), _label, "cannot have Merge = None, which leaves the directions of [Bidirectional<…>] apart: use the blocks one by one, with From");
        }
        else if (use.Argument("Merge") is int merge && !IsApart && MergeMembers.Find(merge) is null)
        {
            builder.Problems.Report(scope, RuleIds.ArgumentOutOfRange, _position.At("Merge"), _label, $"has Merge = {InvariantText.Of(merge)}, which is no member of the enum");
        }

        else if (use.LayerType == Bidirectional && use.Argument("Merge") is int joining && !IsApart && !MergeMembers.OfDirections.Contains(joining))
        {
            builder.Problems.Report(scope, RuleIds.ArgumentOutOfRange, _position.At("Merge"), _label, $"cannot have Merge = {MergeMembers.Find(joining)!.Name}: both directions are joined by Concatenate, Add, Multiply or Average, or stay apart with None");
        }

        if (repeat is < 1 or > MostRepetitions)
        {
            builder.Problems.Report(scope, RuleIds.ArgumentOutOfRange, _position.At("Repeat"), _label, $"needs a Repeat from 1 to {InvariantText.Of(MostRepetitions)}, but {InvariantText.Of(repeat)} is declared");
        }
    }

    /// <summary>Each block of a cycle is told on the attribute that leads into it; whoever uses such a block is not.</summary>
    private void ReportCycle(BlockDeclaration cycle)
    {
        if (cycle.IsOfReader)
        {
            builder.Problems.ReportOnOwnAttribute(scope, use.AttributeIndex, scope.Model, $"would contain itself, {cycle.Name}: take this use out of it");
        }
        else
        {
            builder.Problems.MarkMalformed();
        }
    }
}
