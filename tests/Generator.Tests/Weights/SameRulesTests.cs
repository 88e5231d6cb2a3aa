using System.Reflection;
using Microsoft.CodeAnalysis;
using ShapeGen.Generator.Tests.Analyzers;
using ShapeGen.Generator.Tests.Diagnostics;

namespace ShapeGen.Generator.Tests.Weights;

/// <summary>The build and the runtime hold the same rules: what SHAPE0401 reports does not load, and what it lets pass does.</summary>
public sealed class SameRulesTests
{
    private const string Head = "[ShapeGen.InputShape(4)] [ShapeGen.Dense(3, Name = \"fc\")] public sealed partial class Head;";

    [Fact]
    public async Task WhatIsReportedDoesNotLoad()
    {
        GeneratorRun run = GeneratorRun.Of(Head);
        MethodInfo load = Assembly.Load(run.Emit()).GetType("Head")!.GetMethod("Load", [typeof(SafeTensors)])!;
        var verdicts = new HashSet<bool>();
        foreach ((string Name, int[] Shape)[] tensors in Files())
        {
            string block = string.Join('\n', tensors.Select(t => $"{t.Name} F32 ({string.Join(", ", t.Shape)})").Prepend("Head: head.safetensors"));
            IReadOnlyList<Diagnostic> reports = await AnalyzerRun.Over(run.Output, files: [WeightsText.OfPage(block)]);
            bool loads = Loads(load, tensors);
            Assert.True(loads == (reports.Count == 0), $"{block}\nloads: {loads}, reports: {string.Join('\n', reports)}");
            verdicts.Add(loads);
        }

        Assert.Equal(2, verdicts.Count);
    }

    /// <summary>What SHAPE0104 knows of a wrong number of features, and the name that the file has instead: in the same words in the build and in <c>Load</c>.</summary>
    [Theory]
    [InlineData("[ShapeGen.InputShape(7, 7, 64), ShapeGen.GlobalAveragePooling2D, ShapeGen.Dense(10)]", "dense/kernel F32 (3136, 10)", ": the layer receives (64) from GlobalAveragePooling2D of (7, 7, 64); with Flatten in its place it would take this kernel")]
    [InlineData("[ShapeGen.InputShape(7, 7, 64), ShapeGen.GlobalAveragePooling2D, ShapeGen.Dropout(0.5), ShapeGen.Dense(10)]", "dense.weight F32 (10, 3136)", ": the layer receives (64) from GlobalAveragePooling2D of (7, 7, 64); with Flatten in its place it would take this kernel")]
    [InlineData("[ShapeGen.InputShape(64, 7, 7), ShapeGen.GlobalAveragePooling2D, ShapeGen.Dense(10)]", "dense.weight F32 (10, 64)", ": the layer receives (7) from GlobalAveragePooling2D of (64, 7, 7); with DataFormat = DataFormat.ChannelsFirst there it would take this kernel")]
    [InlineData("[ShapeGen.InputShape(7, 7, 64), ShapeGen.Flatten, ShapeGen.Dense(10)]", "dense/kernel F32 (64, 10)", ": the layer receives (3136) from Flatten of (7, 7, 64); with GlobalAveragePooling2D in its place it would take this kernel")]
    [InlineData("[ShapeGen.InputShape(5, 4), ShapeGen.Dense(10)]", "dense/kernel F32 (20, 10)", ": the layer receives (5, 4) from the input; with [Flatten] before it it would take this kernel")]
    [InlineData("[ShapeGen.InputShape(4), ShapeGen.Dense(3)]", "fc/kernel F32 (4, 3)|fc/bias F32 (3)", ". \"fc/kernel\" has its shape: give the layer Name = \"fc\"")]
    [InlineData("[ShapeGen.InputShape(4), ShapeGen.Dense(3)]", "fc.weight F32 (3, 4)", ". \"fc.weight\" has its shape: give the layer Name = \"fc\"")]
    [InlineData("[ShapeGen.InputShape(4), ShapeGen.Dense(4, Name = \"a\"), ShapeGen.Dense(4)]", "a/kernel F32 (4, 4)|a/bias F32 (4)|b/x.weight F32 (4, 4)|c/kernel F32 (4, 4)", ". \"b/x.weight\" and \"c/kernel\" have its shape: give the layer Name = \"b/x\" or \"c\"")]
    public async Task BothSayWhatIsMeant(string attributes, string tensors, string words)
    {
        GeneratorRun run = GeneratorRun.Of(attributes + " public sealed partial class Head;");
        string[] lines = tensors.Split('|');
        IReadOnlyList<Diagnostic> reports = await AnalyzerRun.Over(run.Output, files: [WeightsText.OfPage(string.Join('\n', lines.Prepend("Head: head.safetensors")))]);
        Assert.EndsWith(words, Assert.Single(reports, report => report.Id == "SHAPE0401").GetMessage());

        MethodInfo load = Assembly.Load(run.Emit()).GetType("Head")!.GetMethod("Load", [typeof(SafeTensors)])!;
        (string, int[])[] held = [.. lines.Select(line => line.Split(' ', 3)).Select(parts => (parts[0], parts[2].Trim('(', ')').Split(", ").Select(int.Parse).ToArray()))];
        Assert.EndsWith(words + ".", Failure(load, held));
    }

    private static bool Loads(MethodInfo load, (string Name, int[] Shape)[] tensors) => Failure(load, tensors) is null;

    /// <summary>The message with which loading fails, or null.</summary>
    private static string? Failure(MethodInfo load, (string Name, int[] Shape)[] tensors)
    {
        var writer = new SafeTensorsWriter();
        foreach ((string name, int[] shape) in tensors)
        {
            writer.Add(name, shape, new float[shape.Aggregate(1, (product, dimension) => product * dimension)].AsSpan());
        }

        using var content = new MemoryStream();
        writer.WriteTo(content);
        content.Position = 0;
        using SafeTensors file = SafeTensors.Read(content);
        try
        {
            load.Invoke(null, [file]);
            return null;
        }
        catch (TargetInvocationException exception) when (exception.InnerException is SafeTensorsException failure)
        {
            return failure.Message;
        }
    }

    /// <summary>One or two kernels and a bias, of every name and shape that might be meant.</summary>
    private static IEnumerable<(string Name, int[] Shape)[]> Files()
    {
        string[] kernels = ["fc/kernel", "fc.weight", "fc.kernel", "other"];
        int[][] shapes = [[4, 3], [3, 4], [12], [4, 3, 1]];
        (string, int[])[] biases = [("fc/bias", [3]), ("fc.bias", [3]), ("fc/bias", [1, 3]), ("bias", [3])];
        foreach ((string, int[]) bias in biases)
        {
            foreach (string name in kernels)
            {
                foreach (int[] shape in shapes)
                {
                    yield return [(name, shape), bias];
                    yield return name == "fc.weight" ? [(name, shape), bias] : [(name, shape), bias, ("fc.weight", [3, 4])];
                }
            }
        }
    }
}
