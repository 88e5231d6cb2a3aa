using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;

namespace ShapeGen.Generator.Analyzers.CallSites;

/// <summary>Checks the buffers of one <c>Forward</c> or <c>ForwardBatch</c> against the model.</summary>
internal sealed class ForwardRules
{
    private readonly ModelCall _call;
    private readonly BufferReader _buffers;
    private readonly PassedBuffer[] _inputs;
    private readonly PassedBuffer[] _outputs;

    /// <summary>The first input that tells how many samples there are.</summary>
    private readonly PassedBuffer? _counting;

    /// <summary>How many samples the call runs, where that is certain.</summary>
    private readonly long? _samples;

    public ForwardRules(ModelCall call, BufferReader buffers)
    {
        _call = call;
        _buffers = buffers;
        _inputs = [.. call.Inputs(buffers)];
        _outputs = [.. call.Outputs(buffers)];
        _counting = _inputs.FirstOrDefault(input => input.Samples is not null);
        _samples = call.IsBatch ? _counting?.Samples : 1;
    }

    public IEnumerable<Diagnostic> Check()
    {
        if (_inputs.Length < _call.Model.Inputs.Count)
        {
            return [];
        }

        Diagnostic[] same = CheckPairs((other, output) => SharedBufferRule.CheckSame(_call, other, output));
        if (same.Length > 0)
        {
            return same;
        }

        Diagnostic[] found = [.. _inputs.Select(CheckInput).Append(CheckMask()).Concat(_outputs.Select(CheckDestination)).OfType<Diagnostic>()];
        return found.Length > 0 ? found : CheckPairs((other, output) => SharedBufferRule.CheckOverlap(_call, other, output, _samples));
    }

    /// <summary>Each output with each input and with the outputs before it, one report an output.</summary>
    private Diagnostic[] CheckPairs(Func<PassedBuffer, PassedBuffer, Diagnostic?> check) =>
    [
        .. _outputs
            .Select((output, i) => _inputs.Concat(_outputs.Take(i)).Select(other => check(other, output)).FirstOrDefault(found => found is not null))
            .OfType<Diagnostic>(),
    ];

    private Diagnostic? CheckInput(PassedBuffer input)
    {
        if (input.Facts.Dimensions is { } dimensions)
        {
            return CheckDimensions(input, dimensions);
        }

        bool fits = input.Facts.Length is not { } length
            || (_call.IsBatch ? input.Samples is not null && input.Samples == _samples : length == input.Buffer.Count);
        if (fits)
        {
            return null;
        }

        if (_call.IsBatch && _samples is { } samples && input != _counting)
        {
            return ReportOtherSamples(input, samples);
        }

        UpstreamCall? upstream = UpstreamCall.Find(_call, input, _buffers);
        if (upstream is not null && upstream.IsToBlameFor(_call, input))
        {
            return null;
        }

        string taken = _call.IsBatch
            ? $"takes samples of {input.Buffer.Described}, {CallSiteText.Elements(input.Buffer.Count)} each"
            : $"takes {input.Buffer.Described}, {CallSiteText.Elements(input.Buffer.Count)}";
        string found = $"{input.Subject} has {InvariantText.Of(input.Facts.Length!.Value)}";
        return _call.Report(CallSiteDescriptors.LengthMismatch, input.Argument, upstream is null
            ? $"{taken}, but {found}{CallSiteText.Origin(input.Argument, input.Facts)}: {InputWayOut(input)}"
            : $"{taken}, but {found} and was filled by {upstream.Describe(_call, input)}");
    }

