using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;

namespace ShapeGen.Generator.Tests.Conventions;

/// <summary>The tests run on the compiler they say, and the generator asks for no newer one than it may.</summary>
public class RoslynVersionTests
{
    /// <summary>The compiler of SDK 10.0.100; a generator that asks for a newer one does not load there.</summary>
    private static readonly Version Oldest = new(5, 0, 0, 0);

    [Fact]
    public void TheTestsRunOnTheVersionTheyAreAskedFor()
    {
        string asked = typeof(RoslynVersionTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RoslynVersion").Value!;
        Assert.Equal(Version.Parse(asked + ".0"), typeof(CSharpCompilation).Assembly.GetName().Version);
    }

    [Fact]
    public void TheGeneratorIsCompiledAgainstTheOldest() => Assert.All(
        typeof(ModelGenerator).Assembly.GetReferencedAssemblies().Where(a => a.Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)),
        a => Assert.Equal(Oldest, a.Version));

    /// <summary>What it needs beside the compiler and netstandard would have to be shipped with it.</summary>
    [Fact]
    public void TheGeneratorNeedsTheCompilerAlone() => Assert.Empty(
        typeof(ModelGenerator).Assembly.GetReferencedAssemblies().Select(a => a.Name!)
            .Except(["netstandard", "Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp", "System.Collections.Immutable", "System.Memory"]));
}
