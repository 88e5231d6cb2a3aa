using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ShapeGen.Generator.Analyzers.CallSites;

/// <summary>What a variable holds, where that is the same at all times.</summary>
/// <param name="IsStable">It is never written to after its declaration.</param>
/// <param name="Initializer">What a stable variable is declared with, or null where that is not known.</param>
internal readonly record struct AssignedValue(bool IsStable, IOperation? Initializer)
{
    public static AssignedValue Unknown => default;
}

/// <summary>
/// Finds variables that keep the value they are declared with: locals and parameters that nothing in their member writes
/// to, and readonly fields that no constructor does.
/// </summary>
internal sealed class AssignedValues
{
    private readonly ConditionalWeakTable<SyntaxNode, WriteSites> _sites = new();

    /// <param name="symbol">A local, parameter or field.</param>
    /// <param name="use">What uses it.</param>
    /// <param name="cancellation">Stops the search.</param>
    public AssignedValue Find(ISymbol symbol, IOperation use, CancellationToken cancellation) => (symbol, use.SemanticModel) switch
    {
        (ILocalSymbol { RefKind: RefKind.None } local, { } semantics) => FindLocal(local, semantics, cancellation),
        (IParameterSymbol { RefKind: RefKind.None } parameter, { } semantics) => FindParameter(parameter, semantics, cancellation),
        (IFieldSymbol { IsReadOnly: true } field, { } semantics) when IsInitialized(field, use.Syntax, cancellation) => FindField(field, semantics, cancellation),
        _ => AssignedValue.Unknown,
    };

    private AssignedValue FindLocal(ILocalSymbol local, SemanticModel semantics, CancellationToken cancellation)
    {
        if (Declaration(local, cancellation) is not { } syntax
            || syntax.SyntaxTree != semantics.SyntaxTree
            || IsWritten(local, local.Type.IsValueType, MemberOf(syntax), semantics, cancellation))
        {
            return AssignedValue.Unknown;
        }

        return new AssignedValue(true, syntax is VariableDeclaratorSyntax declarator ? InitializerOf(declarator, semantics, cancellation) : null);
    }

    private AssignedValue FindParameter(IParameterSymbol parameter, SemanticModel semantics, CancellationToken cancellation)
    {
        // The parameters of a primary constructor are seen by every part of the type.
        bool isStable = Declaration(parameter, cancellation) is { Parent.Parent: not TypeDeclarationSyntax } syntax
            && syntax.SyntaxTree == semantics.SyntaxTree
            && !IsWritten(parameter, parameter.Type.IsValueType, MemberOf(syntax), semantics, cancellation);
        return new AssignedValue(isStable, null);
    }

    private AssignedValue FindField(IFieldSymbol field, SemanticModel semantics, CancellationToken cancellation)
    {
        // An instance of a struct need not have run any initializer.
        bool mayBeSkipped = !field.IsStatic && field.ContainingType.TypeKind != TypeKind.Class;
        if (mayBeSkipped
            || Declaration(field, cancellation) is not VariableDeclaratorSyntax declarator
            || ModelOf(declarator.SyntaxTree, semantics) is not { } home
            || FieldAccessors.MayWrite(field, semantics.Compilation, cancellation))
        {
            return AssignedValue.Unknown;
        }

        foreach (SyntaxReference part in field.ContainingType.DeclaringSyntaxReferences)
        {
            SyntaxNode syntax = part.GetSyntax(cancellation);
            if (ModelOf(syntax.SyntaxTree, semantics) is not { } model
                || IsWritten(field.OriginalDefinition, field.Type.IsValueType, syntax, model, cancellation))
            {
                return AssignedValue.Unknown;
            }
        }

        return new AssignedValue(true, InitializerOf(declarator, home, cancellation));
    }

    /// <summary>
    /// Static initializers run one by one in their order, and those of parts and types in none that can be told: one that
    /// reads another field may come too early.
    /// </summary>
    private static bool IsInitialized(IFieldSymbol field, SyntaxNode use, CancellationToken cancellation)
    {
        MemberDeclarationSyntax? member = use.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        bool isInInitializer = member is FieldDeclarationSyntax or PropertyDeclarationSyntax { Initializer: not null } && member.Modifiers.Any(SyntaxKind.StaticKeyword);
        return !field.IsStatic
            || !isInInitializer
            || (Declaration(field, cancellation) is { } declarator
                && declarator.FirstAncestorOrSelf<TypeDeclarationSyntax>() == use.FirstAncestorOrSelf<TypeDeclarationSyntax>()
                && declarator.Span.End < use.SpanStart);
    }

    private bool IsWritten(ISymbol symbol, bool mayBeReceiver, SyntaxNode code, SemanticModel semantics, CancellationToken cancellation)
    {
        WriteSites sites = _sites.GetValue(code, WriteSites.Collect);
        return sites.Targets(symbol.Name).Any(Binds)
            || sites.Arguments(symbol.Name).Any(argument => TakesArgumentByReference(argument) && Binds(argument.Expression))
            || (mayBeReceiver && sites.Receivers(symbol.Name).Any(access => TakesReference(access) && Binds(access.Expression)));

        // What does not bind may be anything.
        bool Binds(ExpressionSyntax name) =>
            semantics.GetSymbolInfo(name, cancellation).Symbol is not { } found || SymbolEqualityComparer.Default.Equals(found.OriginalDefinition, symbol);

        bool TakesArgumentByReference(ArgumentSyntax argument) =>
            semantics.GetOperation(argument, cancellation) is IArgumentOperation { Parameter.RefKind: not RefKind.None };

        bool TakesReference(MemberAccessExpressionSyntax access) => semantics.GetSymbolInfo(access, cancellation).Symbol switch
        {
            IMethodSymbol { ReducedFrom: { } extension } => extension.Parameters[0].RefKind != RefKind.None,
            { ContainingType.ExtensionParameter: { } receiver } => receiver.RefKind != RefKind.None,
            _ => false,
        };
    }

    private static SyntaxNode? Declaration(ISymbol symbol, CancellationToken cancellation) =>
        symbol.DeclaringSyntaxReferences.Length == 1 ? symbol.DeclaringSyntaxReferences[0].GetSyntax(cancellation) : null;

    private static IOperation? InitializerOf(VariableDeclaratorSyntax declarator, SemanticModel semantics, CancellationToken cancellation) =>
        declarator.Initializer is { } initializer && semantics.GetOperation(initializer, cancellation) is ISymbolInitializerOperation operation
            ? operation.Value
            : null;

    /// <summary>The member around a local, or the file around top-level statements: more than its scope, and so safe.</summary>
    private static SyntaxNode MemberOf(SyntaxNode node)
    {
        SyntaxNode current = node;
        while (current.Parent is { } parent && current is not MemberDeclarationSyntax or GlobalStatementSyntax)
        {
            current = parent;
        }

        return current;
    }

    /// <summary>A readonly field may be declared in another file; one of another project is out of sight.</summary>
    private static SemanticModel? ModelOf(SyntaxTree tree, SemanticModel semantics)
    {
        if (tree == semantics.SyntaxTree)
        {
            return semantics;
        }

#pragma warning disable RS1030 // Nothing else answers for another file, and only fields that are arguments of a model get here.
        return semantics.Compilation.ContainsSyntaxTree(tree) ? semantics.Compilation.GetSemanticModel(tree) : null;
#pragma warning restore RS1030
    }
}
