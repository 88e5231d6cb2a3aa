using System.Numerics;
using System.Runtime.CompilerServices;
using ShapeGen.SelfCheck.Reference;

namespace ShapeGen.SelfCheck;

/// <content>The other ways to call a model: off the cache lines, in batches, with arrays, as views, with masks.</content>
internal sealed partial class ModelChecker<T>
{
    /// <summary>Kernels may go other ways where an input lies between two cache lines, but to the same bits.</summary>
    private void CheckAlignments()
    {
        const int Line = 16;
        var memory = new T[Inputs + Line];
        var expected = new T[Outputs];
        var found = new T[Outputs];
        Fill(Input, new Random(_seed + 3), 2);
        _model.Forward(Input, expected);
        for (int shift = 0; shift < Line; shift++)
        {
            Array.Fill(memory, T.NaN);
            Input.CopyTo(memory.AsSpan(shift));
            _model.Forward(memory.AsSpan(shift, Inputs), found);
            int from = shift;
            _report.Check(expected.AsSpan().SequenceEqual(found), () => $"the result depends on where the input lies, seed {_seed + 3}, shift {from}");
        }
    }

    /// <summary>Inputs and outputs between pages that must not be touched: at their ends and at their beginnings. Too far is the end of the process.</summary>
    private void CheckGuardPages()
    {
        int size = Unsafe.SizeOf<T>();
        using var input = new GuardedMemory(Inputs * size);
        using var output = new GuardedMemory(Outputs * size);
        Fill(Input, new Random(_seed + 4), 2);
        var expected = new T[Outputs];
        _model.Forward(Input, expected);
        CheckBetween(input.Last<T>(Inputs), output.Last<T>(Outputs), "end");
        CheckBetween(input.First<T>(Inputs), output.First<T>(Outputs), "begin");

        void CheckBetween(Span<T> from, Span<T> to, string where)
        {
            Input.CopyTo(from);
            to.Fill(T.NaN);
            _model.Forward(from, to);
            bool isSame = to.SequenceEqual(expected);
            _report.Check(isSame, () => $"another result where input and output {where} with a page");
        }
    }

    private void CheckBatch()
    {
        Span<T> inputs = _memory.AsSpan(Guard + (_seed % 4), _samples * Inputs);
        Fill(inputs, new Random(_seed + 2), 2);
        var expected = new T[_samples * Outputs];
        for (int sample = 0; sample < _samples; sample++)
        {
            _model.Forward(inputs.Slice(sample * Inputs, Inputs), expected.AsSpan(sample * Outputs, Outputs));
        }

        Array.Fill(_found, T.NaN);
        _model.ForwardBatch(inputs, _found.AsSpan(Guard));
        for (int i = 0; i < expected.Length; i++)
        {
            int at = i;
            T found = _found[Guard + i];
            _report.Check(AreSame(expected[i], found), () => $"ForwardBatch, seed {_seed + 2}, position {at}: {found} instead of Forward's {expected[at]}");
        }

        _report.Check(T.IsNaN(_found[Guard + expected.Length]), () => "ForwardBatch wrote past its samples");
        _model.ForwardBatch([], []);
        inputs.Fill(T.NaN);
    }

    private void CheckArray()
    {
        if (_seed % 8 != 0)
        {
            return;
        }

        Fill(Input, new Random(_seed), 2);
        var expected = new T[Outputs];
        var found = new T[Outputs];
        _model.Forward(Input, expected);
        if (_model.TryForwardArray(_reference.InputShape, Input, found))
        {
            _report.Check(expected.AsSpan().SequenceEqual(found), () => $"the overload for arrays differs, seed {_seed}");
        }
    }

    private void CheckView()
    {
        if (_model.ForwardView is { } view)
        {
            ReadOnlySpan<T> seen = view(Input);
            bool isSame = seen.Length == Inputs && Unsafe.AreSame(ref Unsafe.AsRef(in seen[0]), ref Input[0]);
            _report.Check(isSame, () => "the overload that copies nothing returns other memory");
        }
    }

    /// <summary>Random masks with NaN under the masked steps, one step alone, all and none.</summary>
    private void CheckMasks()
    {
        bool isExpected = _reference.Layers.Any(l => l is ReferencePooling { IsMean: true }) && _reference.InputShape.Length == 2
            && _reference.Layers.TakeWhile(l => l is not ReferencePooling).All(l => l is ReferenceDense or ReferenceElementwise or ReferenceParametric or ReferencePerChannel or ReferenceRowActivation or ReferenceDropout);
        _report.Check(isExpected == _model.ForwardMasked is not null, () => "the masked overloads are there where they should not be, or the other way round");
        if (_model.ForwardMasked is null)
        {
            return;
        }

        bool channelsFirst = _reference.Layers.OfType<ReferencePooling>().Single().IsChannelsFirst;
        int steps = _reference.InputShape[channelsFirst ? 1 : 0];
        var random = new Random(_seed);
        for (int kind = 0; kind < 6; kind++)
        {
            bool[] mask = [.. Enumerable.Range(0, steps).Select(step => kind switch { 0 => true, 1 => false, 2 => step == _seed % steps, _ => random.Next(2) == 0 })];
            Fill(Input, random, 2);
            for (int i = 0; i < Inputs; i++)
            {
                bool isKept = mask[channelsFirst ? i % steps : i / (Inputs / steps)];
                Input[i] = isKept ? Input[i] : T.NaN;
            }

            Compare($"mask {string.Concat(mask.Select(keep => keep ? '1' : '0'))} of seed", _seed, mask);
        }
    }
}
