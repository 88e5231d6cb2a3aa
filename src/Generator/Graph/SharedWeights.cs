using ShapeGen.Generator.Core;
using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Diagnostics;

namespace ShapeGen.Generator.Graph;

/// <summary>Lets a use of a block take the weights of an earlier use of the same block.</summary>
internal sealed class SharedWeights(GraphBuilder builder, LayerDeclaration use, GraphScope scope, string label)
{
    private const string Argument = "SharesWeights";

    private readonly NodePosition _position = scope.PositionOf(use.AttributeIndex);

    /// <param name="first">The first node of the use.</param>
    /// <param name="repetition">Which repetition of the use; it takes the same one of the other's.</param>
    public void Take(int first, int repetition)
    {
        if (use.Argument(Argument) is not string shared)
        {
            return;
        }

        string other = repetition == 0 ? shared : $"{shared}_{InvariantText.Of(repetition)}";
        string shown = LayerNames.OnOneLine(other);
        if (!scope.Uses.TryGetValue(other, out (string Block, int First, int End) earlier))
        {
            ReportNoUse(other, repetition);
        }
        else if (earlier.Block != use.Blocks[0].Name)
        {
            builder.Problems.Report(scope, RuleIds.InvalidBlock, _position.At(Argument), label, $"takes the weights of \"{shown}\", which is a use of {earlier.Block}: name a use of {use.Blocks[0].Name}");
        }
        else if (earlier.End - earlier.First == builder.NodeCount - first)
        {
            builder.Change(first, (node, index) => node with { SharedWith = builder.OwnerOf(earlier.First + index), Sharing = (_position, label, other) });
        }
    }

    private void ReportNoUse(string other, int repetition)
    {
        string shown = LayerNames.OnOneLine(other);
        if (repetition > 0)
        {
            builder.Problems.Report(scope, RuleIds.InvalidBlock, _position.At("Repeat"), label, $"is repeated more often than the use whose weights it takes: there is no \"{shown}\"");
        }
        else if (scope.Names.Contains(other))
        {
            builder.Problems.Report(scope, RuleIds.InvalidBlock, _position.At(Argument), label, $"takes the weights of \"{shown}\", which is no use of {use.Blocks[0].Name}: name an earlier use of it");
        }
        else
        {
            builder.Problems.ReportUnknown(scope, _position, label, Argument, -1, other, $"use of {use.Blocks[0].Name}", scope.Uses.Where(known => known.Value.Block == use.Blocks[0].Name).Select(known => known.Key));
        }
    }
}
