using Orleans.Runtime;
using ShapeGen.Extensions.Hosting;

namespace Fleet;

/// <summary>A part of the samples. The key is the run's number and the shard's: see <see cref="Key"/>.</summary>
public interface IShard : IGrainWithIntegerKey
{
    /// <summary>Scores it, on whichever silo it is activated. Scoring changes nothing, so that a shard of a silo that has died is simply scored again.</summary>
    Task<ShardResult> ScoreAsync();

    static long Key(int run, int shard) => ((long)run << 32) | (uint)shard;
}

/// <summary>What a silo answers.</summary>
/// <param name="Silo">The silo that scored it.</param>
/// <param name="Probabilities">Ten for each sample.</param>
[GenerateSerializer]
public sealed record ShardResult([property: Id(0)] string Silo, [property: Id(1)] float[] Probabilities);

/// <summary>A grain for each shard, anywhere among the silos that score.</summary>
[Orleans.Placement.RandomPlacement]
internal sealed class Shard(ModelSource<DigitNetwork> model, SampleSet samples, ILocalSiloDetails silo) : Grain, IShard
{
    public Task<ShardResult> ScoreAsync()
    {
        // Nothing will ask for it again.
        DeactivateOnIdle();
        return Task.FromResult(new ShardResult(silo.Name, samples.Score(model.Current, (int)(uint)this.GetPrimaryKeyLong())));
    }
}
