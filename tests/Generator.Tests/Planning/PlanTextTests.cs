using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ShapeGen.Generator.Models;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Shapes;
using ShapeGen.Generator.Tests.Conventions;
using ShapeGen.Generator.Tests.Snapshots;

namespace ShapeGen.Generator.Tests.Planning;

/// <summary>The plan in words: whole plans to be read in a difference, and where the words are shown.</summary>
public class PlanTextTests
{
    private const string Head = "[InputShape(7, 7, 64)] [GlobalAveragePooling2D] [Dense(256, Activation = Activation.Relu)] [Dense(10, Activation = Activation.Softmax)]";

    public static TheoryData<string, string> Plans => new()
    {
        { "Head", Head },
        { "ChannelsFirst", "[InputShape(32, 5, 5)] [Flatten(DataFormat = DataFormat.ChannelsFirst)] [Dense(100)]" },
        { "OddMean", "[InputShape(7, 7, 50)] [GlobalAveragePooling2D]" },
        { "OneLaneMore", "[InputShape(9, 7, 33)] [GlobalAveragePooling2D]" },
        { "FoldedMaximum", "[InputShape(20, 20, 3)] [GlobalMaxPooling2D]" },
        { "ManyChannels", "[InputShape(49, 2048)] [GlobalMaxPooling1D]" },
        { "FarBands", "[InputShape(1367, 100)] [GlobalAveragePooling1D]" },
        { "Runs", "[InputShape<double>(512, 7, 7)] [GlobalAveragePooling2D(DataFormat = DataFormat.ChannelsFirst)]" },
        { "Bands", "[InputShape(16, 16, 64)] [GlobalAveragePooling2D]" },
        { "HalfPairs", "[InputShape<System.Half>(49, 80)] [GlobalMaxPooling1D]" },
        { "MaskedRuns", "[InputShape(20, 35)] [GlobalAveragePooling1D(DataFormat = DataFormat.ChannelsFirst)]" },
        { "Scalar", "[InputShape(2, 2, 3)] [GlobalMaxPooling2D]" },
        { "SumsOfSums", "[InputShape(70, 70, 33)] [GlobalAveragePooling2D]" },
        { "DenseHalfPairs", "[InputShape<System.Half>(20)] [Dense(150, Activation = Activation.Relu)]" },
        { "LongSums", "[InputShape(8, 8, 96)] [Conv2D(20, 3, Padding = Padding.Same)] [Flatten] [Dense(24)] [RepeatVector(300)] [Flatten] [Dense(3)]" },
        { "FarPanels", "[InputShape(2048)] [Dense(1000)]" },
        { "TurnedMatrix", "[InputShape(40, 50)] [Permute(2, 1)]" },
        { "Half", "[InputShape<System.Half>(9, 20)] [Dense(24, Activation = Activation.Gelu)] [Dense(8, Activation = Activation.Glu)] [Activation(Activation.Tanh)]" },
        { "LastAxis", "[InputShape(30, 20)] [Dense(24, Name = \"project\")] [GlobalAveragePooling1D] [Dense(4, UseBias = false)]" },
        { "FoldedNormalizations", "[InputShape(8, 8, 3)] [Rescaling(0.25)] [Conv2D(8, 3, Padding = Padding.Same, UseBias = false)] [BatchNormalization] [ReLU] [DepthwiseConv2D(3)] [BatchNormalization(Scale = false)]" },
        { "ResidualProduct", "[InputShape(6, 6, 8)] [ZeroPadding2D(0, 1, 0, 1)] [Conv2D(8, 2, Activation = Activation.Relu, Name = \"a\")] [Conv2D(8, 3, Padding = Padding.Same)] [Add(\"a\")] [ReLU]" },
        { "Winograd", "[InputShape(10, 36, 20)] [ZeroPadding2D(1)] [Conv2D(40, 3, Algorithm = ConvAlgorithm.Winograd)] [BatchNormalization] [ReLU]" },
        { "View", "[InputShape(4, 6)] [Flatten]" },
    };

    [Theory]
    [MemberData(nameof(Plans))]
    public void ThePlanIsTheBaseline(string name, string attributes) =>
        Baseline.VerifyFile(Path.Combine(Folder(), $"{name}.plan.txt"), Text(attributes));

    /// <summary>A reader of the plans meets each variant once.</summary>
    [Fact]
    public void EveryKernelVariantIsInAPlan()
    {
        HashSet<Type> shown = [];
        foreach (object[] row in Plans)
        {
            ExecutionPlan plan = Parsed.Plan((string)row[1]);
            foreach (Step step in plan.Steps.Concat(plan.MaskedSteps))
            {
                object[] kernels = step switch
                {
                    PoolStep { Choice: { } choice } => [choice.Kernels.Wide, choice.Kernels.Narrow],
                    DenseStep { Choice: { } choice } => [choice.Kernel],
                    _ => [],
                };
                shown.UnionWith(kernels.Select(kernel => kernel.GetType()));
            }
        }

        PageRows.AssertNone(KernelConventionTests.VariantTypes.Except(shown).Select(variant => $"PlanTextTests.Plans has no model that {variant.Name} runs in."));
    }

