using System.Diagnostics;
using System.Globalization;
using ShapeGen.Generator.Shapes;
using ShapeGen.Generator.Tests.Conventions;
using ShapeGen.Tests;
using Xunit.Abstractions;

namespace ShapeGen.Generator.Tests.Fuzz;

/// <summary>
/// Random sources: no exception, an error for whatever is wrong, code that compiles for whatever is right.
/// A sample by default, a larger one with <c>SHAPEGEN_TESTS=ci</c>, 20,000 with <c>SHAPEGEN_TESTS=all</c>. <c>SHAPEGEN_FUZZ=1000000</c> makes that many, with a line of
/// progress now and then in <c>artifacts/fuzz.txt</c>;
/// <c>SHAPEGEN_FUZZ_FIRST=17</c> starts at a source, to see it again.
/// </summary>
public class FuzzTests(ITestOutputHelper output)
{
    private const ulong Seed = 20261124;
    private const int AllSources = 20_000;
    private const int EnoughToCount = 400;
    private const int BatchSize = SoupMaker.BatchSize;
    private const int ShownFailures = 5;

    [Fact]
    public async Task NoSourceBreaksAPromise()
    {
        int count = Number("SHAPEGEN_FUZZ", TestScope.IsAll ? AllSources : TestScope.Sample("FuzzSources"));
        int first = Number("SHAPEGEN_FUZZ_FIRST", 0);
        var maker = new SoupMaker(Seed);
        var total = new FuzzCounts();
        var clock = Stopwatch.StartNew();
        var open = new SortedSet<int>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(2, Environment.ProcessorCount) };
        await Parallel.ForAsync(first / BatchSize, (first + count + BatchSize - 1) / BatchSize, parallel, async (batch, _) =>
        {
            FuzzSource[] sources = [.. Enumerable.Range(batch * BatchSize, BatchSize).Where(i => i >= first && i < first + count).Select(maker.Make)];
            lock (total)
            {
                open.Add(batch);
            }

            FuzzCounts counts = await FuzzBatch.RunConfirmed(Seed, batch, sources);
            lock (total)
            {
                total.Add(counts);
                open.Remove(batch);
                Report(total, open, clock, isLast: total.Total == count);
            }
        });

        output.WriteLine($"Seed {Seed}: {total}");
        Assert.True(total.Failures.Count == 0, $"{total}\n\n{string.Join('\n', total.Failures.Take(ShownFailures))}");
        Assert.Equal(count, total.Total);
        Assert.True(count < EnoughToCount || (total.ValidModels > count / 4 && total.InvalidModels > count / 4), total.ToString());
    }

    [Fact]
    public void TheSameSeedMakesTheSameSources()
    {
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal(new SoupMaker(1).Make(i).Texts, new SoupMaker(1).Make(i).Texts);
            Assert.NotEqual(new SoupMaker(1).Make(i).Texts, new SoupMaker(2).Make(i).Texts);
        }
    }

    [Fact]
    public void InferenceAgreesWithTheInterpreter()
    {
        for (int chain = 0; chain < 500; chain++)
        {
            var dice = Dice.For(Seed, chain);
            int[] shape = ChainMaker.InputShape(dice);
            var attributes = new List<string> { $"[InputShape({ChainLayer.Join(shape)})]" };
            var expected = new List<string>();
            for (int i = dice.Between(1, 8); i > 0; i--)
            {
                ChainLayer layer = ChainMaker.Next(dice, shape);
                attributes.Add($"[{layer.Attribute}]");
                long parameters = layer.Parameters(shape);
                shape = layer.Apply(shape);
                expected.Add($"({ChainLayer.Join(shape)}), {parameters} parameters");
            }

            string text = string.Join('\n', attributes);
            ShapedModel model = Parsed.Shaped(text);
            IEnumerable<string> found = model.Layers.Select(l => $"{l.Output}, {l.ParameterCount} parameters");
            Assert.True(model.IsValid && expected.SequenceEqual(found), $"seed {Seed}, chain {chain}:\n{text}\nexpected\n{string.Join('\n', expected)}\nfound\n{string.Join('\n', found)}\n{string.Join('\n', model.Problems)}");
        }
    }

    /// <summary>A long run shows where it is; a short one needs no file.</summary>
    private static void Report(FuzzCounts total, IEnumerable<int> open, Stopwatch clock, bool isLast)
    {
        const int Every = 10 * BatchSize;
        if (isLast || total.Total % Every == 0 || total.Failures.Count > 0)
        {
            string folder = Repository.Full("artifacts");
            Directory.CreateDirectory(folder);
            IEnumerable<string> lines = [$"{clock.Elapsed.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture)} s: {total}; under way: batches {string.Join(", ", open)}", .. total.Failures.Take(20)];
            File.WriteAllLines(Path.Combine(folder, "fuzz.txt"), lines);
        }
    }

    private static int Number(string variable, int absent) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : absent;
}
