using System.Numerics;
using System.Reflection;
using ShapeGen.SelfCheck.Reference;

namespace ShapeGen.SelfCheck;

/// <summary>Runs one graph of several inputs and outputs through its checks.</summary>
internal sealed class GraphChecker<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>NaN around each buffer: who reads or writes too far shows.</summary>
    private const int Guard = 16;

    private const int FewSamples = 3;

    /// <summary>A whole chunk of samples, then a tile of rows, then single rows.</summary>
    private const int ManySamples = 64 + 8 + 3;

    private readonly ReferenceGraph _reference;
    private readonly ReferenceContext _context;
    private readonly GraphUnderTest _model;
    private readonly CheckReport _report;
    private readonly int _seed;
    private readonly int _samples;
    private readonly int _vocabulary;
    private readonly T[][] _inputs;
    private readonly T[][] _outputs;

    public GraphChecker(Type type, CheckReport report)
    {
        _report = report;
        _seed = (int)(type.Name.Aggregate(0u, (hash, c) => CheckReport.Combine(hash, c)) & int.MaxValue);
        _reference = ReferenceGraph.Read(type);
        var random = new Random(_seed);
        T[][] weights = [.. _reference.Weights.Select(weight => Values(weight, random))];
        _context = new ReferenceContext(Rounding.Of(typeof(T)), [.. weights.Select(w => Array.ConvertAll(w, double.CreateChecked))]);
        _model = new GraphUnderTest(type, GraphUnderTest.FileOf(_reference.Weights, weights));
        _vocabulary = type.GetCustomAttributes<EmbeddingLayerAttribute>().Select(embedding => embedding.InputDim).DefaultIfEmpty(0).Min();
        _samples = _seed % 4 == 0 ? ManySamples : FewSamples;
        _inputs = [.. _reference.Inputs.Select(Buffer)];
        _outputs = [.. _reference.Outputs.Select(output => Buffer(_reference.ShapeOf(output)))];
    }

    public void Run()
    {
        for (int seed = 0; seed < 2; seed++)
        {
            Fill(_seed + seed);
            Compare("seed", _seed + seed);
        }

        CheckSpecials();
        CheckBatch();
    }

    /// <summary>Special values at a few places at once, from the fewest on.</summary>
    private void CheckSpecials()
    {
        T[] specials = SpecialValues<T>.All;
        for (int turn = 0; turn < 2 * specials.Length; turn++)
        {
            Fill(_seed + turn);
            var random = new Random(_seed + turn);
            for (int i = 0; i <= turn / specials.Length; i++)
            {
                int chosen = random.Next(_inputs.Length);
                Span<T> input = Input(chosen);
                int place = random.Next(input.Length);
                input[place] = _reference.IsInteger(chosen) ? input[place] : specials[(turn + i) % specials.Length];
            }

            Compare("special values, turn", turn);
        }
    }

    private void Compare(string situation, int number)
    {
        ReferenceTensor?[] expected = new ReferenceTensor?[_outputs.Length];
        if (!_report.IsBitsOnly)
        {
            expected = _reference.Run([.. Enumerable.Range(0, _inputs.Length).Select(Exact)], _context);
        }

        ClearOutputs();
        _model.Run(Buffers(1, isExact: false), isBatch: false);
        for (int output = 0; output < _outputs.Length; output++)
        {
            int length = OutputLength(output);
            Span<T> found = _outputs[output].AsSpan(Guard, length);
            for (int i = 0; i < length; i++)
            {
                _report.Add(T.IsNaN(found[i]) ? ulong.MaxValue : BitConverter.DoubleToUInt64Bits(double.CreateTruncating(found[i])));
                if (expected[output] is { } exact && !IsWithin(exact, i, found[i]))
                {
                    _report.Fail(FormattableString.Invariant(
                        $"{situation} {number}, output {output} at {i}: {found[i]:R} instead of {exact.Values[i]:R} ± {Bound(exact, i):g3}, off by {Math.Abs(double.CreateTruncating(found[i]) - exact.Values[i]):g3}"));
                }
                else if (expected[output] is not null || _report.IsBitsOnly)
                {
                    _report.Pass();
                }
            }

            int number1 = output;
            _report.Check(T.IsNaN(_outputs[output][Guard - 1]) && T.IsNaN(_outputs[output][Guard + length]), () => $"{situation} {number}: wrote outside of output {number1}");
        }
    }

    private void CheckBatch()
    {
        var random = new Random(_seed + 2);
        T[][] inputs = [.. _inputs.Select((input, i) => InputValues(i, _samples, random))];
        T[][] expected = [.. _outputs.Select((_, i) => new T[_samples * OutputLength(i)])];
        for (int sample = 0; sample < _samples; sample++)
        {
            for (int i = 0; i < inputs.Length; i++)
            {
                inputs[i].AsSpan(sample * InputLength(i), InputLength(i)).CopyTo(Input(i));
            }

            _model.Run(Buffers(1, isExact: true), isBatch: false);
            for (int i = 0; i < expected.Length; i++)
            {
                _outputs[i].AsSpan(Guard, OutputLength(i)).CopyTo(expected[i].AsSpan(sample * OutputLength(i)));
            }
        }

        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i].CopyTo(_inputs[i].AsSpan(Guard));
        }

        ClearOutputs();
        _model.Run(Buffers(_samples, isExact: false), isBatch: true);
        for (int output = 0; output < expected.Length; output++)
        {
            T[] found = _outputs[output];
            int at = Enumerable.Range(0, expected[output].Length).FirstOrDefault(i => !AreSame(expected[output][i], found[Guard + i]), -1);
            int place = output;
            _report.Check(at < 0, () => $"ForwardBatch, output {place} at {at}: {found[Guard + at]} instead of Forward's {expected[place][at]}");
            _report.Check(T.IsNaN(found[Guard + expected[output].Length]), () => $"ForwardBatch wrote past output {place}");
        }

        _model.Run(Buffers(0, isExact: true), isBatch: true);
    }

    private Span<T> Input(int index) => _inputs[index].AsSpan(Guard, InputLength(index));

    private int InputLength(int index) => ReferenceTensor.Count(_reference.Inputs[index]);

    private int OutputLength(int index) => ReferenceTensor.Count(_reference.ShapeOf(_reference.Outputs[index]));

    /// <param name="samples">Samples.</param>
    /// <param name="isExact">Outputs no longer than they need be.</param>
    private object[] Buffers(int samples, bool isExact) =>
    [
        .. _inputs.Select((input, i) => _reference.IsInteger(i)
            ? Array.ConvertAll(input[Guard..(Guard + (samples * InputLength(i)))], int.CreateTruncating).AsMemory()
            : (object)input.AsMemory(Guard, samples * InputLength(i))),
        .. _outputs.Select((output, i) => (object)output.AsMemory(Guard, (samples * OutputLength(i)) + (isExact ? 0 : 1))),
    ];

    private T[] Buffer(int[] shape)
    {
        var buffer = new T[(_samples * ReferenceTensor.Count(shape)) + (2 * Guard)];
        Array.Fill(buffer, T.NaN);
        return buffer;
    }

    private void ClearOutputs()
    {
        foreach (T[] output in _outputs)
        {
            Array.Fill(output, T.NaN);
        }
    }

    private ReferenceTensor Exact(int index)
    {
        var tensor = new ReferenceTensor(_reference.Inputs[index]);
        for (int i = 0; i < tensor.Length; i++)
        {
            tensor.Values[i] = double.CreateTruncating(Input(index)[i]);
        }

        return tensor;
    }

    private double Bound(ReferenceTensor expected, int i) => expected.Bounds[i] + _context.Rounding.OfStore(Math.Abs(expected.Values[i]) + expected.Bounds[i]);

    private bool IsWithin(ReferenceTensor expected, int i, T found)
    {
        double value = expected.Values[i];
        double other = double.CreateTruncating(found);
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? double.IsNaN(other) : value == other;
        }

        return double.IsInfinity(other)
            ? Math.Sign(value) == Math.Sign(other) && Math.Abs(value) + Bound(expected, i) >= _context.Rounding.Largest
            : Math.Abs(other - value - expected.Tails[i]) <= Bound(expected, i);
    }

    private static bool AreSame(T a, T b) => (a.Equals(b) && T.IsNegative(a) == T.IsNegative(b)) || (T.IsNaN(a) && T.IsNaN(b));

    private void Fill(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < _inputs.Length; i++)
        {
            InputValues(i, 1, random).CopyTo(Input(i));
        }
    }

    /// <summary>Samples of an input; integers are those of the smallest table, and more often 0 than not by chance.</summary>
    private T[] InputValues(int input, int samples, Random random)
    {
        if (!_reference.IsInteger(input))
        {
            return Values([samples * InputLength(input)], random, 2);
        }

        var values = new T[samples * InputLength(input)];
        foreach (ref T value in values.AsSpan())
        {
            value = T.CreateTruncating(random.Next(3) == 0 ? 0 : random.Next(_vocabulary));
        }

        return values;
    }

    /// <summary>Weights that keep values near 1 from layer to layer.</summary>
    private static T[] Values(ReferenceWeight weight, Random random)
    {
        int[] shape = weight.Shape;
        T[] values = Values(shape, random, shape.Length <= 1 ? 0.5 : 1.7 / Math.Sqrt(ReferenceTensor.Count(shape) / shape[^1]));
        return weight.Name.EndsWith($"/{ReferenceLayers.MovingVariance}", StringComparison.Ordinal) ? Array.ConvertAll(values, T.Abs) : values;
    }

    private static T[] Values(int[] shape, Random random, double range)
    {
        var values = new T[ReferenceTensor.Count(shape)];
        foreach (ref T value in values.AsSpan())
        {
            value = T.CreateTruncating(((random.NextDouble() * 2) - 1) * range);
        }

        return values;
    }
}
