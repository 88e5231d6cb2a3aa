using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ShapeGen.Generator.Analyzers.CallSites;

/// <summary>Makes diagnostics on the arguments of a call.</summary>
internal static class CallSiteReports
{
    /// <summary>The property of SHAPE0302 that holds the length that is needed, as C#: <c>4 * DigitHead.OutputLength</c>.</summary>
    public const string OutputLengthProperty = "outputLength";

    public static Diagnostic Report(this ModelCall call, DiagnosticDescriptor rule, IArgumentOperation argument, string message) =>
        Diagnostic.Create(rule, CallSiteText.Expression(argument).GetLocation(), call.ModelName, message);

    /// <summary>With what a code fix needs: the right length, and where the wrong one is written, if it is.</summary>
    public static Diagnostic ReportShort(this ModelCall call, DiagnosticDescriptor rule, IArgumentOperation argument, BufferFacts facts, string length, string message) =>
        Diagnostic.Create(
            rule,
            CallSiteText.Expression(argument).GetLocation(),
            facts.SizeExpression is { } size ? [size.GetLocation()] : [],
            ImmutableDictionary<string, string?>.Empty.Add(OutputLengthProperty, length),
            call.ModelName,
            message);

    /// <summary>How the caller can bring a buffer to a length.</summary>
    public static string WayOut(BufferFacts facts, string length) => facts.Kind switch
    {
        BufferKind.Sliced => $"take {length} elements",
        BufferKind.Empty => $"pass {length} elements",
        _ => $"make it {length} long",
    };

    /// <summary>How the caller can bring a buffer to any multiple of a length.</summary>
    public static string WayOutToMultiple(BufferFacts facts, string length) => facts.Kind == BufferKind.Sliced
        ? $"take a multiple of {length} elements"
        : $"make its length a multiple of {length}";
}
