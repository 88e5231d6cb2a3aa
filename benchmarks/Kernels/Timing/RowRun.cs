using ShapeGen.Benchmarks.Rows;

namespace ShapeGen.Benchmarks.Timing;

/// <summary>One row being measured: settles the JIT, chooses the limit loops, then takes rounds.</summary>
/// <remarks>
/// A round takes the limit's loops and ShapeGen in turn, as often the one as the others, then each peer once. Against the
/// limit stands the smallest of ShapeGen's times, since the limit is the smallest of its loops' times; against a peer
/// stands the median.
/// </remarks>
internal sealed class RowRun : IDisposable
{
    private const int Finalists = 3;
    private const int SlowPeerFactor = 20;
    private const int SlowPeerRounds = 4;

    private readonly Row _row;
    private readonly Contestant[] _limit;
    private readonly List<double> _seconds = [];
    private readonly List<double> _limits = [];
    private readonly List<double> _shares = [];
    private readonly Dictionary<Contestant, List<double>> _ratios;
    private int _rounds;

    public RowRun(RowDefinition definition)
    {
        Definition = definition;
        _row = definition.Create();
        _row.Check();
        Contestant[] all = [_row.ShapeGen, .. _row.Peers, .. _row.LimitLoops];
        Settle([_row.ShapeGen, .. _row.Peers]);
        Settle([.. _row.LimitLoops]);
        foreach (Contestant contestant in all)
        {
            contestant.Calibrate();
        }

        _limit = Tournament(_row.LimitLoops);
        _ratios = _row.Peers.ToDictionary(p => p, _ => new List<double>());
        Bytes = _row.ShapeGen.AllocatedBytes();
    }

    public RowDefinition Definition { get; }

    /// <summary>Managed bytes that a call allocates.</summary>
    public double Bytes { get; }

    public double Seconds => Statistics.Median(_seconds);

    public double LimitSeconds => Statistics.Median(_limits);

    /// <summary>The limit's time over ShapeGen's; NaN without a limit.</summary>
    public double Share => Statistics.Median(_shares);

    public string LimitNames => string.Join(", ", _limit.Select(l => l.Name));

    public double? HandWritten => Ratio(_row.HandWritten);

    public double? Primitives => Ratio(_row.Primitives);

    public double? OnnxBound => Ratio(_row.OnnxBound);

    public double? OnnxPlain => Ratio(_row.OnnxPlain);

    /// <summary>The time per element over that of the nearest even size.</summary>
    public double? PerElement => _row.Even is { } even ? 1 / (Ratio(even.Model)!.Value * even.Elements) : null;

    public void Round()
    {
        double limit = double.PositiveInfinity;
        List<double> own = [];
        for (int i = 0; i < Finalists; i++)
        {
            if (i < _limit.Length)
            {
                limit = Math.Min(limit, _limit[i].Measure());
            }

            own.Add(_row.ShapeGen.Measure());
        }

        if (_limit.Length > 0)
        {
            _limits.Add(limit);
            _shares.Add(limit / own.Take(_limit.Length).Min());
        }

        double median = Statistics.Median(own);
        _seconds.Add(own.Min());
        foreach ((Contestant peer, List<double> ratios) in _ratios)
        {
            if (peer.Estimate < SlowPeerFactor * Math.Max(median, 20e-6) || _rounds % SlowPeerRounds == 0)
            {
                ratios.Add(peer.Measure() / median);
            }
        }

        _rounds++;
    }

    public void Dispose() => _row.Dispose();

    /// <summary>The JIT counts calls once nothing new has been compiled for 100 ms, then compiles twice: with and without counters.</summary>
    private static void Settle(Contestant[] contestants)
    {
        for (int tier = 0; tier < 3; tier++)
        {
            foreach (Contestant contestant in contestants)
            {
                contestant.Exercise(40, 0.1);
            }

            if (contestants.Length > 0)
            {
                Thread.Sleep(120);
            }
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

    private double? Ratio(Contestant? peer) => peer is null ? null : Statistics.Median(_ratios[peer]);
}
