namespace ShapeGen.Generator.Tests.Fuzz;

/// <summary>What a run has seen, so that a fuzz that makes nothing worth reading does not pass for a good one.</summary>
internal sealed class FuzzCounts
{
    public Dictionary<SourceKind, int> Sources { get; } = [];

    /// <summary>Models whose code was generated and compiled.</summary>
    public int ValidModels { get; set; }

    /// <summary>Types with ShapeGen attributes that got no code, each with an error.</summary>
    public int InvalidModels { get; set; }

    /// <summary>Sources that neither the compiler nor an analyzer finds fault with.</summary>
    public int CleanSources { get; set; }

    public long GeneratedCharacters { get; set; }

    /// <summary>Our reports by rule.</summary>
    public SortedDictionary<string, int> Reports { get; } = new(StringComparer.Ordinal);

    /// <summary>The compiler's own errors on the sources, which broken ones should have many of.</summary>
    public int CompilerErrors { get; set; }

    public List<string> Failures { get; } = [];

    /// <summary>Those failures that are exceptions, which nothing in a source excuses.</summary>
    public List<string> Exceptions { get; } = [];

    public int Total => Sources.Values.Sum();

    public void Add(FuzzCounts other)
    {
        foreach ((SourceKind kind, int count) in other.Sources)
        {
            Sources[kind] = Sources.GetValueOrDefault(kind) + count;
        }

        foreach ((string rule, int count) in other.Reports)
        {
            Reports[rule] = Reports.GetValueOrDefault(rule) + count;
        }

        ValidModels += other.ValidModels;
        InvalidModels += other.InvalidModels;
        CleanSources += other.CleanSources;
        GeneratedCharacters += other.GeneratedCharacters;
        CompilerErrors += other.CompilerErrors;
        Failures.AddRange(other.Failures);
        Exceptions.AddRange(other.Exceptions);
    }

    public override string ToString() =>
        $"{Total} sources ({string.Join(", ", Sources.OrderBy(s => s.Key).Select(s => $"{s.Key} {s.Value}"))}), {CleanSources} without fault, " +
        $"{ValidModels} valid models ({GeneratedCharacters} characters), {InvalidModels} invalid, {CompilerErrors} compiler errors, {Failures.Count} failures; " +
        string.Join(", ", Reports.Select(r => $"{r.Key} {r.Value}"));
}
