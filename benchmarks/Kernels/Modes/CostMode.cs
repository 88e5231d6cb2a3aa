using System.Diagnostics;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using ShapeGen.Benchmarks.Timing;
using ShapeGen.Generator;
using Machine = ShapeGen.Benchmarks.Reporting.Machine;

namespace ShapeGen.Benchmarks.Modes;

/// <summary>What a model costs: bytes of IL, its largest method, and the compiler's time, and how they grow with the shape.</summary>
internal static class CostMode
{
    private const int Rounds = 7;

    private static readonly CSharpParseOptions s_parsing = new(LanguageVersion.CSharp14, DocumentationMode.None);
    private static readonly MetadataReference[] s_references = FindReferences();

    private static readonly (string Workload, string Attributes)[] s_models =
    [
        ("no model", ""),
        .. new[] { 1, 4, 16, 17, 33, 64, 100, 256, 512, 1000, 2048, 4096 }.Select(c => ($"GAP (7,7,{c})", Pool("Average", 7, 7, c))),
        .. new[] { 1, 2, 3, 7, 14, 56, 240 }.Select(s => ($"GAP ({s},{s},128)", Pool("Average", s, s, 128))),
        .. new[] { 16, 64, 512, 2048 }.Select(c => ($"GMP (7,7,{c})", Pool("Max", 7, 7, c))),
        .. new[] { 8, 64, 512, 2048 }.Select(c => ($"GAP ({c},7,7) channels first", $"[InputShape({c}, 7, 7)] [GlobalAveragePooling2D(DataFormat = DataFormat.ChannelsFirst)]")),
        .. new[] { (8, 1), (64, 10), (512, 10), (512, 256), (2048, 1000), (4096, 4096) }.Select(d => ($"Dense {d.Item1}→{d.Item2}", $"[InputShape({d.Item1})] [Dense({d.Item2})]")),
        ("GAP (7,7,512)→256→10 softmax", Pool("Average", 7, 7, 512) + Layers),
        ("Flatten (7,7,64)→256→10 softmax", "[InputShape(7, 7, 64)] [Flatten]" + Layers),
        ("Flatten (64,28,28) channels first", "[InputShape(64, 28, 28)] [Flatten(DataFormat = DataFormat.ChannelsFirst)]"),
    ];

    private const string Layers = " [Dense(256, Activation = Activation.Relu)] [Dense(10, Activation = Activation.Softmax)]";

    public static void Run()
    {
        Console.WriteLine($"{Machine.Describe($"processor time, medians of {Rounds}")}\n");
        Console.WriteLine("| model | methods | bytes of IL | largest method | generator and compiler, ms |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        for (int i = 0; i < 4; i++)
        {
            Compile(s_models[^3].Attributes);
        }

        foreach ((string workload, string attributes) in s_models)
        {
            byte[] image = [];
            double[] times = [.. Enumerable.Range(0, Rounds).Select(_ => Time(() => image = Compile(attributes)))];
            (int methods, int bytes, int largest) = Measure(image);
            Console.WriteLine($"| {workload} | {methods:N0} | {bytes:N0} | {largest:N0} | {Statistics.Median(times):F1} |");
        }
    }

    private static string Pool(string kind, int height, int width, int channels) => $"[InputShape({height}, {width}, {channels})] [Global{kind}Pooling2D]";

    /// <summary>Milliseconds of processor time, of all threads.</summary>
    public static double Time(Action work)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        work();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalMilliseconds;
    }

    private static byte[] Compile(string attributes)
    {
        string text = $"using ShapeGen;\nnamespace Cost;\n{attributes} public sealed partial class Model;\n";
        return Compile([Parse(text)]).Image;
    }

    public static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), s_parsing);

    /// <summary>Runs generator and compiler: the assembly, and how many characters the generator wrote.</summary>
    public static (byte[] Image, int Characters) Compile(IReadOnlyCollection<SyntaxTree> sources)
    {
        var compilation = CSharpCompilation.Create(
            "Cost",
            sources,
            s_references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, concurrentBuild: false));
        CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: s_parsing)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        using var image = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = output.Emit(image);
        int characters = output.SyntaxTrees.Except(sources).Sum(tree => tree.Length);
        return result.Success ? (image.ToArray(), characters) : throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Take(3)));
    }

    /// <summary>The methods of an assembly and their IL, without headers.</summary>
    public static (int Methods, int Bytes, int Largest) Measure(byte[] image)
    {
        using var file = new PEReader(new MemoryStream(image));
        MetadataReader metadata = file.GetMetadataReader();
        int[] sizes =
        [
            .. metadata.MethodDefinitions
                .Select(m => metadata.GetMethodDefinition(m).RelativeVirtualAddress)
                .Where(address => address != 0)
                .Select(address => file.GetMethodBody(address).GetILReader().Length),
        ];
        return (sizes.Length, sizes.Sum(), sizes.Max());
    }

    private static MetadataReference[] FindReferences()
    {
        string folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        IEnumerable<string> framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == folder);
        return [.. framework.Append(typeof(InputShapeAttribute).Assembly.Location).Select(path => MetadataReference.CreateFromFile(path))];
    }
}
