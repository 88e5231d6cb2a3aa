using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;

namespace ShapeGen.Generator.Analyzers.CallSites;

/// <summary>SHAPE0301 for <c>FromWeights</c>: each weight has the elements of its Keras shape.</summary>
internal static class WeightRule
{
    public static IEnumerable<Diagnostic> Check(ModelCall call, BufferReader buffers)
    {
        IReadOnlyList<WeightSpec> weights = call.Model.Weights;
        List<Given> wrong = [.. call.Operation.Arguments
            .Where(argument => argument.Parameter is { } parameter && parameter.Ordinal < weights.Count)
            .OrderBy(argument => argument.Parameter!.Ordinal)
            .Select(argument => new Given(argument, weights[argument.Parameter!.Ordinal], buffers.Read(argument.Value)))
            .Where(given => given.Facts.Length is { } length && length != given.Weight.Length)];
        while (wrong.Count > 0)
        {
            Given first = wrong[0];
            Given? exchanged = wrong.FirstOrDefault(other => other.Facts.Length == first.Weight.Length && other.Weight.Length == first.Facts.Length);
            yield return exchanged is null ? ReportLength(call, first) : ReportExchange(call, first, exchanged);
            wrong.Remove(first);
            if (exchanged is not null)
            {
                wrong.Remove(exchanged);
            }
        }
    }

    private static Diagnostic ReportLength(ModelCall call, Given given)
    {
        string found = $"{given.Subject} has {InvariantText.Of(given.Facts.Length!.Value)}{CallSiteText.Origin(given.Argument, given.Facts)}";
        string wayOut = CallSiteReports.WayOut(given.Facts, InvariantText.Of(given.Weight.Length));
        return call.Report(CallSiteDescriptors.LengthMismatch, given.Argument, $"takes {given.Taken}, but {found}: {wayOut}");
    }

    private static Diagnostic ReportExchange(ModelCall call, Given first, Given second) => call.Report(
        CallSiteDescriptors.LengthMismatch,
        first.Argument,
        $"takes {first.Taken}, but {first.Subject} has {InvariantText.Of(first.Facts.Length!.Value)}, as {second.Weight.Name} of {second.Weight.Shape} should: exchange it with {second.Subject}");

    /// <summary>One argument.</summary>
    private sealed record Given(IArgumentOperation Argument, WeightSpec Weight, BufferFacts Facts)
    {
        public string Subject => CallSiteText.Subject(Argument, $"the argument for {Weight.Name}");

        public string Taken => $"{Weight.Name} of {CallSiteText.Shape(Weight.Shape)}";
    }
}
