namespace ShapeGen.Tool.Writing;

/// <summary>A part of a sequence that is written as one: an item in line, or a block.</summary>
internal sealed record Run(IReadOnlyList<Item> Items, bool IsBlock)
{
    public string Token { get; } = string.Join(";", Items.Select(item => item.Token));

    public Networks.Node End => Items[^1].End;

    public int Size => Items.Sum(item => item.Size);
}

/// <summary>Finds the runs of layers that come more than once in a sequence, longest savings first.</summary>
internal static class Runs
{
    /// <summary>Fewer layers are as easily read in line.</summary>
    private const int FewestLayers = 3;

    /// <summary>A longer block is no structure that a reader would see as one.</summary>
    private const int LongestRun = 60;

    /// <summary>What goes with the layer before it: a run neither begins with it nor ends before it.</summary>
    private static readonly HashSet<string> Followers =
        ["BatchNormalization", "Activation", "ReLU", "LeakyReLU", "PReLU", "ELU", "Softmax", "Dropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D"];

    public static List<Run> Find(IReadOnlyList<Item> items, Func<Item, bool> isBlock)
    {
        List<Run> runs = [.. items.Select(item => new Run([item], isBlock(item)))];
        while (Best(runs) is var (starts, length))
        {
            foreach (int start in starts.OrderDescending())
            {
                var joined = new Run([.. runs.Skip(start).Take(length).SelectMany(run => run.Items)], IsBlock: true);
                runs.RemoveRange(start, length);
                runs.Insert(start, joined);
            }
        }

        return runs;
    }

    /// <summary>The places of the runs that save the most lines, or null.</summary>
    private static (List<int> Starts, int Length)? Best(List<Run> runs)
    {
        (List<int>, int)? best = null;
        int most = 0;
        for (int length = 2; length <= Math.Min(LongestRun, runs.Count / 2); length++)
        {
            var places = new Dictionary<string, List<int>>(StringComparer.Ordinal);
            for (int start = 0; start + length <= runs.Count; start++)
            {
                // Runs that were found are not taken into others: what repeats within them has been seen already. The same block over and over is a repeated use.
                string[] tokens = [.. runs.Skip(start).Take(length).Select(run => run.Token)];
                if (runs.Skip(start).Take(length).Any(run => run.Items.Count > 1) || Follows(runs[start]) || (start + length < runs.Count && Follows(runs[start + length]))
                    || tokens.Distinct().Count() == 1)
                {
                    continue;
                }

                string token = string.Join("\n", tokens);
                if (!places.TryGetValue(token, out List<int>? starts))
                {
                    places[token] = starts = [];
                }

                if (starts.Count == 0 || start >= starts[^1] + length)
                {
                    starts.Add(start);
                }
            }

            foreach (List<int> starts in places.Values.Where(starts => starts.Count > 1))
            {
                int size = runs.Skip(starts[0]).Take(length).Sum(run => run.Size);
                int saved = (starts.Count - 1) * size;
                if (size >= FewestLayers && saved > most)
                {
                    most = saved;
                    best = (starts, length);
                }
            }
        }

        return best;
    }

    private static bool Follows(Run run) => run.Items[0] is { Branches: null } item && Followers.Contains(item.End.Kind);
}
