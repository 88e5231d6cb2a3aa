using System.Runtime.InteropServices;
using ShapeGen.Benchmarks.Rows;

namespace ShapeGen.Benchmarks.Timing;

/// <summary>One row being measured: lets the JIT settle, chooses the limit's loops, then takes rounds.</summary>
/// <remarks>
/// A round takes the limit's loops and ShapeGen in turn, as often the one as the others, then each peer once. Against the
/// limit stands the smallest of ShapeGen's times, since the limit is the smallest of its loops' times; against a peer
/// stands the median.
/// </remarks>
internal sealed class RowRun
{
    private const int Finalists = 3;
    private const int SlowPeerFactor = 20;
    private const int SlowPeerRounds = 4;
    private const double SlowSeconds = 20e-6;

    private readonly bool _hasPeers;
    private readonly List<double> _seconds = [];
    private readonly List<double> _limits = [];
    private readonly List<double> _shares = [];
    private readonly Dictionary<string, List<double>> _ratios = [];
    private readonly SortedSet<string> _limitNames = [];
    private int _rounds;
    private double _elements;

    /// <param name="definition">The row.</param>
    /// <param name="hasPeers">Whether peers are timed; checked they are in any case.</param>
    public RowRun(RowDefinition definition, bool hasPeers)
    {
        Definition = definition;
        _hasPeers = hasPeers;
    }

    public RowDefinition Definition { get; }

    /// <summary>Managed bytes that a call allocates.</summary>
    public double Bytes { get; private set; }

    public double Seconds => Statistics.Median(_seconds);

    public double LimitSeconds => Statistics.Median(_limits);

    /// <summary>The limit's time over ShapeGen's; NaN without a limit.</summary>
    public double Share => Statistics.Median(_shares);

    public string LimitNames => string.Join(", ", _limitNames);

    public double? HandWritten => Ratio(nameof(Row.HandWritten));

    public double? Primitives => Ratio(nameof(Row.Primitives));

    public double? OnnxBound => Ratio(nameof(Row.OnnxBound));

    public double? OnnxPlain => Ratio(nameof(Row.OnnxPlain));

    /// <summary>The time per element over that of the twin.</summary>
    public double? PerElement => 1 / (Ratio(nameof(Row.Twin)) * _elements);

    /// <summary>
    /// Makes the row again and takes so many rounds. Where its memory lies in the caches is chance and lasts as long as
    /// the memory does, so each pass draws again.
    /// </summary>
    public void Pass(int rounds)
    {
        using Row row = Definition.Create();
        row.Check();
        (string, Contestant)[] peers = _hasPeers ? [.. row.Peers] : [];
        Contestant[] runners = [row.ShapeGen, .. peers.Select(p => p.Item2)];
        if (_rounds == 0)
        {
            Settle(runners);
            Settle([.. row.LimitLoops]);
            Bytes = row.ShapeGen.AllocatedBytes();
            _elements = row.Twin?.Elements ?? double.NaN;
        }

        foreach (Contestant contestant in runners.Concat(row.LimitLoops))
        {
            contestant.Calibrate();
        }

        Contestant[] limit = Tournament(row.LimitLoops);
        _limitNames.UnionWith(limit.Select(l => l.Name));
        for (int i = 0; i < rounds; i++)
        {
            Round(row.ShapeGen, limit, peers);
        }
    }

    private void Round(Contestant shapeGen, Contestant[] limits, (string Name, Contestant Contestant)[] peers)
    {
        double limit = double.PositiveInfinity;
        List<double> own = [];
        for (int i = 0; i < Finalists; i++)
        {
            if (i < limits.Length)
            {
                limit = Math.Min(limit, limits[i].Measure());
            }

            own.Add(shapeGen.Measure());
        }

        if (limits.Length > 0)
        {
            _limits.Add(limit);
            _shares.Add(limit / own.Take(limits.Length).Min());
        }

        double median = Statistics.Median(own);
        _seconds.Add(own.Min());
        foreach ((string name, Contestant peer) in peers)
        {
            if (peer.Estimate < SlowPeerFactor * Math.Max(median, SlowSeconds) || _rounds % SlowPeerRounds == 0)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(_ratios, name, out _) ??= [];
                _ratios[name].Add(peer.Measure() / median);
            }
        }

        _rounds++;
    }

    /// <summary>
    /// The JIT counts calls once nothing new has been compiled for 100 ms, then compiles twice, with and without
    /// counters, on a thread that a busy machine keeps waiting: so until nothing gets faster any more.
    /// </summary>
    private static void Settle(Contestant[] contestants)
    {
        const int LeastPhases = 4;
        const int MostPhases = 12;
        double before = double.PositiveInfinity;
        for (int phase = 1; phase <= MostPhases && contestants.Length > 0; phase++)
        {
            double fastest = contestants.Sum(c => c.Exercise(40, 0.1));
            if (phase >= LeastPhases && fastest > 0.9 * before)
            {
                break;
            }

            before = fastest;
            Thread.Sleep(120);
        }
    }

    private static Contestant[] Tournament(IReadOnlyList<Contestant> loops)
    {
        var best = loops.ToDictionary(l => l, l => l.Estimate);
        for (int i = 0; i < 6; i++)
        {
            foreach (Contestant loop in loops)
            {
                best[loop] = Math.Min(best[loop], loop.Measure());
            }
        }

        return [.. loops.OrderBy(l => best[l]).Take(Finalists)];
    }

    private double? Ratio(string peer) => _ratios.TryGetValue(peer, out List<double>? ratios) ? Statistics.Median(ratios) : null;
}
