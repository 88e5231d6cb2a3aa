using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ShapeGen.Generator.Tests.Analyzers.CallSites;

/// <summary>All cases of the data files in one compilation, each in a file and namespace of its own: one by one they take minutes.</summary>
internal sealed class CallSiteBatch
{
    private const string Method = """
        public static class Calls
        {
            public static void Run(float[] given, Span<float> span, ReadOnlySpan<float> readable, float[,,] image, bool[] bits, int n, bool flag,
                DigitHead head, FlatHead flat, Tail tail, Instance instance, Encoder encoder,
                Person person, Scan scan, Watcher watcher)
            {

        """;

    private static readonly ConcurrentDictionary<LanguageVersion, Lazy<Task<CallSiteBatch>>> Batches = new();

    private readonly Dictionary<string, CallSiteResult> _results = new(StringComparer.Ordinal);

    public static IReadOnlyList<string> WrongFiles { get; } = ["Lengths.txt", "Destinations.txt", "SharedBuffers.txt", "Graphs.txt"];

    public static IReadOnlyList<string> SilentFiles { get; } = ["Correct.txt", "Unknown.txt", "GraphsSilent.txt"];

    /// <summary>What a case gives under a language version, or null where it needs a later one.</summary>
    public static async Task<CallSiteResult?> Run(CallSiteCase site, LanguageVersion language)
    {
        CallSiteBatch batch = await Batches.GetOrAdd(language, version => new Lazy<Task<CallSiteBatch>>(() => Create(version))).Value;
        return batch._results.GetValueOrDefault(Key(site));
    }

    /// <summary>The code of a case as a file.</summary>
    public static string Wrap(CallSiteCase site, int index)
    {
        string space = $"namespace Case{index.ToString(CultureInfo.InvariantCulture)}\n{{\n";
        return site.Flags switch
        {
            var flags when flags.Contains("@program") => $"using System;\n{site.Marked}\n",
            var flags when flags.Contains("@file") => $"using System; using ShapeGen; {space}{site.Marked}\n}}\n",
            var flags when flags.Contains("@members") => $"using System; using ShapeGen; using Vendor; {space}public partial class Calls\n{{\n{site.Marked}\n}}\n}}\n",
            _ => $"using System; using ShapeGen; using Vendor; {space}{Method}{site.Marked}\n}}\n}}\n}}\n",
        };
    }

    private static async Task<CallSiteBatch> Create(LanguageVersion language)
    {
        var batch = new CallSiteBatch();
        CallSiteCase[] sites = [.. WrongFiles.Concat(SilentFiles)
            .SelectMany(CallSiteCase.Read)
            .Where(site => language >= LanguageVersion.CSharp14 || !site.Flags.Contains("@csharp14"))];
        await batch.Add([.. sites.Where(s => !s.Flags.Contains("@program"))], language, OutputKind.DynamicallyLinkedLibrary);

        // A program has one file of top-level statements.
        foreach (CallSiteCase site in sites.Where(s => s.Flags.Contains("@program")))
        {
            await batch.Add([site], language, OutputKind.ConsoleApplication);
        }

        return batch;
    }

    private async Task Add(CallSiteCase[] sites, LanguageVersion language, OutputKind kind)
    {
        MarkedCode[] codes = [.. sites.Select((site, index) => MarkedCode.Parse(Wrap(site, index)))];
        CSharpCompilation compilation = CallSiteRun.Compile(codes.Select(c => c.Code), language, kind);
        ILookup<string, Diagnostic> errors = CallSiteRun.Errors(compilation).ToLookup(FileOf);
        ILookup<string, Diagnostic> found = (await CallSiteRun.Analyze(compilation)).ToLookup(FileOf);
        for (int i = 0; i < sites.Length; i++)
        {
            string file = i.ToString(CultureInfo.InvariantCulture);
            _results.Add(Key(sites[i]), new CallSiteResult(codes[i], [.. errors[file]], [.. found[file]]));
        }
    }

    private static string FileOf(Diagnostic diagnostic) => diagnostic.Location.SourceTree?.FilePath ?? "";

    private static string Key(CallSiteCase site) => $"{site.Name}\n{site.Marked}";
}

/// <summary>What one case has given.</summary>
/// <param name="Code">Its file.</param>
/// <param name="Errors">The compiler's errors in it.</param>
/// <param name="Found">The analyzer's reports in it, by position.</param>
internal sealed record CallSiteResult(MarkedCode Code, IReadOnlyList<Diagnostic> Errors, IReadOnlyList<Diagnostic> Found);