    [Fact]
    public void EveryBaselineBelongsToATest() => Assert.Equal(
        Plans.Select(row => $"{row[0]}.plan.txt").Order(StringComparer.Ordinal),
        Directory.GetFiles(Folder()).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    /// <summary>The page walks one model through the stages, and the plan is one of them.</summary>
    [Fact]
    public void ThePageOnArchitectureShowsItsModelsPlan() =>
        Assert.Contains($"```text\n{Text(Head)}```", File.ReadAllText(Repository.Full("docs/architecture.md")).ReplaceLineEndings("\n"));

    /// <summary>Names and namespaces, and how a shape is spelled, do not matter to a plan: shape, element type and layers do.</summary>
    [Fact]
    public void APlanDependsOnTheShapeAlone()
    {
        const string Attributes = "[GlobalAveragePooling2D] [Dense(256, Activation = Activation.Relu, Name = \"a\")] [Dense(10, Name = \"b\")]";
        ExecutionPlan plan = Of($"using ShapeGen; [InputShape(7, 7, 64)] {Attributes} public partial class M;", "M");
        ExecutionPlan other = Of($"using ShapeGen; namespace N; [InputShape(8 - 1, 7, 1 << 6)] {Attributes.Replace("\"a\"", "\"a\" + \"\"")} internal sealed partial class Other;", "N.Other");
        Assert.Equal(plan, other);
        Assert.NotEqual(plan, Of($"using ShapeGen; [InputShape(7, 7, 63)] {Attributes} public partial class M;", "M"));

        static ExecutionPlan Of(string source, string name) => ModelPlanner.Plan(ShapeInference.Infer(Parsed.Declaration(source, name))).Plan!;
    }

    private static CompileOptions Showing(string value) =>
        new() { BuildProperties = CompileOptions.Default.BuildProperties.Add("build_property.ShapeGenShowPlans", value) };

    [Fact]
    public void TheGeneratedFileShowsThePlanWhereTheProjectAsks()
    {
        string source = $"using ShapeGen; {Head} public partial class M;";
        string expected = string.Concat(Text(Head).TrimEnd().Split('\n').Select(line => $"// {line}\n"));
        GeneratorRun shown = GeneratorRun.Of(Showing("True"), source);
        string without = GeneratorRun.Of(source).Text;
        Assert.Contains($"\n{expected}\n[global::System.CodeDom", shown.Text);
        Assert.Equal(without, shown.Text.Replace($"\n{expected}", ""));
        Assert.Equal(without, GeneratorRun.Of(Showing("false"), source).Text);
        shown.Load().Dispose();
    }

    /// <summary>Names may hold what ends a comment's line: the text must stay a comment, in views as well.</summary>
    [Theory]
    [InlineData("[InputShape(4, 6)] [Dense(3, Name = \"a\\nb\\u2028c */\")] public partial class M;")]
    [InlineData("[InputShape(4, 6)] [Flatten(Name = \"a\\nb\")] public partial class M;")]
    [InlineData("[InputShape(4, 6)] [Dense(3, InputFeatures = 5)] public partial class M;")]
    public void AShownPlanCompilesWhateverTheNames(string model)
    {
        IEnumerable<Diagnostic> errors = GeneratorRun.Of(Showing("true"), $"using ShapeGen; {model}").Output.GetDiagnostics();
        Assert.DoesNotContain(errors, d => d.Severity >= DiagnosticSeverity.Warning);
    }

    [Fact]
    public void ShowingPlansPlansNothingAgain()
    {
        CSharpCompilation compilation = Compile.Sources($"using ShapeGen; {Head} public partial class M;");
        GeneratorRun run = GeneratorRun.Of(CompileOptions.Default, compilation);
        GeneratorDriver driver = run.Driver.WithUpdatedAnalyzerConfigOptions(new BuildProperties(Showing("true").BuildProperties)).RunGenerators(compilation);
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        Assert.Equal(IncrementalStepRunReason.Cached, Reason(TrackingNames.Plans));
        Assert.Equal(IncrementalStepRunReason.Modified, Reason(TrackingNames.Sources));

        IncrementalStepRunReason Reason(string name) => result.TrackedSteps[name].Single().Outputs.Single().Reason;
    }

    private static string Text(string attributes) => PlanText.Of(ModelPlanner.SignatureOf(Parsed.Shaped(attributes)), Parsed.Plan(attributes));

    private static string Folder([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "Plans");
}
