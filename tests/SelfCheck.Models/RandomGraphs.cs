using System.Globalization;

namespace ShapeGen.SelfCheck.Models;

/// <summary>Models that are graphs, made at random from their number: branches, merges, blocks, several inputs and outputs.</summary>
internal static class RandomGraphs
{
    /// <summary>As many as the whole sweep has.</summary>
    public const int Count = 2100;

    private static readonly string[] Types = ["float", "double", "Half"];

    public static IEnumerable<ModelSource> Models() =>
        from number in Enumerable.Range(0, Count)
        select new GraphMaker($"Graph{number.ToString(CultureInfo.InvariantCulture)}", Types[number % 5 == 3 ? 1 : number % 5 == 4 ? 2 : 0], new Random(number)).Make();
}
