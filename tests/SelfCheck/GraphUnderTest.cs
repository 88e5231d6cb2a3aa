using System.Numerics;
using System.Reflection;
using ShapeGen.SelfCheck.Reference;

namespace ShapeGen.SelfCheck;

/// <summary>A generated graph, run by the two members that its source has beside the generated ones.</summary>
internal sealed class GraphUnderTest
{
    private readonly object? _instance;
    private readonly Action<object?, object[], bool> _run;

    /// <param name="type">The generated class.</param>
    /// <param name="weights">A file of its weights.</param>
    public GraphUnderTest(Type type, Stream weights)
    {
        _instance = type.GetMethod("Open")!.CreateDelegate<Func<Stream, object?>>()(weights);
        _run = type.GetMethod("Run")!.CreateDelegate<Action<object?, object[], bool>>();
    }

    /// <summary>Whether a class has these members.</summary>
    public static bool Is(Type type) => type.GetMethod("Open", BindingFlags.Public | BindingFlags.Static) is not null;

    /// <param name="buffers">A boxed <c>Memory</c> for each input and output.</param>
    /// <param name="isBatch">Calls <c>ForwardBatch</c>.</param>
    public void Run(object[] buffers, bool isBatch) => _run(_instance, buffers, isBatch);

    /// <summary>A file of weights under their names.</summary>
    public static MemoryStream FileOf<T>(IReadOnlyList<ReferenceWeight> weights, T[][] values)
        where T : unmanaged, INumberBase<T>
    {
        var writer = new SafeTensorsWriter();
        for (int i = 0; i < weights.Count; i++)
        {
            _ = values[i] switch
            {
                float[] single => writer.Add(weights[i].Name, weights[i].Shape, single),
                double[] real => writer.Add(weights[i].Name, weights[i].Shape, real),
                Half[] half => writer.Add(weights[i].Name, weights[i].Shape, half),
                _ => throw new NotSupportedException($"{typeof(T)} is no element type."),
            };
        }

        var stream = new MemoryStream();
        writer.WriteTo(stream);
        stream.Position = 0;
        return stream;
    }
}
