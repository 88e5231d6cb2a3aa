using System.Globalization;
using System.Text.RegularExpressions;
using ShapeGen.Generator.Planning.Kernels.Pooling;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Tests.Layers;
using ShapeGen.Tests;

namespace ShapeGen.Generator.Tests.Planning;

/// <summary>Rows of whole blocks and one lane: which are realigned, and that no block reaches past the input.</summary>
public class RealignedRowsTests
{
    [Theory]
    [InlineData("(15, 17)", "Average", true)]
    [InlineData("(8, 17)", "Max", true)]
    [InlineData("(63, 33)", "Max", true)]
    [InlineData("(63, 49)", "Average", true)]
    [InlineData("<double>(15, 9)", "Average", true)]
    [InlineData("<double>(15, 25)", "Max", true)]
    [InlineData("(7, 17)", "Average", false)] // two phases
    [InlineData("(63, 65)", "Average", false)] // two phases
    [InlineData("(63, 49)", "Max", false)] // too long
    [InlineData("(63, 16)", "Average", false)]
    [InlineData("(63, 18)", "Average", false)]
    [InlineData("(63, 9)", "Average", false)] // folded
    [InlineData("<double>(63, 10)", "Average", false)]
    [InlineData("<System.Half>(63, 17)", "Average", false)]
    public void RowsWithOneLaneMoreThanBlocksAreRealigned(string input, string kind, bool isRealigned)
    {
        Assert.Equal(isRealigned, IsRealigned(Step($"[InputShape{input}] [Global{kind}Pooling1D]")));
        Assert.False(IsRealigned(Step($"[InputShape{input}] [Global{kind}Pooling1D(DataFormat = DataFormat.ChannelsFirst)]")));
    }

    [Fact]
    public void MaskedRowsAreNot() =>
        Assert.False(IsRealigned(Assert.IsType<PoolStep>(Step("[InputShape(15, 17)] [GlobalAveragePooling1D]").Mask())));

    private static bool IsRealigned(PoolStep step) => step.Choice!.Kernels.Wide is RealignedKernel;

    /// <summary>Every load of the kernel, those of a loop in each round that reaches them.</summary>
    [Theory]
    [InlineData("float", 16, 17)]
    [InlineData("float", 16, 33)]
    [InlineData("double", 8, 9)]
    [InlineData("double", 8, 17)]
    [Trait(TestScope.Size, TestScope.Large)]
    public void EveryBlockLiesWithinTheInput(string type, int block, int channels)
    {
        for (int positions = 8; positions <= 60; positions++)
        {
            int length = positions * channels;
            int[] starts = [.. Loads(Kernel(type, positions, channels))];
            Assert.All(starts, start => Assert.InRange(start, 0, length - block));
            Assert.Equal(length, starts.Max() + block + 1); // the last lane is loaded alone
            Assert.Equal(Enumerable.Range(0, starts.Max() / block), starts.Where(start => start % block == 0).Select(start => start / block).Distinct().Order().Take(starts.Max() / block));
        }
    }

    private static PoolStep Step(string attributes) => Assert.IsType<PoolStep>(Assert.Single(LayerCase.Steps(attributes)));

    private static string Kernel(string type, int positions, int channels)
    {
        string text = GeneratorRun.Of($"[ShapeGen.InputShape<{type}>({positions}, {channels})] [ShapeGen.GlobalMaxPooling1D] public partial class M;").Files.Values.Single();
        int start = text.IndexOf("Step1Realigned<V>", StringComparison.Ordinal);
        return text[start..text.IndexOf("ExactMaximum", start, StringComparison.Ordinal)];
    }

    /// <summary>Walks through the lines as the kernel would.</summary>
    private static IEnumerable<int> Loads(string kernel)
    {
        string[] lines = kernel.Split('\n');
        (int Line, int Next, int End, int Stride) loop = default;
        int i = 0;
        for (int at = 0; at < lines.Length; at++)
        {
            string line = lines[at].Trim();
            if (Regex.Match(line, @"^for \(nuint i = (\d+);(?: i < (\d+))?; i \+= (\d+)\)$") is { Success: true } head)
            {
                i = Number(head.Groups[1]);
                int close = Array.FindIndex(lines, at, text => text.TrimEnd() == Indent(lines[at]) + "}");
                loop = (at, close, head.Groups[2].Success ? Number(head.Groups[2]) : int.MaxValue, Number(head.Groups[3]));
            }
            else if (Regex.Match(line, @"^if \(i == (\d+)\)$") is { Success: true } leave && Number(leave.Groups[1]) == i)
            {
                at = loop.Next;
            }
            else if (at == loop.Next && at > 0 && i + loop.Stride < loop.End)
            {
                i += loop.Stride;
                at = loop.Line;
            }
            else if (Regex.Match(line, @"V\.(?:Load|MaximumOfNumbersAt)\(.*ref x, (i)?(?: \+ )?(\d+)?\);$") is { Success: true } load)
            {
                yield return (load.Groups[1].Success ? i : 0) + Number(load.Groups[2]);
            }
        }
    }

    private static string Indent(string line) => line[..^line.TrimStart().Length];

    private static int Number(Group digits) => digits.Success ? int.Parse(digits.Value, CultureInfo.InvariantCulture) : 0;
}
