using System.Diagnostics;
using Orleans.Runtime;

namespace Fleet;

/// <summary>What one run over all samples gave.</summary>
/// <param name="Probabilities">Ten for each sample, in the order of the samples.</param>
/// <param name="SamplesBySilo">How many samples of the result each silo scored.</param>
/// <param name="Repeated">Shards that were asked for again, because the silo that had them died.</param>
/// <param name="Time">From the first call to the last answer.</param>
internal sealed record RunResult(float[] Probabilities, IReadOnlyDictionary<string, int> SamplesBySilo, int Repeated, TimeSpan Time);

/// <summary>Hands out all shards and gathers the answers.</summary>
internal static class Scoring
{
    /// <summary>Back-pressure: no more shards than this are out at any time, whatever the number of silos; the rest waits here, as numbers.</summary>
    private const int InFlight = 4;

    private const int Attempts = 30;

    /// <summary>Scores every shard once.</summary>
    /// <param name="grains">The cluster.</param>
    /// <param name="run">Tells this run's grains from those of other runs.</param>
    /// <param name="progress">Is told after each shard how many have been scored.</param>
    /// <exception cref="InvalidOperationException">A shard was scored twice in the result, or could not be scored.</exception>
    public static async Task<RunResult> RunAsync(IGrainFactory grains, int run, Action<int> progress)
    {
        float[] probabilities = new float[SampleSet.Count * DigitNetwork.OutputLength];
        string?[] silos = new string?[SampleSet.Shards];
        int done = 0, repeated = 0;
        long start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, SampleSet.Shards), new ParallelOptions { MaxDegreeOfParallelism = InFlight }, async (shard, _) =>
        {
            for (int attempt = 1; ; attempt++)
            {
                try
                {
                    ShardResult result = await grains.GetGrain<IShard>(IShard.Key(run, shard)).ScoreAsync();
                    if (Interlocked.Exchange(ref silos[shard], result.Silo) is not null)
                    {
                        throw new InvalidOperationException($"Shard {shard} is in the result already.");
                    }

                    result.Probabilities.CopyTo(probabilities.AsSpan(shard * SampleSet.ShardSize * DigitNetwork.OutputLength));
                    progress(Interlocked.Increment(ref done));
                    return;
                }
                catch (Exception exception) when (attempt < Attempts && exception is OrleansException or TimeoutException)
                {
                    Interlocked.Increment(ref repeated);
                    await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
                }
            }
        });

        return new RunResult(
            probabilities,
            silos.GroupBy(silo => silo!, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count() * SampleSet.ShardSize),
            repeated,
            Stopwatch.GetElapsedTime(start));
    }

    /// <summary>The same in this process, on one thread, without a cluster.</summary>
    public static RunResult RunHere(Action<int> progress)
    {
        var samples = new SampleSet();
        DigitNetwork model = DigitNetwork.Load(Path.Combine(AppContext.BaseDirectory, "Data", "flatten.safetensors"));
        float[] probabilities = new float[SampleSet.Count * DigitNetwork.OutputLength];
        long start = Stopwatch.GetTimestamp();
        for (int shard = 0; shard < SampleSet.Shards; shard++)
        {
            samples.Score(model, shard).CopyTo(probabilities.AsSpan(shard * SampleSet.ShardSize * DigitNetwork.OutputLength));
            progress(shard + 1);
        }

        return new RunResult(probabilities, new Dictionary<string, int> { ["this process"] = SampleSet.Count }, 0, Stopwatch.GetElapsedTime(start));
    }
}
