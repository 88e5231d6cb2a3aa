using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Models;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Tests.Graph;

/// <summary>What graphs cost: the scratch between their steps, and the text of repeated blocks.</summary>
public class GraphFiguresTests
{
    private const double MostScratch = 1.10;
    private const double MostText = 1.3;

    private const string Blocks = """
        [Block] [Dense(64, Activation = Activation.Relu)] [Dense(64)] public partial class Basic;
        [Block] [Dense(16, Activation = Activation.Relu, Name = "up")] [Concatenate("input")] public partial class Growth;
        [Block] [Dense(256, Activation = Activation.Gelu)] [Dense(64)] public partial class Wide;
        [Block] [Dense(32)] public partial class Narrow;
        [Block] [Dense(48)] [Activation(Activation.Softmax)] public partial class Gate;
        [Block] [GlobalAveragePooling2D(KeepDims = true)] [Dense(4, Activation = Activation.Relu)] [Dense(32, Activation = Activation.Sigmoid)] [Multiply("input")] public partial class Squeeze;

        """;

    public static TheoryData<string, string> Graphs => new()
    {
        { "20 residual blocks", "[InputShape(64)] [Residual<Basic>(Repeat = 20, Activation = Activation.Relu)] [Dense(10)]" },
        { "a dense-net of 12 concatenations", $"[InputShape(32)] {string.Concat(Enumerable.Repeat("[Apply<Growth>] ", 12))} [Dense(10)]" },
        { "residuals that widen", "[InputShape(64)] [Dense(64)] [Residual<Wide>(Repeat = 6)] [Dense(3)]" },
        { "two branches", "[InputShape(100)] [Parallel<Narrow, Gate>(Merge = Merge.Concatenate)] [Dense(7)]" },
        { "a concatenated head", "[InputShape(7, 7, 64)] [GlobalAveragePooling2D(Name = \"mean\")] [GlobalMaxPooling2D(From = \"input\")] [Concatenate(\"mean\")] [Dense(10)]" },
        { "squeeze and excitation", "[InputShape(8, 8, 32)] [Apply<Squeeze>] [Apply<Squeeze>] [GlobalMaxPooling2D] [Dense(10)]" },
        { "a long skip", "[InputShape(48)] [Dense(96, Name = \"early\")] [Dense(200)] [Dense(300)] [Dense(100)] [Dense(96)] [Add(\"early\")] [Dense(5)]" },
        { "an hourglass of skips", "[InputShape(128)] [Dense(128, Name = \"a\")] [Dense(64, Name = \"b\")] [Dense(32, Name = \"c\")] [Dense(16)] [Dense(32)] [Add(\"c\")] [Dense(64)] [Concatenate(\"b\")] [Dense(128)] [Concatenate(\"a\")] [Dense(10)]" },
        { "two inputs and two outputs", "[InputShape(30, Name = \"image\")] [InputShape(20, Name = \"meta\")] [Dense(64, Name = \"seen\")] [Dense(64, From = \"meta\")] [Add(\"seen\", Name = \"both\")] [Dense(40)] [Dense(3, Name = \"age\")] [Dense(5, From = \"both\", Name = \"gender\")] [Output(\"age\")] [Output(\"gender\")]" },
        { "maxout", "[InputShape(6, 20)] [Dense(32, Name = \"a\")] [Dense(32, From = \"input\", Name = \"b\")] [Dense(32, From = \"input\", Name = \"c\")] [Maximum(\"a\", \"b\")] [GlobalAveragePooling1D] [Dense(4)]" },
    };

    /// <summary>No layout takes less than what lives at one time.</summary>
    [Theory]
    [MemberData(nameof(Graphs))]
    public void ScratchIsHardlyMoreThanWhatLivesAtOneTime(string name, string attributes)
    {
        ExecutionPlan plan = Plan(attributes);
        long live = MostLive(plan);
        Assert.True(plan.ScratchLength <= MostScratch * live, $"{name}: {plan.ScratchLength} elements of scratch for {live} that live at one time");
        Assert.Equal(10, Graphs.Count);
    }

    [Fact]
    public void RepeatedBlocksShareTheirKernels()
    {
        string once = Kernels(1);
        string often = Kernels(20);
        Assert.True(often.Length <= MostText * once.Length, $"20 blocks have kernels of {often.Length} characters, one has {once.Length}");
        Assert.Contains("// Dense \"basic/dense\": (64) → (64), and 19 more like it\n", often);

        // A block adds to what the one before it wrote, so that blocks write to two places in turn.
        Assert.Contains("for (nuint round = 0; round < 9; round++)\n", often);
    }

    /// <summary>Other sizes, activations, or a bias: other kernels.</summary>
    [Theory]
    [InlineData("[Dense(64)] [Dense(64)]", 1)]
    [InlineData("[Dense(64)] [Dense(64, UseBias = false)]", 2)]
    [InlineData("[Dense(64)] [Dense(64, Activation = Activation.Relu)]", 2)]
    [InlineData("[Dense(64)] [Dense(65)] [Dense(64)]", 3)]
    public void OnlyEqualStepsShareTheirKernels(string layers, int kernels)
    {
        string text = GeneratorRun.Of($"using ShapeGen;\n[InputShape(64)] {layers} public partial class M;").Text;
        Assert.Equal(kernels, text.Split("internal static void Step").Length - 1);
    }

    private static string Kernels(int blocks)
    {
        GeneratorRun run = GeneratorRun.Of($"using ShapeGen;\n{Blocks}[InputShape(64)] [Residual<Basic>(Repeat = {blocks}, Activation = Activation.Relu)] public partial class M;");
        string text = run.Files.Single(file => file.Key == "M.g.cs").Value;
        return text[text.IndexOf("file static class", StringComparison.Ordinal)..];
    }

    private static ExecutionPlan Plan(string attributes)
    {
        PlannedModel planned = ModelPlanner.Plan(ShapeInference.Infer(Parsed.Declaration($"using ShapeGen;\n{Blocks}{attributes}\npublic partial class M;", "M")));
        Assert.Empty(planned.Model.Problems.Select(Rules.Message));
        return planned.Plan!;
    }

    /// <summary>
    /// The most elements of scratch that hold something which is still read: what lies in one place counts once, and a
    /// concatenation from its first part on.
    /// </summary>
    private static long MostLive(ExecutionPlan plan)
    {
        long most = 0;
        for (int at = 0; at < plan.Steps.Count; at++)
        {
            var taken = new HashSet<int>();
            for (int i = 0; i <= at; i++)
            {
                Step step = plan.Steps[i];
                foreach (ValueId value in step.Workspaces.Append(step.Writes))
                {
                    PlanValue written = plan.Values[value.Index];
                    bool isRead = i == at || plan.Steps.Skip(at).Any(later => later.Reads.Contains(value));
                    if (isRead && written.Place.Kind == BufferKind.Scratch)
                    {
                        int length = written.Pitch > written.Length ? written.Pitch : written.Length;
                        taken.UnionWith(Enumerable.Range(written.Place.Offset - written.Lead, length));
                    }
                }
            }

            most = Math.Max(most, taken.Count);
        }

        return most;
    }
}
