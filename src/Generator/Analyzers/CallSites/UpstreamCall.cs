using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ShapeGen.Generator.Core;
using ShapeGen.Generator.Layers;

namespace ShapeGen.Generator.Analyzers.CallSites;

/// <summary>The call of another model that has filled a buffer, in models chained by hand.</summary>
/// <param name="Call">That call.</param>
/// <param name="Filled">The buffer, as that call sees it.</param>
internal sealed record UpstreamCall(ModelCall Call, PassedBuffer Filled)
{
    /// <summary>Statements that the search looks at: a chain stands together, and a method may be long.</summary>
    private const int MaximumDistance = 50;

    /// <summary>
    /// The last statement before the call that writes the buffer by a model. Looks at the statements in front of it and
    /// of the blocks around it; whatever else mentions the variable on the way may have filled it, and ends the search.
    /// </summary>
    public static UpstreamCall? Find(ModelCall call, PassedBuffer input, BufferReader buffers)
    {
        if (input.Facts.Root is not { IsStable: true } root || call.Operation.SemanticModel is not { } semantics)
        {
            return null;
        }

        foreach (StatementSyntax statement in StatementsBefore(call.Operation.Syntax).Take(MaximumDistance))
        {
            ModelCall? candidate = Read(statement, semantics, buffers);
            PassedBuffer? written = candidate?.Outputs(buffers).FirstOrDefault(output => root.IsSameAs(output.Facts.Root));
            if (written is not null)
            {
                return written.Facts.Offset is not null && written.Facts.Offset == input.Facts.Offset ? new UpstreamCall(candidate!, written) : null;
            }

            if (candidate is null && MayFill(statement, root.Symbol.Name))
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>The buffer is too short for the model that fills it, and as long as that one needs it, it would fit here.</summary>
    public bool IsToBlameFor(ModelCall call, PassedBuffer input) =>
        !Call.IsBatch
        && !call.IsBatch
        && Filled.Facts.Length < Filled.Buffer.Count
        && Filled.Buffer.Count == input.Buffer.Count;

    /// <summary>Continues <c>… was filled by</c>.</summary>
    public string Describe(ModelCall call, PassedBuffer input)
    {
        string name = call.Shown(Call.Model);
        string made = $"{(Call.IsBatch ? "samples of " : "")}{Filled.Buffer.Described}";
        if (Filled.Buffer.Count == input.Buffer.Count)
        {
            string batch = Call.IsBatch && !call.IsBatch ? $", or call {ModelMembers.ForwardBatch}" : "";
            return $"{name} with {made}: take {call.ModelName}.{input.Buffer.Length} elements of it{batch}";
        }

        return $"{name} with {made}: let {call.ModelName} take {Filled.Buffer.Shape}, or {name} make {input.Buffer.Shape}{Hint(input)}";
    }

    /// <summary>What might stand in the place of the layer that decided the length, and would make it fit.</summary>
    private string Hint(PassedBuffer input)
    {
        if (Call.Model.DecidingLayer is not { } layer)
        {
            return "";
        }

        Alternative? alternative = layer.Layer.Alternatives(layer.Input).FirstOrDefault(a => a.Output.ElementCount == input.Buffer.Count);
        return alternative is null ? "" : $"; its {layer.TypeName} makes {layer.Output} of {layer.Input}, {alternative.Condition} it would make {alternative.Output}";
    }

    private static ModelCall? Read(StatementSyntax statement, SemanticModel semantics, BufferReader buffers) =>
        statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } } invocation }
        && ModelCall.MayBe(name)
        && semantics.GetOperation(invocation, buffers.Cancellation) is IInvocationOperation operation
            ? ModelCall.Read(operation, buffers.Models, buffers.Cancellation)
            : null;

    private static IEnumerable<StatementSyntax> StatementsBefore(SyntaxNode call)
    {
        for (SyntaxNode? node = call; node is not null and not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax); node = node.Parent)
        {
            // What stands later in a loop may come before it, too: do not look out of one.
            if (node is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax)
            {
                yield break;
            }

            foreach (StatementSyntax before in SiblingsBefore(node))
            {
                yield return before;
            }
        }
    }

    /// <summary>The statements in front of one in its list, the nearest first.</summary>
    private static IEnumerable<StatementSyntax> SiblingsBefore(SyntaxNode node) => (node, node.Parent) switch
    {
        (StatementSyntax own, BlockSyntax block) => Backwards(block.Statements, own),
        (StatementSyntax own, SwitchSectionSyntax section) => Backwards(section.Statements, own),
        (GlobalStatementSyntax own, CompilationUnitSyntax file) => Backwards(file.Members, own).OfType<GlobalStatementSyntax>().Select(g => g.Statement),
        _ => Enumerable.Empty<StatementSyntax>(),
    };

    private static IEnumerable<TNode> Backwards<TNode>(SyntaxList<TNode> nodes, TNode end)
        where TNode : SyntaxNode
    {
        for (int i = nodes.IndexOf(end) - 1; i >= 0; i--)
        {
            yield return nodes[i];
        }
    }

    /// <summary>A declaration only gives the buffer another name, unless it hands it to a method.</summary>
    private static bool MayFill(StatementSyntax statement, string name) => statement.DescendantNodes().OfType<SimpleNameSyntax>().Any(mention =>
        mention.Identifier.ValueText == name && (statement is not LocalDeclarationStatementSyntax || mention.Ancestors().TakeWhile(a => a != statement).Any(a => a is ArgumentSyntax)));
}
