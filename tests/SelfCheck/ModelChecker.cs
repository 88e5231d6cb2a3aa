using System.Numerics;
using System.Runtime.CompilerServices;
using ShapeGen.SelfCheck.Reference;

namespace ShapeGen.SelfCheck;

/// <summary>Runs one model through all checks.</summary>
internal sealed partial class ModelChecker<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>NaN around the input and the output: who reads or writes too far shows.</summary>
    private const int Guard = 16;

    private const int FewSamples = 3;

    /// <summary>A whole chunk of samples, then a tile of rows, then single rows.</summary>
    private const int ManySamples = 64 + 8 + 3;

    /// <summary>One in so many models runs many samples.</summary>
    private const int ManyEvery = 4;

    /// <summary>Up to here every position takes every special value by itself; above, those around vector boundaries.</summary>
    private const int EveryPosition = 200;

    /// <summary>
    /// Up to here each such position takes all kinds in turn. Larger inputs belong to heads, whose layers have a sweep of
    /// their own: there each position takes one kind.
    /// </summary>
    private const int EveryKind = 4096;

    /// <summary>Up to here each position of a pooling begins a round of special values; of more so many do, evenly spread.</summary>
    private const int EveryStart = 512;

    private const int FewStarts = 40;

    private readonly ReferenceInterpreter _reference;
    private readonly ReferenceContext _context;
    private readonly ModelUnderTest<T> _model;
    private readonly CheckReport _report;
    private readonly int _seed;
    private readonly int _samples;
    private readonly T[] _memory;
    private readonly T[] _found;
    private readonly ReferenceTensor _exact;
    private readonly bool _movesOnly;

    /// <param name="alter">What to change in the random weights, if anything.</param>
    public ModelChecker(Type type, int[] inputShape, int[] outputShape, CheckReport report, Action<T[][]>? alter = null)
    {
        _report = report;
        _seed = (int)(type.Name.Aggregate(0u, (hash, c) => CheckReport.Combine(hash, c)) & int.MaxValue);
        _reference = ReferenceInterpreter.Read(type);
        report.Check(_reference.InputShape.SequenceEqual(inputShape) && _reference.OutputShape.SequenceEqual(outputShape), () => $"{type.Name}: shapes are ({string.Join(", ", inputShape)}) → ({string.Join(", ", outputShape)}), Keras' are ({string.Join(", ", _reference.InputShape)}) → ({string.Join(", ", _reference.OutputShape)})");
        var random = new Random(_seed);
        T[][] weights = [.. _reference.WeightShapes.Select(shape => Fill(new T[ReferenceTensor.Count(shape)], random, 1))];
        foreach (int variance in _reference.Variances)
        {
            weights[variance] = Array.ConvertAll(weights[variance], T.Abs);
        }

        alter?.Invoke(weights);
        _context = new ReferenceContext(Rounding.Of(typeof(T)), [.. weights.Select(w => Array.ConvertAll(w, double.CreateChecked))]);
        _model = new ModelUnderTest<T>(type, weights);
        int inputs = ReferenceTensor.Count(inputShape);
        _samples = _seed % ManyEvery == 0 && inputs <= EveryKind ? ManySamples : FewSamples;
        _memory = new T[(_samples * inputs) + (2 * Guard) + 4];
        _found = new T[(_samples * ReferenceTensor.Count(outputShape)) + (2 * Guard)];
        _exact = new ReferenceTensor(inputShape);
        _movesOnly = _reference.Layers.All(l => l is ReferenceFlatten or ReferencePermute or ReferenceReshape or ReferenceDropout or ReferenceCopy or ReferencePooling { IsMean: false } or ReferenceWindowPooling { IsMean: false });
        Array.Fill(_memory, T.NaN);
    }

    private int Inputs => _exact.Length;

    private int Outputs => ReferenceTensor.Count(_reference.OutputShape);

    /// <summary>One sample's input, one to four elements off the alignment of the array.</summary>
    private Span<T> Input => _memory.AsSpan(Guard + (_seed % 4), Inputs);

    public void Run()
    {
        CheckSpecials();
        for (int seed = 0; seed < 2; seed++)
        {
            Fill(Input, new Random(_seed + seed), 2);
            Compare("seed", _seed + seed);
        }

        CheckAlignments();
        CheckGuardPages();
        CheckBatch();
        CheckArray();
        CheckView();
        CheckMasks();
    }

    /// <summary>Ordinary inputs in single samples and batches, for a model whose weights have been altered.</summary>
    public void RunWithAlteredWeights(string situation)
    {
        Fill(Input, new Random(_seed), 2);
        Compare(situation, _seed);
        CheckBatch();
    }

    /// <summary>Puts special values everywhere they are asked for, several at once where outputs cannot mix them.</summary>
    private void CheckSpecials()
    {
        T[] specials = SpecialValues<T>.All;
        T[] ordinary = Fill(new T[Inputs], new Random(_seed), 2);
        if (_reference.Layers is [ReferencePooling pooling])
        {
            CheckPoolingSpecials(pooling, ordinary, specials);
        }
        else if (_reference.Layers.All(l => l is ReferenceElementwise or ReferenceParametric or ReferencePerChannel or ReferenceFlatten or ReferencePermute or ReferenceReshape or ReferenceDropout or ReferenceCopy))
        {
            T[] values = _movesOnly ? specials : [.. specials, .. SpecialValues<T>.Extremes];
            for (int turn = 0; turn <= values.Length; turn++)
            {
                for (int i = 0; i < Inputs; i++)
                {
                    int kind = (i + turn) % (values.Length + 1);
                    Input[i] = kind == values.Length ? ordinary[i] : values[kind];
                }

                Compare("special values in turn", turn);
            }
        }
        else
        {
            ordinary.CopyTo(Input);
            for (int position = 0; position < Inputs; position++)
            {
                if (!IsNearBoundary(position))
                {
                    continue;
                }

                foreach (T special in Inputs <= EveryKind ? specials : [specials[position % specials.Length]])
                {
                    Input[position] = special;
                    Compare(SpecialValues<T>.Names[Array.IndexOf(specials, special)], position);
                }

                Input[position] = ordinary[position];
            }

            if (_reference.Layers is [ReferenceWindowPooling { IsMean: false }])
            {
                CheckZerosOfWindows();
            }
        }
    }

    /// <summary>Windows in which the largest value is often a zero, of one sign or of both, and sometimes nothing is a number.</summary>
    private void CheckZerosOfWindows()
    {
        T[] values = [T.Zero, T.NegativeZero, T.NegativeZero, -T.One, T.NegativeInfinity, -T.Epsilon];
        for (int round = 0; round < 6; round++)
        {
            var random = new Random(_seed + round);
            for (int i = 0; i < Inputs; i++)
            {
                Input[i] = round > 3 && random.Next(Inputs) == 0 ? T.NaN : values[random.Next(round % 2, values.Length)];
            }

            Compare("zeros of both signs, seed", _seed + round);
        }
    }

    /// <summary>Multiples of 4, 8 and 16 and their neighbours, first and last; of 16 alone in the largest inputs.</summary>
    private bool IsNearBoundary(int position)
    {
        int width = Inputs <= EveryKind ? 4 : 16;
        return Inputs <= EveryPosition || position == Inputs - 1 || position % width <= 1 || position % width == width - 1;
    }

    /// <summary>
    /// Channels do not mix, so each run puts a value into every channel, at another position and of another kind beside
    /// its neighbours; after all runs each position of each channel has held each kind, unless there are very many.
    /// </summary>
    private void CheckPoolingSpecials(ReferencePooling pooling, T[] ordinary, T[] specials)
    {
        int channels = _reference.InputShape[pooling.IsChannelsFirst ? 0 : ^1];
        int positions = Inputs / channels;
        int step = positions <= EveryStart ? 1 : positions / FewStarts;
        for (int start = 0; start < positions; start += step)
        {
            for (int turn = 0; turn <= specials.Length; turn++)
            {
                ordinary.CopyTo(Input);
                for (int channel = 0; channel < channels; channel++)
                {
                    int position = (start + channel) % positions;
                    int kind = (channel + turn) % (specials.Length + 1);
                    if (kind < specials.Length)
                    {
                        Input[pooling.IsChannelsFirst ? (channel * positions) + position : (position * channels) + channel] = specials[kind];
                    }
                }

                Compare(SpecialValues<T>.Turns[turn], start);
            }
        }
    }

    /// <summary>Runs one sample and compares each output with the reference, unless bits alone are asked for.</summary>
    private void Compare(string situation, int number, bool[]? mask = null)
    {
        ReferenceTensor? expected = _report.IsBitsOnly ? null : Expected(mask);
        int length = Outputs;
        Array.Fill(_found, T.NaN);
        Span<T> destination = _found.AsSpan(Guard, length + 1);
        if (mask is null)
        {
            _model.Forward(Input, destination);
        }
        else
        {
            _model.ForwardMasked!(Input, mask, destination);
        }

        for (int i = 0; i < length; i++)
        {
            T found = destination[i];
            _report.Add(T.IsNaN(found) ? ulong.MaxValue : BitConverter.DoubleToUInt64Bits(double.CreateTruncating(found)));
            if (expected is null || IsWithin(expected, i, found))
            {
                _report.Pass();
                continue;
            }

            Fail(expected, i, found, situation, number);
        }

        if (T.IsNaN(destination[length]) && T.IsNaN(_found[Guard - 1]))
        {
            _report.Pass();
        }
        else
        {
            _report.Fail($"{_reference.Text}, {situation} {number}: wrote outside of the output");
        }
    }

    /// <summary>What Keras gives for the input as it is.</summary>
    private ReferenceTensor Expected(bool[]? mask)
    {
        for (int i = 0; i < Inputs; i++)
        {
            _exact.Values[i] = double.CreateTruncating(Input[i]);
        }

        return _reference.Run(_exact, mask is null ? _context : _context with { Mask = mask });
    }

    /// <summary>Apart from the loop, which would else make an object a round for the message.</summary>
    private void Fail(ReferenceTensor expected, int at, T found, string situation, int number) =>
        _report.Fail(FormattableString.Invariant(
            $"{_reference.Text}, {situation} {number}, output {at}: {found:R} instead of {expected.Values[at]:R} ± {Bound(expected, at):g3}, off by {Math.Abs(double.CreateTruncating(found) - expected.Values[at]):g3}"));

    private double Bound(ReferenceTensor expected, int i) =>
        expected.Bounds[i] + (_movesOnly ? 0 : _context.Rounding.OfStore(Math.Abs(expected.Values[i]) + expected.Bounds[i]));

    private bool IsWithin(ReferenceTensor expected, int i, T found)
    {
        double value = expected.Values[i];
        double other = double.CreateTruncating(found);
        if (_movesOnly || !double.IsFinite(value))
        {
            return double.IsNaN(value) ? double.IsNaN(other) : BitConverter.DoubleToInt64Bits(value) == BitConverter.DoubleToInt64Bits(other);
        }

        double bound = Bound(expected, i);
        if (double.IsInfinity(other))
        {
            return Math.Sign(value) == Math.Sign(other) && Math.Abs(value) + bound >= _context.Rounding.Largest;
        }

        return Math.Abs(other - value - expected.Tails[i]) <= bound;
    }

    private static bool AreSame(T a, T b) => a.Equals(b) && T.IsNegative(a) == T.IsNegative(b) || (T.IsNaN(a) && T.IsNaN(b));

    private static T[] Fill(T[] values, Random random, double range)
    {
        Fill(values.AsSpan(), random, range);
        return values;
    }

    private static void Fill(Span<T> values, Random random, double range)
    {
        foreach (ref T value in values)
        {
            value = T.CreateTruncating(((random.NextDouble() * 2) - 1) * range);
        }
    }
}
