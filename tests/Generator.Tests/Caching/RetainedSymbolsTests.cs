using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ShapeGen.Generator.Tests.Caching;

/// <summary>No stage's value reaches a symbol, syntax or compilation.</summary>
public class RetainedSymbolsTests
{
    public static TheoryData<string> Steps => [.. TrackingNames.All];

    [Theory]
    [MemberData(nameof(Steps))]
    public void NoStepHoldsWhatBelongsToACompilation(string step)
    {
        object[] values = [.. GeneratorRun.Of(ModelGallery.Files).Steps(step).SelectMany(s => s.Outputs).Select(o => o.Value)];
        Assert.NotEmpty(values);
        Assert.Empty(values.SelectMany(ObjectGraph.FindForbidden));
    }

    [Fact]
    public void TheWalkGoesDeepIntoADeclaration()
    {
        object declaration = GeneratorRun.Of(ModelGallery.Files).Steps(TrackingNames.Plans).First().Outputs[0].Value;
        Assert.InRange(ObjectGraph.CountObjects(declaration), 20, 100_000);
    }

    public static TheoryData<string> Hidden => [nameof(Compilation), nameof(SyntaxTree), nameof(SyntaxNode), nameof(ISymbol), nameof(Location), nameof(SemanticModel)];

    [Theory]
    [MemberData(nameof(Hidden))]
    public void TheWalkFindsWhatIsHiddenInArraysAndPrivateFields(string kind)
    {
        Compilation compilation = Compile.Sources("class C;");
        SyntaxTree tree = compilation.SyntaxTrees.Single();
        object secret = kind switch
        {
            nameof(Compilation) => compilation,
            nameof(SyntaxTree) => tree,
            nameof(SyntaxNode) => tree.GetRoot(),
            nameof(ISymbol) => compilation.GetTypeByMetadataName("C")!,
            nameof(Location) => tree.GetRoot().GetLocation(),
            _ => compilation.GetSemanticModel(tree),
        };
        object[] holders = [new Holder(secret), new Derived(secret), new[] { new object[] { secret } }, ImmutableArray.Create(secret), new List<object> { secret }, new Func<object>(() => secret), (1, secret)];
        Assert.All(holders, holder => Assert.Single(ObjectGraph.FindForbidden(holder)));
    }

    private class Holder(object secret)
    {
        private readonly object[] _secrets = [secret];

        public override string ToString() => $"{_secrets.Length}";
    }

    private sealed class Derived(object secret) : Holder(secret);
}
