using System.Text.RegularExpressions;
using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Emission;

/// <summary>Neighbouring weights of a long model that are packed by one method: those of a repeated block, or those between two such blocks.</summary>
/// <param name="First">The first weight.</param>
/// <param name="Count">Weights of a round.</param>
/// <param name="Rounds">Rounds there are, of as many weights each; 1 where nothing is repeated.</param>
/// <param name="Offset">Where the first round starts in the packed buffer.</param>
/// <param name="Calls">What packs a round.</param>
internal sealed record RepeatedPacking(int First, int Count, int Rounds, int Offset, IReadOnlyList<string> Calls)
{
    /// <summary>The name of a round's part of the packed buffer.</summary>
    public const string Buffer = "packed";

    private const int FewestRounds = 3;

    private const int LongestRound = 64;

    /// <summary>The runtime can tell a parameter's name from such a weight's.</summary>
    private static readonly Regex PlainName = new("^[A-Za-z][A-Za-z0-9_/]*$", RegexOptions.CultureInvariant);

    /// <summary>Elements from one round to the next in the packed buffer.</summary>
    public int Pitch { get; init; }

    /// <summary>All weights in order, or null where a model is short or repeats too little of itself: its packing is written out.</summary>
    public static IReadOnlyList<RepeatedPacking>? Of(ModelContext context)
    {
        (ShapedLayer Layer, WeightSpec Weight)[] weights = WeightsWriter.Weights(context.Model);
        if (!LongModel.Has(weights.Length) || context.IsTaken(ModelMembers.FromWeights))
        {
            return null;
        }

        string[] names = WeightsWriter.Names(context.Model);
        string[] plain = [.. weights.Select(w => $"{w.Layer.Name}/{w.Weight.Name}")];
        if (!plain.Zip(names, (weight, name) => PlainName.IsMatch(weight) && ParameterNames.Of([weight])[0] == name).All(isPlain => isPlain))
        {
            return null;
        }

        List<RepeatedPacking> parts = [.. new Search(context, weights, names).Parts()];
        int repeated = parts.Where(part => part.Rounds > 1).Sum(part => part.Rounds * part.Count);
        return repeated * 2 >= weights.Length && parts.Sum(part => part.Rounds * part.Count) == weights.Length ? parts : null;
    }

    /// <summary>Finds the rounds of one model.</summary>
    private sealed class Search(ModelContext context, (ShapedLayer Layer, WeightSpec Weight)[] weights, string[] names)
    {
        /// <summary>What is read for each weight. Rounds have the same.</summary>
        private readonly string[] _kinds = [.. weights.Select(w =>
            $"{w.Weight.Name} {w.Weight.Shape} {w.Weight.PyTorchShape} {string.Join(" ", WeightsWriter.Others(w.Layer, w.Weight))}")];

        /// <summary>The places that are filled from a weight and later ones.</summary>
        private readonly ILookup<int, PackedWeight> _places = context.Plan!.Weights.ToLookup(place => place.Sources.Min());

        /// <summary>The parts up to the first one that cannot be packed by itself.</summary>
        public IEnumerable<RepeatedPacking> Parts()
        {
            int single = 0;
            for (int next = 0; next <= weights.Length;)
            {
                RepeatedPacking? rounds = next == weights.Length ? null : Rounds(next);
                if ((rounds is not null || next == weights.Length) && single < next)
                {
                    if (Round(single, single, next - single) is not { } between)
                    {
                        yield break;
                    }

                    yield return between;
                }

                if (rounds is not null)
                {
                    yield return rounds;
                    single = next + (rounds.Count * rounds.Rounds);
                }

                next = rounds is null ? next + 1 : single;
            }
        }

        /// <summary>The shortest round from a weight on that covers most.</summary>
        private RepeatedPacking? Rounds(int start)
        {
            RepeatedPacking? best = null;
            for (int count = 1; count <= Math.Min(LongestRound, (weights.Length - start) / FewestRounds); count++)
            {
                int most = 1;
                while (start + ((most + 1) * count) <= weights.Length && Enumerable.Range(start + (most * count), count).All(i => _kinds[i] == _kinds[i - count]))
                {
                    most++;
                }

                int covered = best is null ? 0 : best.Rounds * best.Count;
                if (most < FewestRounds || most * count <= covered || Round(start, start, count) is not { } first)
                {
                    continue;
                }

                int rounds = 1;
                int pitch = 0;
                while (rounds < most && Round(start, start + (rounds * count), count) is { } next && next.Calls.SequenceEqual(first.Calls))
                {
                    pitch = rounds == 1 ? next.Offset - first.Offset : pitch;
                    if (next.Offset - first.Offset != rounds * pitch)
                    {
                        break;
                    }

                    rounds++;
                }

                if (rounds >= FewestRounds && rounds * count > covered && pitch >= 0)
                {
                    best = first with { Rounds = rounds, Pitch = pitch };
                }
            }

            return best;
        }

        /// <summary>What packs some weights, by the names of others; null where one of them is packed together with a later one.</summary>
        private RepeatedPacking? Round(int named, int first, int count)
        {
            List<PackedWeight> places = [.. Enumerable.Range(first, count).SelectMany(weight => _places[weight])];
            if (places.Count == 0 || places.Any(place => place.Sources.Max() >= first + count))
            {
                return null;
            }

            int offset = places.Min(place => place.Offset);
            return new RepeatedPacking(first, count, 1, offset,
            [
                .. places.Select(place => PackingCall.Of(place with { Offset = place.Offset - offset }, Buffer, weight => names[named + weight - first], context)),
            ]);
        }
    }
}
