using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ShapeGen.SelfCheck;

/// <summary>A generated model's public members, found by reflection as a caller would name them.</summary>
internal sealed class ModelUnderTest<T>
    where T : unmanaged
{
    private delegate ReadOnlySpan<WeightInfo> ListWeights();

    private delegate object FromOne(ReadOnlySpan<T> a);

    private delegate object FromTwo(ReadOnlySpan<T> a, ReadOnlySpan<T> b);

    private delegate object FromThree(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> c);

    private delegate object FromFour(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> c, ReadOnlySpan<T> d);

    private delegate object FromFive(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> c, ReadOnlySpan<T> d, ReadOnlySpan<T> e);

    private delegate object FromSix(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> c, ReadOnlySpan<T> d, ReadOnlySpan<T> e, ReadOnlySpan<T> f);

    public delegate void Run(ReadOnlySpan<T> input, Span<T> destination);

    public delegate void RunMasked(ReadOnlySpan<T> input, ReadOnlySpan<bool> mask, Span<T> destination);

    public delegate ReadOnlySpan<T> See(ReadOnlySpan<T> input);

    public delegate void RunArray2(T[,] input, Span<T> destination);

    public delegate void RunArray3(T[,,] input, Span<T> destination);

    public delegate void RunArray4(T[,,,] input, Span<T> destination);

    private readonly Type _type;
    private readonly object? _instance;

    /// <param name="type">The generated class.</param>
    /// <param name="weights">The weights in Keras' order.</param>
    public ModelUnderTest(Type type, T[][] weights)
    {
        _type = type;
        _instance = weights.Length == 0 ? null : Create(weights);
        Forward = Find<Run>("Forward") ?? throw Missing("Forward");
        ForwardBatch = Find<Run>("ForwardBatch") ?? throw Missing("ForwardBatch");
        ForwardMasked = Find<RunMasked>("Forward");
        ForwardBatchMasked = Find<RunMasked>("ForwardBatch");
        ForwardView = Find<See>("Forward");
    }

    public Run Forward { get; }

    public Run ForwardBatch { get; }

    /// <summary>Null where the model takes no mask.</summary>
    public RunMasked? ForwardMasked { get; }

    public RunMasked? ForwardBatchMasked { get; }

    /// <summary>The overload that copies nothing; null where the model computes.</summary>
    public See? ForwardView { get; }

    /// <summary>Runs one sample through the overload for arrays of the input's rank; false where there is none.</summary>
    public bool TryForwardArray(int[] shape, ReadOnlySpan<T> input, Span<T> destination)
    {
        switch (shape.Length)
        {
            case 2:
                var matrix = new T[shape[0], shape[1]];
                input.CopyTo(MemoryMarshal.CreateSpan(ref matrix[0, 0], matrix.Length));
                (Find<RunArray2>("Forward") ?? throw Missing("Forward(T[,])"))(matrix, destination);
                return true;
            case 3:
                var cube = new T[shape[0], shape[1], shape[2]];
                input.CopyTo(MemoryMarshal.CreateSpan(ref cube[0, 0, 0], cube.Length));
                (Find<RunArray3>("Forward") ?? throw Missing("Forward(T[,,])"))(cube, destination);
                return true;
            case 4:
                var block = new T[shape[0], shape[1], shape[2], shape[3]];
                input.CopyTo(MemoryMarshal.CreateSpan(ref block[0, 0, 0, 0], block.Length));
                (Find<RunArray4>("Forward") ?? throw Missing("Forward(T[,,,])"))(block, destination);
                return true;
            default:
                return false;
        }
    }

    /// <summary>From weights that end with a page, after which nothing can be read.</summary>
    private object Create(T[][] weights)
    {
        GuardedMemory[] pages = [.. weights.Select(w => new GuardedMemory(w.Length * Unsafe.SizeOf<T>()))];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i].CopyTo(W(i));
        }

        object model = weights.Length switch
        {
            1 => Find<FromOne>("FromWeights")!(W(0)),
            2 => Find<FromTwo>("FromWeights")!(W(0), W(1)),
            3 => Find<FromThree>("FromWeights")!(W(0), W(1), W(2)),
            4 => Find<FromFour>("FromWeights")!(W(0), W(1), W(2), W(3)),
            5 => Find<FromFive>("FromWeights")!(W(0), W(1), W(2), W(3), W(4)),
            6 => Find<FromSix>("FromWeights")!(W(0), W(1), W(2), W(3), W(4), W(5)),
            _ => Load(weights),
        };
        Array.ForEach(pages, page => page.Dispose());
        return model;

        Span<T> W(int i) => pages[i].Last<T>(weights[i].Length);
    }

    /// <summary>Through a file, where FromWeights has too many parameters for a delegate here.</summary>
    private object Load(T[][] weights)
    {
        ReadOnlySpan<WeightInfo> infos = _type.GetProperty("Weights")!.GetMethod!.CreateDelegate<ListWeights>()();
        var file = new SafeTensorsWriter();
        for (int i = 0; i < weights.Length; i++)
        {
            _ = (object)weights[i] switch
            {
                float[] values => file.Add(infos[i].Name, infos[i].Shape, values),
                double[] values => file.Add(infos[i].Name, infos[i].Shape, values),
                Half[] values => file.Add(infos[i].Name, infos[i].Shape, values),
                _ => throw new NotSupportedException($"{typeof(T)} is no element type."),
            };
        }

        using var stream = new MemoryStream();
        file.WriteTo(stream);
        stream.Position = 0;
        return _type.GetMethod("Load", [typeof(Stream)])!.Invoke(null, [stream])!;
    }

    private TDelegate? Find<TDelegate>(string name)
        where TDelegate : Delegate
    {
        Type[] parameters = [.. typeof(TDelegate).GetMethod("Invoke")!.GetParameters().Select(p => p.ParameterType)];
        MethodInfo? method = _type.GetMethod(name, BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance, parameters);
        return method is null ? null : method.IsStatic ? method.CreateDelegate<TDelegate>() : method.CreateDelegate<TDelegate>(_instance);
    }

    private MissingMethodException Missing(string member) => new(_type.Name, member);
}
