using System.Reflection;
using System.Runtime.ExceptionServices;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Tool.Compilation;

/// <summary>A class of the user's, compiled in memory and run. <c>Forward</c> takes spans, which reflection cannot pass: a class beside it does.</summary>
internal sealed class RunnableModel : IDisposable
{
    private const string Runner = "ShapeGenToolRunner";

    /// <summary>From this size of the weights on, memory is worth a collection.</summary>
    private const long LargeFile = 16 << 20;

    private readonly Func<string, object> _load;
    private readonly Action<object, float[][], float[][]> _run;
    private object? _instance;
    private bool _isLarge;

    public RunnableModel(string text, string className)
    {
        Model = new CompiledText(text).Shapes(className);
        string type = $"global::{className}";
        int inputs = Model.Inputs.Count;
        string arguments = string.Join(", ", Enumerable.Range(0, inputs).Select(i => Model.Inputs[i].IsInteger ? $"System.Array.ConvertAll(inputs[{i}], value => (int)value)" : $"inputs[{i}]").Concat(Enumerable.Range(0, Model.Outputs.Count).Select(i => $"outputs[{i}]")));
        // Without weights everything is static.
        string load = Model.HasWeights ? $"{type}.Load(path)" : "new object()";
        string instance = Model.HasWeights ? $"(({type})model)" : type;
        Assembly assembly = new CompiledText(text, $$"""
            public static class {{Runner}}
            {
                public static object Load(string path) => {{load}};
                public static void Run(object model, float[][] inputs, float[][] outputs) => {{instance}}.Forward({{arguments}});
            }
            """).Load();
        Type runner = assembly.GetType(Runner, throwOnError: true)!;
        _load = runner.GetMethod("Load")!.CreateDelegate<Func<string, object>>();
        _run = runner.GetMethod("Run")!.CreateDelegate<Action<object, float[][], float[][]>>();
    }

    public ShapedModel Model { get; }

    public void Load(string weights)
    {
        // What a reference has computed with is garbage by now, of which weights make as much again.
        _isLarge = new FileInfo(weights).Length > LargeFile;
        Collect();
        _instance = _load(weights);
    }

    /// <summary>Lets go of the weights.</summary>
    public void Dispose()
    {
        _instance = null;
        Collect();
    }

    /// <summary>Runs one sample.</summary>
    public float[][] Run(float[][] inputs)
    {
        float[][] outputs = [.. Model.Outputs.Select(output => new float[output.Shape.ElementCount])];
        _run(_instance ?? throw new InvalidOperationException(), inputs, outputs);
        return outputs;
    }

    /// <summary>Large blocks would stay until the heap has grown by as much again, and in the process even after that.</summary>
    private void Collect()
    {
        if (_isLarge)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }
}