    /// <summary>Another input has told how many samples there are.</summary>
    private Diagnostic ReportOtherSamples(PassedBuffer input, long samples)
    {
        string taken = $"takes {CallSiteText.Samples(samples)} of {input.Buffer.Described}, {CallSiteText.Elements(samples * input.Buffer.Count)}, as many as of {_counting!.Buffer.Name}";
        string found = $"{input.Subject} has {InvariantText.Of(input.Facts.Length!.Value)}{CallSiteText.Origin(input.Argument, input.Facts)}";
        return _call.Report(CallSiteDescriptors.LengthMismatch, input.Argument, $"{taken}, but {found}: {CallSiteReports.WayOut(input.Facts, LengthOf(input, samples))}");
    }

    private string LengthOf(PassedBuffer buffer, long samples)
    {
        string one = $"{_call.ModelName}.{buffer.Buffer.Length}";
        return samples == 1 ? one : $"{InvariantText.Of(samples)} * {one}";
    }

    private string InputWayOut(PassedBuffer input)
    {
        string length = LengthOf(input, 1);
        return _call.IsBatch ? CallSiteReports.WayOutToMultiple(input.Facts, length) : CallSiteReports.WayOut(input.Facts, length);
    }

    private Diagnostic? CheckDimensions(PassedBuffer input, EquatableArray<long> dimensions)
    {
        TensorShape shape = input.Buffer.Shape;
        if (dimensions.Count != shape.Rank || dimensions.SequenceEqual(shape.Dimensions.Select(d => (long)d)))
        {
            return null;
        }

        bool isPermuted = dimensions.OrderBy(d => d).SequenceEqual(shape.Dimensions.Select(d => (long)d).OrderBy(d => d));
        string found = string.Join(", ", dimensions.Select(d => InvariantText.Of(d)));
        string wanted = string.Join(", ", shape.Dimensions.Select(d => InvariantText.Of(d)));
        string hint = isPermuted ? "; its axes stand in another order" : "";
        return _call.Report(
            CallSiteDescriptors.LengthMismatch,
            input.Argument,
            $"takes {shape}, but {input.Subject} is an array of ({found}){CallSiteText.Origin(input.Argument, input.Facts)}: make it [{wanted}]{hint}");
    }

    private Diagnostic? CheckMask()
    {
        int steps = _call.Model.MaskLength;
        if (steps == 0 || _call.Mask is not { } argument || _buffers.Read(argument.Value) is not { Length: { } length } facts)
        {
            return null;
        }

        bool fits = _samples is { } n ? length == n * steps : length % steps == 0;
        if (fits)
        {
            return null;
        }

        string one = InvariantText.Of(steps);
        (string taken, string wayOut) = _samples switch
        {
            null => (" a sample", CallSiteReports.WayOutToMultiple(facts, one)),
            _ when _call.IsBatch => ($" for each of {CallSiteText.Samples(_samples.Value)}", CallSiteReports.WayOut(facts, InvariantText.Of(_samples.Value * steps))),
            _ => ("", CallSiteReports.WayOut(facts, one)),
        };
        string found = $"{CallSiteText.Subject(argument, "the mask")} has {InvariantText.Of(length)}{CallSiteText.Origin(argument, facts)}";
        return _call.Report(CallSiteDescriptors.LengthMismatch, argument, $"takes a mask of {one} steps{taken}, but {found}: {wayOut}");
    }

    private Diagnostic? CheckDestination(PassedBuffer output)
    {
        if (output.Facts.Length is not { } length || _samples is not { } n || length >= n * output.Buffer.Count)
        {
            return null;
        }

        string needed = LengthOf(output, n);
        string written = $"{(n == 1 ? "" : $"{CallSiteText.Samples(n)} of ")}{output.Buffer.Described}, {CallSiteText.Elements(n * output.Buffer.Count)}";
        string found = $"{output.Subject} has {InvariantText.Of(length)}{CallSiteText.Origin(output.Argument, output.Facts)}";
        return _call.ReportShort(
            CallSiteDescriptors.ShortDestination,
            output.Argument,
            output.Facts,
            needed,
            $"writes {written}, but {found}: {CallSiteReports.WayOut(output.Facts, needed)}");
    }
}
