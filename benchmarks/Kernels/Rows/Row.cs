using ShapeGen.Benchmarks.Timing;

namespace ShapeGen.Benchmarks.Rows;

/// <summary>A line of the table before it is made: its name for <c>--filter</c>, what it says, what it must reach.</summary>
/// <param name="Name">Short, without spaces.</param>
/// <param name="Workload">As the report writes it.</param>
/// <param name="Bars">What it must reach.</param>
/// <param name="Create">Makes weights, buffers and contestants.</param>
internal sealed record RowDefinition(string Name, string Workload, Bars Bars, Func<Row> Create);

/// <summary>The contestants of one line, ready to run, each with an output of its own.</summary>
internal sealed class Row : IDisposable
{
    public required Contestant ShapeGen { get; init; }

    /// <summary>All loops that compete to be the limit; none where there is none.</summary>
    public IReadOnlyList<Contestant> LimitLoops { get; init; } = [];

    public Contestant? HandWritten { get; init; }

    public Contestant? Primitives { get; init; }

    public Contestant? OnnxBound { get; init; }

    public Contestant? OnnxPlain { get; init; }

    /// <summary>A model of ours that this one is held against, such as the nearest even size, and how many times more elements this row has.</summary>
    public (Contestant Model, double Elements)? Twin { get; init; }

    /// <summary>Throws where a contestant's result is not that of the hand-written loop.</summary>
    public required Action Check { get; init; }

    public IReadOnlyList<IDisposable> Owned { get; init; } = [];

    /// <summary>Everyone who is measured against ShapeGen, by the name of the property.</summary>
    public IEnumerable<(string Name, Contestant Contestant)> Peers =>
        new[]
        {
            (nameof(HandWritten), HandWritten), (nameof(Primitives), Primitives), (nameof(OnnxBound), OnnxBound),
            (nameof(OnnxPlain), OnnxPlain), (nameof(Twin), Twin?.Model),
        }
        .Where(p => p.Item2 is not null)
        .Select(p => (p.Item1, p.Item2!));

    public void Dispose()
    {
        foreach (IDisposable owned in Owned)
        {
            owned.Dispose();
        }
    }
}
