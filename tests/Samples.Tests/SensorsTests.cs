using System.Globalization;
using Sensors;

namespace ShapeGen.Samples.Tests;

/// <summary>The drawing of the sensors: the same windows under both poolings.</summary>
public class SensorsTests
{
    private readonly string[] _lines;

    public SensorsTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        (StateModel state, ShockModel shock) = Training.Run(seed: 1);
        _lines = [.. Comparison.Of(state, shock, seed: 3)];
    }

    [Fact]
    public void FitsATerminal() => Assert.All(_lines, line => Assert.True(line.Length <= 80, line));

    /// <summary>One sees it: only the window that was hit is tall, and the table says the same.</summary>
    [Fact]
    public void AShockIsSeenInTheWaveAndInTheMaximum()
    {
        Assert.InRange(WaveHeight("normal:"), 2, 5);
        Assert.InRange(WaveHeight("normal, hit once:"), 8, 16);
        double[] normal = Row("normal  ");
        double[] hit = Row("normal, hit once ");
        double[] worn = Row("worn ");
        Assert.True(hit[1] < 3 * normal[1], "The mean of the squares moves little.");
        Assert.True(hit[4] > 10 * normal[4], "Their maximum moves a lot.");
        Assert.True(worn[2] > 1.5 * normal[2], "The mean of the differences tells a worn bearing.");
    }

    [Fact]
    public void TheModelsSaySo()
    {
        Assert.Matches("^normal  .* normal +0\\.\\d %$", Line("normal  "));
        Assert.Matches("^normal, hit once .* normal +(100|99)\\.\\d %$", Line("normal, hit once "));
        Assert.Matches("^worn .* worn +\\d\\.\\d %$", Line("worn "));
    }

    [Fact]
    public void ThePageShowsTheTable() =>
        Assert.Contains(string.Join('\n', _lines[Array.FindIndex(_lines, l => l.Contains("GlobalAveragePooling1D"))..]), Repository.Read("samples/Sensors/README.md"));

    private int WaveHeight(string start) =>
        _lines.SkipWhile(l => !l.StartsWith(start, StringComparison.Ordinal)).Skip(1).TakeWhile(l => l.Length > 0).Count();

    private string Line(string start) => _lines.Last(l => l.StartsWith(start, StringComparison.Ordinal));

    private double[] Row(string start) =>
        [.. Line(start)[17..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(6).Select(n => double.Parse(n, CultureInfo.InvariantCulture))];
}
