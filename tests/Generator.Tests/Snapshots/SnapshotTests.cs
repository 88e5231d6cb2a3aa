namespace ShapeGen.Generator.Tests.Snapshots;

/// <summary>
/// A few generated files as a reader sees them. After an intended change run the tests with <c>SHAPEGEN_ACCEPT=1</c>,
/// which rewrites the baselines beside this file, and read the difference.
/// </summary>
public class SnapshotTests
{
    /// <summary>File name and source; each takes other kernels.</summary>
    public static TheoryData<string, string> Baselines => new()
    {
        { "Pooling", "[InputShape(7, 7, 64)] [GlobalAveragePooling2D] public static partial class Pooling;" },
        { "View", "[InputShape(4, 6)] [Flatten] [Reshape(2, 12)] public partial class View;" },
        { "Head", "[InputShape(7, 7, 64)] [GlobalAveragePooling2D] [Dense(32, Activation = Activation.Relu)] [Dense(10, Activation = Activation.Softmax)] public sealed partial class Head;" },
        { "Masked", "[InputShape<System.Half>(20, 24)] [Dense(16)] [GlobalAveragePooling1D] public sealed partial class Masked;" },
        { "Graph", "[InputShape(3, Name = \"image\")] [InputShape(2, Name = \"meta\")] [Dense(4)] [Concatenate(\"meta\", Name = \"both\")] [Dense(1, Name = \"age\")] [Dense(2, From = \"both\", Activation = Activation.Softmax, Name = \"gender\")] [Output(\"age\")] [Output(\"gender\")] public sealed partial class Graph;" },
        { "Invalid", "[InputShape(7, 7, 64)] [Flatten] [Dense(10, InputFeatures = 64)] public sealed partial class Invalid;" },
    };

    [Theory]
    [MemberData(nameof(Baselines))]
    public void TheGeneratedFileIsTheBaseline(string name, string model)
    {
        GeneratorRun run = GeneratorRun.Of($"using ShapeGen;\nnamespace Snapshots;\n{model}");
        run.Load().Dispose();
        Baseline.Verify(name, run.Text);
    }

    [Fact]
    public void EveryBaselineBelongsToATest() => Assert.Equal(
        Baselines.Select(row => $"{row[0]}.g.cs.txt").Order(StringComparer.Ordinal),
        Directory.GetFiles(Baseline.Folder(), "*.txt").Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void TheMessageShowsTheLinesThatDiffer()
    {
        Assert.Null(Baseline.Differences("a\nb\n", "a\nb\n"));
        Assert.Equal("line 2\n- b\n+ c\n", Baseline.Differences("a\nb\nd\n", "a\nc\nd\n"));
        Assert.Equal("line 3\n- \n+ d\nline 4\n- (no line)\n+ \n", Baseline.Differences("a\nb\n", "a\nb\nd\n"));
    }
}
