using System.Numerics;
using ShapeGen.Benchmarks.Limits;
using ShapeGen.Benchmarks.Peers.Onnx;
using ShapeGen.Benchmarks.Timing;

namespace ShapeGen.Benchmarks.Rows;

/// <summary>Runs a model so many times: the loop stands in the row, so that the call in it is direct.</summary>
internal delegate void Repeat<T>(int repetitions, ReadOnlySpan<T> input, Span<T> output);

/// <summary>A peer's one run.</summary>
internal delegate void Run<T>(ReadOnlySpan<T> input, Span<T> output);

/// <summary>Puts a row together out of its contestants' code.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="input">What all contestants read.</param>
/// <param name="outputLength">Elements that each writes.</param>
internal sealed class RowBuilder<T>(Buffer<T> input, int outputLength)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<(string Name, Contestant Contestant, Buffer<T>? Output, int ChannelsFirst)> _entries = [];
    private readonly List<IDisposable> _owned = [];
    private IReadOnlyList<Contestant> _limitLoops = [];
    private (Contestant, double)? _twin;

    /// <summary>Half and float round differently from peer to peer: sums of a peer may be kept in the element type.</summary>
    private static double Tolerance => typeof(T) == typeof(double) ? 1e-11 : typeof(T) == typeof(float) ? 2e-4 : 3e-2;

    public RowBuilder<T> ShapeGen(Repeat<T> repeat) => Add("ShapeGen", output => n => repeat(n, input.Span, output.Span));

    public RowBuilder<T> HandWritten(Run<T> run) => Add("hand-written", Looped(run));

    public RowBuilder<T> Primitives(Run<T> run) => Add("TensorPrimitives", Looped(run));

    /// <param name="graph">The model whose last node is the output.</param>
    /// <param name="outputShape">With the batch axis.</param>
    public RowBuilder<T> Onnx(OnnxGraph<T> graph, params long[] outputShape) => Onnx(graph, input, 0, outputShape);

    /// <summary>A peer that has its own input, and its output with channels first.</summary>
    /// <param name="graph">The model whose last node is the output.</param>
    /// <param name="own">Its input.</param>
    /// <param name="channels">Channels of the output.</param>
    /// <param name="outputShape">With the batch axis.</param>
    public RowBuilder<T> OnnxChannelsFirst(OnnxGraph<T> graph, Buffer<T> own, int channels, params long[] outputShape)
    {
        // The peer knows the memory by its address only.
        _owned.Add(new Kept(own));
        return Onnx(graph, own, channels, outputShape);
    }

    /// <summary>A model of ours that the row is held against, by the time per element of the input.</summary>
    public RowBuilder<T> Twin(Repeat<T> repeat, Buffer<T> twinInput, int twinOutputLength)
    {
        var output = new Buffer<T>(twinOutputLength);
        _twin = (new Contestant("twin", n => repeat(n, twinInput.Span, output.Span)), (double)input.Length / twinInput.Length);
        return this;
    }

    public RowBuilder<T> LimitedBy(IReadOnlyList<Contestant> loops)
    {
        _limitLoops = loops;
        return this;
    }

    /// <summary>Limited by reading the input.</summary>
    public RowBuilder<T> LimitedByReading() => LimitedBy(LimitLoops.Reading(new(input.Address, (nuint)input.Bytes)));

    /// <summary>Limited by reading as many bytes as the input and so many elements of weights have, in one stretch.</summary>
    public RowBuilder<T> LimitedByReading(int weights)
    {
        var buffer = Buffer<T>.Random(input.Length + weights, 99);
        _owned.Add(new Kept(buffer));
        return LimitedBy(LimitLoops.Reading(new(buffer.Address, (nuint)buffer.Bytes)));
    }

    /// <summary>Limited by such reading or by multiply-adds, whichever takes longer.</summary>
    public RowBuilder<T> LimitedByReadingOr(int weights, long multiplyAdds)
    {
        LimitedByReading(weights);
        return LimitedBy(LimitLoops.Slower(_limitLoops, LimitLoops.MultiplyingAdding(multiplyAdds)));
    }

    /// <summary>Limited by the multiply-adds of all inputs and by reading recurrent weights in each step; see <see cref="LimitLoops.Recurring"/>.</summary>
    public RowBuilder<T> LimitedByRecurrence(long inputMultiplyAdds, int recurrentWeights, int steps)
    {
        var buffer = Buffer<T>.Random(recurrentWeights, 99);
        _owned.Add(new Kept(buffer));
        return LimitedBy(LimitLoops.Recurring(inputMultiplyAdds, new(buffer.Address, (nuint)buffer.Bytes), steps));
    }

    public Row Build() => new()
    {
        ShapeGen = Find("ShapeGen")!,
        HandWritten = Find("hand-written"),
        Primitives = Find("TensorPrimitives"),
        OnnxBound = Find("ORT IoBinding"),
        OnnxPlain = Find("ORT plain"),
        Twin = _twin,
        LimitLoops = _limitLoops,
        Owned = _owned,
        Check = Check,
    };

    private Func<Buffer<T>, Action<int>> Looped(Run<T> run) => output => n =>
    {
        for (; n > 0; n--)
        {
            run(input.Span, output.Span);
        }
    };

    private RowBuilder<T> Onnx(OnnxGraph<T> graph, Buffer<T> own, int channelsFirst, long[] outputShape)
    {
        byte[] model = graph.ToModel(outputShape);
        Add("ORT IoBinding", output => Owned(output).RunBound, channelsFirst: channelsFirst);
        return Add("ORT plain", _ => Owned(new Buffer<T>(outputLength)).RunPlain, isChecked: false);

        OnnxPeer<T> Owned(Buffer<T> output)
        {
            var peer = new OnnxPeer<T>(model, own, output);
            _owned.Add(peer);
            return peer;
        }
    }

    private RowBuilder<T> Add(string name, Func<Buffer<T>, Action<int>> repeat, bool isChecked = true, int channelsFirst = 0)
    {
        var output = new Buffer<T>(outputLength);
        _entries.Add((name, new Contestant(name, repeat(output)), isChecked ? output : null, channelsFirst));
        return this;
    }

    private Contestant? Find(string name) => _entries.FirstOrDefault(e => e.Name == name).Contestant;

    private void Check()
    {
        double[]? expected = null;
        foreach ((string name, Contestant contestant, Buffer<T>? output, int channelsFirst) in _entries.OrderBy(e => e.Name != "hand-written"))
        {
            contestant.Once();
            if (output is null)
            {
                continue;
            }

            double[] actual = output.ToDoubles();
            if (channelsFirst > 0)
            {
                int positions = actual.Length / channelsFirst;
                actual = [.. Enumerable.Range(0, actual.Length).Select(i => actual[(i % channelsFirst * positions) + (i / channelsFirst)])];
            }

            expected ??= actual;
            double scale = expected.Max(Math.Abs);
            for (int i = 0; i < actual.Length; i++)
            {
                if (!(Math.Abs(actual[i] - expected[i]) <= Tolerance * scale))
                {
                    throw new InvalidOperationException($"{name} differs at {i}: {actual[i]:R}, hand-written {expected[i]:R}.");
                }
            }
        }
    }

    /// <summary>Keeps memory alive that is known by its address only.</summary>
    private sealed class Kept(object memory) : IDisposable
    {
        public void Dispose() => GC.KeepAlive(memory);
    }
}
