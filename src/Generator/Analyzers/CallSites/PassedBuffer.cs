using Microsoft.CodeAnalysis.Operations;

namespace ShapeGen.Generator.Analyzers.CallSites;

/// <summary>An input or output of a model as one call passes it.</summary>
/// <param name="Buffer">What the model knows of it.</param>
/// <param name="IsOutput">Whether the model writes it.</param>
/// <param name="Argument">What is written for it.</param>
/// <param name="Facts">What is certain about that.</param>
internal sealed record PassedBuffer(CalledBuffer Buffer, bool IsOutput, IArgumentOperation Argument, BufferFacts Facts)
{
    /// <summary>The argument as messages call it.</summary>
    public string Subject => CallSiteText.Subject(Argument, Buffer.Role);

    /// <summary>How many whole samples it has, where it has a whole number of them.</summary>
    public long? Samples => Facts.Length % Buffer.Count == 0 ? Facts.Length / Buffer.Count : null;
}
