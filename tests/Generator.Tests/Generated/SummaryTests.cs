using ShapeGen.Generator.Emission;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Tests.Generated;

/// <summary>The summary counts and prints as Keras does.</summary>
public class SummaryTests
{
    [Fact]
    public void ALargeFlattenedHeadPrintsKerasTotals()
    {
        string[] lines = Lines("[InputShape(38, 38, 256)] [Flatten] [Dense(256)]");
        Assert.Contains(" Total params: 94,634,240 (361.00 MB)", lines);
        Assert.Contains(" Trainable params: 94,634,240 (361.00 MB)", lines);
        Assert.Contains(" Non-trainable params: 0 (0.00 B)", lines);
    }

    [Fact]
    public void TheTableIsKerasTable() => Assert.Equal(
        """
        Model: "M"
        ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━┓
        ┃ Layer (type)                         ┃ Output Shape                ┃         Param # ┃
        ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━┩
        │ global_average_pooling2d             │ (None, 64)                  │               0 │
        │ (GlobalAveragePooling2D)             │                             │                 │
        ├──────────────────────────────────────┼─────────────────────────────┼─────────────────┤
        │ dense (Dense)                        │ (None, 256)                 │          16,640 │
        ├──────────────────────────────────────┼─────────────────────────────┼─────────────────┤
        │ dense_1 (Dense)                      │ (None, 10)                  │           2,570 │
        └──────────────────────────────────────┴─────────────────────────────┴─────────────────┘
         Total params: 19,210 (75.04 KB)
         Trainable params: 19,210 (75.04 KB)
         Non-trainable params: 0 (0.00 B)
        """.ReplaceLineEndings("\n"),
        string.Join('\n', Lines("[InputShape(7, 7, 64)] [GlobalAveragePooling2D] [Dense(256)] [Dense(10)]")));

    [Theory]
    [InlineData("[InputShape(38, 38, 256)] [GlobalAveragePooling2D] [Dense(256)]", 65_792, "257.00 KB")]
    [InlineData("[InputShape<double>(38, 38, 256)] [GlobalAveragePooling2D] [Dense(256)]", 65_792, "514.00 KB")]
    [InlineData("[InputShape<System.Half>(38, 38, 256)] [GlobalAveragePooling2D] [Dense(256)]", 65_792, "128.50 KB")]
    [InlineData("[InputShape(6, 6, 32)] [Flatten] [Dense(10)]", 11_530, "45.04 KB")]
    [InlineData("[InputShape(3)] [Dense(2, UseBias = false)]", 6, "24.00 B")]
    [InlineData("[InputShape(3)] [Flatten]", 0, "0.00 B")]
    [InlineData("[InputShape(30000)] [Dense(30000)]", 900_030_000, "3.35 GB")]
    public void ParametersAreCounted(string attributes, long count, string memory)
    {
        Assert.Equal(count, Parsed.Shaped(attributes).ParameterCount);
        Assert.Contains($" Total params: {InvariantText.Grouped(count)} ({memory})", Lines(attributes));
    }

    [Fact]
    public void TheGeneratedSummaryIsTheTable()
    {
        using LoadedAssembly consumer = GeneratorRun.Of("""
            using ShapeGen;
            [InputShape(7, 7, 64)] [Flatten] [Dense(10, Name = "a \"\"\" name that is much too long for the table's first column")] public sealed partial class M;
            """).Load();
        string attributes = "[InputShape(7, 7, 64)] [Flatten] [Dense(10, Name = \"a \\\"\\\"\\\" name that is much too long for the table's first column\")]";
        Assert.Equal(string.Join('\n', Lines(attributes)), consumer.Type("M").GetProperty("Summary")!.GetValue(null));
    }

    [Fact]
    public void AScalarHasTheBatchAxisAlone() => Assert.Contains(Lines("[InputShape(1)] [Reshape()]"), line => line.Contains(" (None,) ", StringComparison.Ordinal));

    [Fact]
    public void EveryRowIsAsWideAsTheRules()
    {
        string[] lines = Lines("[InputShape(7, 7, 64)] [Reshape(1000, 1, 1, 1, 1, 1, 1, -1, 1, 1, 1, 1, 1)] [Dense(10, Name = \"a name that is much too long for the table's first column\")]".Replace("1000", "49"));
        Assert.Single(lines.Where(l => l[0] is '┏' or '┃' or '┡' or '│' or '├' or '└').Select(l => l.Length).Distinct());
    }

    private static string[] Lines(string attributes)
    {
        ShapedModel model = Parsed.Shaped(attributes);
        Assert.Empty(model.Problems);
        return [.. SummaryTable.Lines(model)];
    }
}
