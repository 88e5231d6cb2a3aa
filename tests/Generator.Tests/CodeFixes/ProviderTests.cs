using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using ShapeGen.CodeFixes;
using ShapeGen.Generator.Diagnostics;
using Xunit;

namespace ShapeGen.Generator.Tests.CodeFixes;

/// <summary>How the editor finds the code fixes.</summary>
public sealed class ProviderTests
{
    private static readonly Type[] Providers =
        [.. typeof(EditingCodeFix).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(CodeFixProvider)) && !t.IsAbstract)];

    [Fact]
    public void EveryProviderIsExportedForCSharpUnderItsName()
    {
        Assert.NotEmpty(Providers);
        Assert.All(Providers, type =>
        {
            ExportCodeFixProviderAttribute? export = type.GetCustomAttribute<ExportCodeFixProviderAttribute>();
            Assert.NotNull(export);
            Assert.Equal(type.Name, export.Name);
            Assert.Equal([LanguageNames.CSharp], export.Languages);
            Assert.True(type.IsPublic);
            Assert.NotNull(type.GetConstructor([]));
        });
    }

    [Fact]
    public void EachRuleHasOneProviderAndMostHaveOne()
    {
        string[] fixable = [.. Providers.SelectMany(type => ((CodeFixProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds)];
        Assert.Equal(fixable.Distinct(), fixable);

        // These leave a choice that only the user can make.
        string[] withoutFix = ["SHAPE0005", "SHAPE0006", "SHAPE0007", "SHAPE0008", "SHAPE0009", "SHAPE0010", "SHAPE0012", "SHAPE0106", "SHAPE0121", "SHAPE0122", "SHAPE0301", "SHAPE0303", "SHAPE0304", "SHAPE0305", "SHAPE0401", "SHAPE0402"];
        Assert.Empty(Rules.All.Select(rule => rule.Id).Except(fixable).Except(withoutFix));
    }
}
