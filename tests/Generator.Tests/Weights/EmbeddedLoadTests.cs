using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using ShapeGen.Generator.Tests.Diagnostics;

namespace ShapeGen.Generator.Tests.Weights;

/// <summary>A model whose weights the project lists gets a <c>Load()</c> that reads them from the assembly.</summary>
public sealed class EmbeddedLoadTests
{
    private const string Head = "namespace App; [ShapeGen.InputShape(2)] [ShapeGen.Dense(1)] public sealed partial class Head;";

    [Fact]
    public void LoadReadsTheResource()
    {
        using var file = new MemoryStream();
        new SafeTensorsWriter().Add("dense/kernel", [2, 1], new float[] { 2, 3 }).Add("dense/bias", [1], new float[] { 10 }).WriteTo(file);
        Assembly assembly = Load(Run(Head, "App.Head"), "ShapeGen.Weights/App.Head", file.ToArray());
        Type type = assembly.GetType("App.Head")!;
        object model = type.GetMethod("Load", [])!.Invoke(null, null)!;
        float[] output = new float[1];
        type.GetMethod("Forward", [typeof(ReadOnlySpan<float>), typeof(Span<float>)])!.CreateDelegate<Forward>(model)([1, 1], output);
        Assert.Equal(15, output[0]);
    }

    [Fact]
    public void WithoutTheResourceTheErrorNamesIt()
    {
        Type type = Load(Run(Head, "App.Head"), "another", []).GetType("App.Head")!;
        var thrown = Assert.Throws<TargetInvocationException>(() => type.GetMethod("Load", [])!.Invoke(null, null));
        Assert.StartsWith("Consumer, resource \"ShapeGen.Weights/App.Head\": there is no such resource.", Assert.IsType<SafeTensorsException>(thrown.InnerException).Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void ADamagedResourceIsRefused(int length)
    {
        Type type = Load(Run(Head, "App.Head"), "ShapeGen.Weights/App.Head", new byte[length]).GetType("App.Head")!;
        var thrown = Assert.Throws<TargetInvocationException>(() => type.GetMethod("Load", [])!.Invoke(null, null));
        Assert.IsType<SafeTensorsException>(thrown.InnerException);
    }

    /// <summary>The file is read where it lies: opening it allocates for its header alone, however much data it holds.</summary>
    [Fact]
    public void OpeningCopiesNothing()
    {
        const int Length = 4_000_000;
        using var file = new MemoryStream();
        new SafeTensorsWriter().Add("large", [Length], new float[Length]).WriteTo(file);
        Assembly assembly = Load(Run(Head, "App.Head"), "large", file.ToArray());
        CompilerServices.EmbeddedWeights.Open(assembly, "large").Dispose();
        long before = GC.GetAllocatedBytesForCurrentThread();
        using SafeTensors opened = CompilerServices.EmbeddedWeights.Open(assembly, "large");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000);
        Assert.Equal(Length, opened.Tensors.Single().ElementCount);
    }

    [Fact]
    public void AFileWithoutTensorsCanBeOpened()
    {
        Assembly assembly = Load(Run(Head, "App.Head"), "empty", [2, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}']);
        using SafeTensors opened = CompilerServices.EmbeddedWeights.Open(assembly, "empty");
        Assert.Empty(opened.Tensors);
    }

    [Fact]
    public void OtherModelsGetNone()
    {
        Assert.DoesNotContain(" Load()", Run(Head, "App.Other").Text);
        Assert.DoesNotContain(" Load()", GeneratorRun.Of(Head).Text);
        Assert.Contains(" Load()", Run(Head, "App.Head").Text);
    }

    [Fact]
    public void ALoadOfTheUsersStays()
    {
        GeneratorRun run = Run("namespace App; [ShapeGen.InputShape(2)] [ShapeGen.Dense(1)] public sealed partial class Head { public static Head Load() => Load(\"x\"); }", "App.Head");
        Assert.Empty(run.Diagnostics());
    }

    [Fact]
    public void TheStubOfAnInvalidModelHasLoadToo()
    {
        GeneratorRun run = Run(Head.Replace("(2)", "(-2)") + " class User { object M() => Head.Load(); }", "App.Head");
        Assert.Empty(run.Diagnostics());
    }

    private static GeneratorRun Run(string code, string model) => GeneratorRun.Of(
        CompileOptions.Default with { AdditionalTexts = [WeightsText.OfPage($"{model}: head.safetensors")] }, code);

    private static Assembly Load(GeneratorRun run, string resource, byte[] content)
    {
        using var image = new MemoryStream();
        ImmutableArray<ResourceDescription> resources = [new ResourceDescription(resource, () => new MemoryStream(content), isPublic: true)];
        Assert.True(run.Output.Emit(image, manifestResources: resources).Success);
        return Assembly.Load(image.ToArray());
    }

    private delegate void Forward(ReadOnlySpan<float> input, Span<float> output);
}
