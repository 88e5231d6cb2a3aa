using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ShapeGen.IdeSpeed;

/// <summary>A generator that finds attributed types as ours does and makes nothing of them: the floor under every such generator.</summary>
/// <param name="attributes">The metadata names of the attributes to look for.</param>
/// <param name="looksAtSyntax">Whether it also looks at every type declaration without them, as ours does for models that lack an input.</param>
internal sealed class EmptyPipeline(string[] attributes, bool looksAtSyntax) : IIncrementalGenerator
{
    /// <summary>With ShapeGen's own triggers.</summary>
    public static EmptyPipeline Full() => new(["ShapeGen.InputShapeAttribute", "ShapeGen.InputShapeAttribute`1", "ShapeGen.InputFromAttribute", "ShapeGen.BlockAttribute"], looksAtSyntax: true);

    /// <summary>With the one that most models have.</summary>
    public static EmptyPipeline Single() => new(["ShapeGen.InputShapeAttribute"], looksAtSyntax: false);

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        foreach (string attribute in attributes)
        {
            context.RegisterSourceOutput(
                context.SyntaxProvider.ForAttributeWithMetadataName(attribute, static (node, _) => node is TypeDeclarationSyntax, static (match, _) => match.TargetSymbol.Name),
                static (_, _) => { });
        }

        if (looksAtSyntax)
        {
            context.RegisterSourceOutput(
                context.SyntaxProvider.CreateSyntaxProvider(static (node, _) => node is TypeDeclarationSyntax { AttributeLists.Count: > 100 }, static (_, _) => 0),
                static (_, _) => { });
        }
    }
}
