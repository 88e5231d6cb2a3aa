namespace ShapeGen.Generator.Tests.Generated;

/// <summary>A host written once over <c>IModel</c> runs models with and without weights.</summary>
public class GenericHostTests
{
    private const string Host = """
        using System;
        using System.IO;
        using ShapeGen;
        [InputShape(3)] [Dense(2)] public sealed partial class Weighted;
        [InputShape<double>(2, 2)] [GlobalMaxPooling1D] public partial class Weightless;
        [InputShape(2, 2)] [GlobalMaxPooling1D] public partial class WithoutConstructor(int size) { public int Size => size; }

        public static class Host
        {
            public static string Run<M, T>(SafeTensors file, T[] input) where M : IModel<M, T> where T : unmanaged
            {
                M model = M.Load(file);
                T[] one = new T[M.OutputLength], two = new T[2 * M.OutputLength], inputs = [.. input, .. input];
                model.Forward(input, one);
                model.ForwardBatch(inputs, two);
                return $"{M.InputLength} {M.OutputLength} {M.ParameterCount} {M.Weights.Length} ({string.Join(',', M.InputShape.ToArray())})>({string.Join(',', M.OutputShape.ToArray())}): {string.Join(' ', one)} | {string.Join(' ', two)}";
            }

            public static SafeTensors File(bool withBias = true)
            {
                var writer = new SafeTensorsWriter().Add("dense/kernel", [3, 2], [1f, 2, 3, 4, 5, 6]).Add("extra", [1], [1f]);
                if (withBias)
                {
                    writer.Add("dense/bias", [2], [0.5f, -0.5f]);
                }

                var stream = new MemoryStream();
                writer.WriteTo(stream);
                stream.Position = 0;
                return SafeTensors.Read(stream);
            }

            public static string RunWeighted() { using SafeTensors file = File(); return Run<Weighted, float>(file, [1f, 10, 100]); }
            public static string RunWeightless() { using SafeTensors file = File(); return Run<Weightless, double>(file, [1.5, 2, -3, 4]); }
            public static string RunWithoutConstructor() { using SafeTensors file = File(); return Run<WithoutConstructor, float>(file, [1, 2, 3, 4]); }
            public static string RunMissing() { using SafeTensors file = File(withBias: false); return Run<Weighted, float>(file, [1f, 10, 100]); }
            public static string RunStream()
            {
                var stream = new MemoryStream();
                new SafeTensorsWriter().Add("dense/kernel", [3, 2], [1f, 2, 3, 4, 5, 6]).Add("dense/bias", [2], [0.5f, -0.5f]).WriteTo(stream);
                stream.Position = 0;
                float[] destination = new float[2];
                Weighted.Load(stream).Forward([1f, 10, 100], destination);
                return string.Join(' ', destination);
            }
        }
        """;

    [Fact]
    public void BothKindsRun()
    {
        using LoadedAssembly consumer = GeneratorRun.Of(Host).Load();
        Assert.Equal("3 2 8 2 (3)>(2): 531.5 641.5 | 531.5 641.5 531.5 641.5", consumer.Call("Host", "RunWeighted"));
        Assert.Equal("4 2 0 0 (2,2)>(2): 1.5 4 | 1.5 4 1.5 4", consumer.Call("Host", "RunWeightless"));
        Assert.Equal("531.5 641.5", consumer.Call("Host", "RunStream"));
    }

    [Fact]
    public void WhatCannotBeLoadedSaysWhy()
    {
        using LoadedAssembly consumer = GeneratorRun.Of(Host).Load();
        Assert.Contains("WithoutConstructor", Assert.Throws<NotSupportedException>(() => consumer.Call("Host", "RunWithoutConstructor")).Message);
        string message = Assert.Throws<SafeTensorsException>(() => consumer.Call("Host", "RunMissing")).Message;
        Assert.Contains("dense/bias", message);
        Assert.Contains("extra", message);
    }
}
