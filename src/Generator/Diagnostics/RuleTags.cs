using Microsoft.CodeAnalysis;

namespace ShapeGen.Generator.Diagnostics;

/// <summary>The custom tags of descriptors.</summary>
internal static class RuleTags
{
    /// <summary>Errors that nothing may silence: behind them stands a stub that compiles and cannot run.</summary>
    /// <remarks>
    /// <c>NotConfigurable</c> withstands <c>.editorconfig</c> and <c>#pragma</c>, but not <c>[SuppressMessage]</c>, which the
    /// compiler applies to every diagnostic that is not tagged as one of its own.
    /// </remarks>
    public static readonly string[] OfModelErrors = [WellKnownDiagnosticTags.NotConfigurable, WellKnownDiagnosticTags.Compiler];
}
