using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace ShapeGen.IdeSpeed;

/// <summary>
/// A project with models: 50 files, in them a quarter each of pooling, flatten and dense heads and of networks of blocks, and a class of ordinary code beside
/// each model. There is a block to ten models, and every fourth model uses one.
/// </summary>
internal sealed class ModelProject
{
    private const int Files = 50;
    private const int ModelsPerBlock = 10;
    private const string Usings = "using System;\nusing System.Collections.Generic;\nusing System.Linq;\nusing ShapeGen;\n\nnamespace Shop.Vision;\n";

    public static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp14, DocumentationMode.None);
    private static readonly MetadataReference[] References = FindReferences();

    private readonly string[] _texts;
    private readonly SyntaxTree[] _trees;

    /// <param name="models">How many models, or classes in their place.</param>
    /// <param name="usesShapeGen">Whether they are models; otherwise the attributes, and the lines that call a model, are left out.</param>
    public ModelProject(int models, bool usesShapeGen)
    {
        _texts = [.. Enumerable.Range(0, Math.Min(Files, models)).Select(file => Text(file, models, usesShapeGen)), Unrelated(0)];
        _trees = [.. _texts.Select(Parse)];
    }

    /// <summary>A compilation that nobody has asked anything but its references, which all projects share.</summary>
    public CSharpCompilation Fresh() => Create(_trees);

    /// <summary>The texts parsed again, and the compilation of them: the beginning of a build.</summary>
    public CSharpCompilation Parsed() => Create([.. _texts.Select(Parse)]);

    /// <summary>After a keystroke in a file without models.</summary>
    public CSharpCompilation UnrelatedEdit(int round) => Create([.. _trees[..^1], Parse(Unrelated(round + 1), _trees.Length - 1)]);

    /// <summary>After a keystroke that changes the units of the first model.</summary>
    public CSharpCompilation ModelEdit(int round)
    {
        string changed = _texts[0].Replace("[Dense(10,", $"[Dense({(11 + round).ToString(CultureInfo.InvariantCulture)},", StringComparison.Ordinal);
        return Create([Parse(changed, 0), .. _trees[1..]]);
    }

    private static SyntaxTree Parse(string text, int file) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), Parsing, $"File{file}.cs");

    private static CSharpCompilation Create(IEnumerable<SyntaxTree> trees)
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            nullableContextOptions: NullableContextOptions.Enable,
            concurrentBuild: false);
        var compilation = CSharpCompilation.Create("Shop", trees, References, options);
        compilation.GetSpecialType(SpecialType.System_Object);
        return compilation;
    }

    private static string Text(int file, int models, bool usesShapeGen)
    {
        var text = new StringBuilder(Usings);
        for (int i = file; i < models; i += Files)
        {
            string attributes = usesShapeGen ? Attributes(i) : "";
            string partial = usesShapeGen ? "partial " : "";
            string call = usesShapeGen ? $"        public void Score(Head{i} head, float[] sample, float[] scores) => head.Forward(sample, scores);\n" : "";
            text.Append(CultureInfo.InvariantCulture, $"\n{attributes}public sealed {partial}class Head{i};\n{Ordinary(i, call)}");
            if (i % ModelsPerBlock == 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n{(usesShapeGen ? Block(i / ModelsPerBlock) : "")}public {partial}class Block{i / ModelsPerBlock};\n");
            }
        }

        return text.ToString();
    }

    private static string Attributes(int i) => (i % 4) switch
    {
        0 => $"[InputShape(7, 7, {16 + (i % 5 * 16)})]\n[GlobalAveragePooling2D]\n[Dense({32 + i % 7}, Activation = Activation.Relu)]\n[Dense(10, Activation = Activation.Softmax)]\n",
        1 => $"[InputShape({4 + i % 3}, 4, 8)]\n[Flatten]\n[Dense({24 + i % 5}, Activation = Activation.Gelu, Name = \"hidden\")]\n[Dropout(0.5)]\n[Dense(4, Activation = Activation.Softmax)]\n",
        2 => $"[InputShape(16)]\n[Residual<Block{i / ModelsPerBlock}>(Repeat = 2, Activation = Activation.Relu)]\n[Dense({2 + i % 7})]\n",
        _ => $"[InputShape({20 + i % 50})]\n[Dense({16 + i % 9}, Activation = Activation.Tanh)]\n[Dense(1, Activation = Activation.Sigmoid)]\n",
    };

    /// <summary>Every other one uses the one before it.</summary>
    private static string Block(int i) => i % 2 == 0
        ? $"[Block]\n[Dense({24 + i % 8}, Activation = Activation.Relu)]\n[Dense(16)]\n"
        : $"[Block]\n[Apply<Block{i - 1}>]\n[Dense(16, Activation = Activation.Tanh)]\n";

    private static string Ordinary(int i, string call) => $$"""
        public sealed class Stage{{i}}(int capacity)
        {
            private readonly Dictionary<string, List<float>> _scores = new(capacity);

            public IReadOnlyCollection<string> Names => _scores.Keys;

            public void Add(string name, float score)
            {
                ArgumentException.ThrowIfNullOrEmpty(name);
                if (!_scores.TryGetValue(name, out List<float>? scores))
                {
                    scores = [];
                    _scores.Add(name, scores);
                }

                scores.Add(float.IsNaN(score) ? 0 : score);
            }

            public IEnumerable<(string Name, float Mean)> Best(int count) => _scores
                .Select(pair => (pair.Key, Mean: pair.Value.Sum() / pair.Value.Count))
                .OrderByDescending(pair => pair.Mean)
                .Take(count);

            public string Describe() => string.Join(", ", Best({{3 + i}}).Select(best => $"{best.Name}: {best.Mean:F2}"));
        {{call}}}

        """;

    private static string Unrelated(int number) => $"namespace Shop; public static class Totals {{ public static int Sum(int a, int b) => a + b + {number.ToString(CultureInfo.InvariantCulture)}; }}";

    private static MetadataReference[] FindReferences()
    {
        string folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        IEnumerable<string> framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == folder);
        return [.. framework.Append(typeof(InputShapeAttribute).Assembly.Location).Select(path => MetadataReference.CreateFromFile(path))];
    }
}
