using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ShapeGen.Generator.Tests.Caching;

/// <summary>A driver that has moved on to the next compilation holds nothing of the one before.</summary>
public class CollectedCompilationTests
{
    private GeneratorDriver _driver = GeneratorRun.NewDriver(CompileOptions.Default);

    [Fact]
    public void TheOldCompilationIsCollected()
    {
        (WeakReference old, WeakReference control) = RunTwice();
        for (int i = 0; i < 10 && old.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(old.IsAlive, "The driver still holds the first compilation.");

        // The driver does hold the last one, so the check above can fail.
        Assert.True(control.IsAlive);
        GC.KeepAlive(_driver);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private (WeakReference Old, WeakReference New) RunTwice()
    {
        CSharpCompilation first = Compile.Sources([.. ModelGallery.Files, "class Other;"]);
        _driver = _driver.RunGenerators(first);
        CSharpCompilation second = Compile.Edit(first, ModelGallery.Files.Length, text => text + " class Another;");
        _driver = _driver.RunGenerators(second);
        return (new WeakReference(first), new WeakReference(second));
    }
}
