using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Analyzers.CallSites;

/// <summary>Checks the buffers of one <c>Forward</c> or <c>ForwardBatch</c> against the model.</summary>
internal sealed class ForwardRules
{
    private readonly ModelCall _call;
    private readonly BufferReader _buffers;
    private readonly TensorShape _input;
    private readonly TensorShape _output;

    public ForwardRules(ModelCall call, BufferReader buffers)
    {
        _call = call;
        _buffers = buffers;
        _input = call.Model.Input;
        _output = call.Model.Output;
    }

    public IEnumerable<Diagnostic> Check()
    {
        if (_call.Input is not { } input)
        {
            return [];
        }

        BufferFacts source = _buffers.Read(input.Value);
        BufferFacts? target = _call.Destination is { } destination ? _buffers.Read(destination.Value) : null;
        if (target is not null && SharedBufferRule.CheckSame(_call, source, target) is { } same)
        {
            return [same];
        }

        long? samples = _call.IsBatch ? WholeSamples(source.Length) : 1;
        Diagnostic?[] lengths = [CheckInput(input, source), CheckMask(samples), CheckDestination(target, samples)];
        Diagnostic[] found = [.. lengths.OfType<Diagnostic>()];
        return found.Length == 0 && target is not null && SharedBufferRule.CheckOverlap(_call, source, target, samples) is { } overlap
            ? [overlap]
            : found;
    }

    private Diagnostic? CheckInput(IArgumentOperation argument, BufferFacts facts)
    {
        if (facts.Dimensions is { } dimensions)
        {
            return CheckDimensions(argument, facts, dimensions);
        }

        bool fits = facts.Length is not { } length || (_call.IsBatch ? WholeSamples(length) is not null : length == _input.ElementCount);
        if (fits)
        {
            return null;
        }

        UpstreamCall? upstream = UpstreamCall.Find(_call, facts, _buffers);
        if (upstream is not null && upstream.IsToBlameFor(_call))
        {
            return null;
        }

        string taken = _call.IsBatch
            ? $"takes samples of {_input}, {CallSiteText.Elements(_input.ElementCount)} each"
            : $"takes {CallSiteText.Shape(_input)}";
        string found = $"{CallSiteText.Subject(argument, "the input")} has {InvariantText.Of(facts.Length!.Value)}";
        return _call.Report(CallSiteDescriptors.LengthMismatch, argument, upstream is null
            ? $"{taken}, but {found}{CallSiteText.Origin(argument, facts)}: {InputWayOut(facts)}"
            : $"{taken}, but {found} and was filled by {upstream.Describe(_call)}");
    }

    private string InputWayOut(BufferFacts facts)
    {
        string length = $"{_call.ModelName}.{ModelMembers.InputLength}";
        return _call.IsBatch ? CallSiteReports.WayOutToMultiple(facts, length) : CallSiteReports.WayOut(facts, length);
    }

    private Diagnostic? CheckDimensions(IArgumentOperation argument, BufferFacts facts, EquatableArray<long> dimensions)
    {
        if (dimensions.Count != _input.Rank || dimensions.SequenceEqual(_input.Dimensions.Select(d => (long)d)))
        {
            return null;
        }

        bool isPermuted = dimensions.OrderBy(d => d).SequenceEqual(_input.Dimensions.Select(d => (long)d).OrderBy(d => d));
        string found = string.Join(", ", dimensions.Select(d => InvariantText.Of(d)));
        string wanted = string.Join(", ", _input.Dimensions.Select(d => InvariantText.Of(d)));
        string subject = CallSiteText.Subject(argument, "the input");
        string hint = isPermuted ? "; its axes stand in another order" : "";
        return _call.Report(
            CallSiteDescriptors.LengthMismatch,
            argument,
            $"takes {_input}, but {subject} is an array of ({found}){CallSiteText.Origin(argument, facts)}: make it [{wanted}]{hint}");
    }

    private Diagnostic? CheckMask(long? samples)
    {
        int steps = _call.Model.MaskLength;
        if (steps == 0 || _call.Mask is not { } argument || _buffers.Read(argument.Value) is not { Length: { } length } facts)
        {
            return null;
        }

        bool fits = samples is { } n ? length == n * steps : length % steps == 0;
        if (fits)
        {
            return null;
        }

        string one = InvariantText.Of(steps);
        (string taken, string wayOut) = samples switch
        {
            null => (" a sample", CallSiteReports.WayOutToMultiple(facts, one)),
            _ when _call.IsBatch => ($" for each of {CallSiteText.Samples(samples.Value)}", CallSiteReports.WayOut(facts, InvariantText.Of(samples.Value * steps))),
            _ => ("", CallSiteReports.WayOut(facts, one)),
        };
        string found = $"{CallSiteText.Subject(argument, "the mask")} has {InvariantText.Of(length)}{CallSiteText.Origin(argument, facts)}";
        return _call.Report(CallSiteDescriptors.LengthMismatch, argument, $"takes a mask of {one} steps{taken}, but {found}: {wayOut}");
    }

    private Diagnostic? CheckDestination(BufferFacts? facts, long? samples)
    {
        if (facts is not { Length: { } length } || samples is not { } n || length >= n * _output.ElementCount)
        {
            return null;
        }

        IArgumentOperation argument = _call.Destination!;
        string one = $"{_call.ModelName}.{ModelMembers.OutputLength}";
        string needed = n == 1 ? one : $"{InvariantText.Of(n)} * {one}";
        string written = n == 1
            ? CallSiteText.Shape(_output)
            : $"{CallSiteText.Samples(n)} of {_output}, {CallSiteText.Elements(n * _output.ElementCount)}";
        string found = $"{CallSiteText.Subject(argument, "the destination")} has {InvariantText.Of(length)}{CallSiteText.Origin(argument, facts)}";
        return _call.ReportShort(
            CallSiteDescriptors.ShortDestination,
            argument,
            facts,
            needed,
            $"writes {written}, but {found}: {CallSiteReports.WayOut(facts, needed)}");
    }

    private long? WholeSamples(long? length) => length % _input.ElementCount == 0 ? length / _input.ElementCount : null;
}
