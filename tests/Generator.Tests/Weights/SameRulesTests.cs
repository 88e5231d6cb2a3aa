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

    private static bool Loads(MethodInfo load, (string Name, int[] Shape)[] tensors)
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
            return true;
        }
        catch (TargetInvocationException exception) when (exception.InnerException is SafeTensorsException)
        {
            return false;
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
