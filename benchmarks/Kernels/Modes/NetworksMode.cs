using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShapeGen.Benchmarks.Reporting;
using ShapeGen.Benchmarks.Rows;
using ShapeGen.Benchmarks.Timing;

namespace ShapeGen.Benchmarks.Modes;

/// <summary>What the gallery's networks cost besides their time per sample: memory, the start of a process, generated text, IL, and the build.</summary>
internal static class NetworksMode
{
    private const int Rounds = 7;

    private static readonly string[] s_kinds = [NetworkChild.Nothing, NetworkChild.Ours, NetworkChild.Onnx];

    public static void Run(Options options)
    {
        GalleryNetwork[] networks = [.. NetworkRows.Gallery().Where(n => n.Model.Namespace == nameof(Networks))];
        string machine = Machine.Describe($"not pinned, medians of {Rounds}");
        NetworkRun[] runs = RunChildren(networks);
        NetworkCode[] code = MeasureCode([.. networks.Select(n => n.Model.Name)]);
        var costs = networks.Select((n, i) => new NetworkCost(n.Model.Name, n.Row.Workload, runs[i], code[i])).ToList();
        string page = NetworksCostPage.Make(costs, $"{machine} at the start, {Machine.Load()} at the end");
        Console.WriteLine(page);
        if (options.Writes)
        {
            Console.WriteLine($"Written: {NetworksCostPage.Write(page, TableMode.FindDocs())}");
        }
    }

    /// <summary>All kinds of a network take turns, so that a busy minute meets them all.</summary>
    private static NetworkRun[] RunChildren(IReadOnlyList<GalleryNetwork> networks)
    {
        string folder = Directory.CreateTempSubdirectory("kernels-").FullName;
        try
        {
            var runs = networks.Select(_ => new NetworkRun([], [], [])).ToArray();
            foreach (GalleryNetwork network in networks)
            {
                network.Save(folder);
            }

            // The first round only brings the files into memory.
            for (int round = 0; round <= Rounds; round++)
            {
                for (int i = 0; i < runs.Length; i++)
                {
                    GalleryNetwork network = networks[i];
                    NetworkChild.Answer[] answers = [.. s_kinds.Select(kind => NetworkChild.Start(kind, network.Row.Name, network.Model.Name, folder))];
                    if (!(Math.Abs(answers[1].Sum - answers[2].Sum) <= 1e-3 * answers[2].Sum))
                    {
                        throw new InvalidOperationException($"{network.Model.Name}: ShapeGen and ONNX Runtime give different results.");
                    }

                    if (round > 0)
                    {
                        runs[i].Add(answers);
                    }
                }
            }

            return runs;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Compiles the gallery's files with one model at a time; what they cost without any is taken off.</summary>
    private static NetworkCode[] MeasureCode(IReadOnlyList<string> models)
    {
        string[] kept = ["", .. models];
        var times = kept.Select(_ => new List<double>()).ToArray();
        var results = new (byte[] Image, int Characters)[kept.Length];
        SyntaxTree[][] sources = [.. kept.Select(ReadSources)];
        for (int round = -2; round < Rounds; round++)
        {
            for (int i = 0; i < kept.Length; i++)
            {
                double milliseconds = CostMode.Time(() => results[i] = CostMode.Compile(sources[i]));
                if (round >= 0)
                {
                    times[i].Add(milliseconds);
                }
            }
        }

        (int Methods, int Bytes, int Largest) empty = CostMode.Measure(results[0].Image);
        return
        [
            .. Enumerable.Range(1, models.Count).Select(i =>
            {
                (int methods, int bytes, int largest) = CostMode.Measure(results[i].Image);
                double[] beyond = [.. times[i].Zip(times[0], (with, without) => with - without)];
                return new NetworkCode(results[i].Characters - results[0].Characters, methods - empty.Methods, bytes - empty.Bytes, largest, Statistics.Median(beyond) / 1000);
            }),
        ];
    }

    /// <summary>The gallery's files without the models, other than one; the blocks stay.</summary>
    private static SyntaxTree[] ReadSources(string model) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Data", "Models"), "*.cs").Order(StringComparer.Ordinal).Select(path =>
        {
            SyntaxNode root = CostMode.Parse(File.ReadAllText(path)).GetRoot();
            IEnumerable<ClassDeclarationSyntax> others = root.DescendantNodes().OfType<ClassDeclarationSyntax>()
                .Where(c => c.Identifier.Text != model && c.AttributeLists.SelectMany(list => list.Attributes).Any(a => a.Name.ToString().StartsWith("InputShape", StringComparison.Ordinal)));
            return CostMode.Parse(root.RemoveNodes(others, SyntaxRemoveOptions.KeepNoTrivia)!.ToFullString());
        }),
    ];
}
