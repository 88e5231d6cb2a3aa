using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Models;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Tests;

/// <summary>Runs single stages over attributes as a user writes them.</summary>
internal static class Parsed
{
    /// <summary>Stage 1 on one type of a source.</summary>
    public static ModelDeclaration Declaration(string source, string metadataName)
    {
        CSharpCompilation compilation = Compile.Sources(source);
        INamedTypeSymbol type = compilation.GetTypeByMetadataName(metadataName)!;
        return DeclarationReader.Read(type)!;
    }

    /// <summary>Stage 2 on <c>partial class M</c> under the given attributes, which may use the blocks <c>B</c> and <c>C</c> over (4).</summary>
    public static ShapedModel Shaped(string attributes, string blocks = "") => ShapeInference.Infer(Declaration(
        $"using ShapeGen;\n{attributes}\npublic partial class M;\n[Block] [Dense(4)] public partial class B;\n[Block] [Dense(4, UseBias = false)] [Activation(Activation.Relu)] public partial class C;\n{blocks}", "M"));

    /// <summary>Stage 3, which must succeed.</summary>
    public static ExecutionPlan Plan(string attributes, string blocks = "")
    {
        PlannedModel planned = ModelPlanner.Plan(Shaped(attributes, blocks));
        Assert.Empty(planned.Model.Problems.Select(Rules.Message));
        return planned.Plan!;
    }

    /// <summary>The problems as the analyzer prints them, the rule's number in front.</summary>
    public static IEnumerable<string> Problems(string attributes) =>
        Shaped(attributes).Problems.Select(p => $"{p.RuleId}: {Rules.Message(p)}");
}
