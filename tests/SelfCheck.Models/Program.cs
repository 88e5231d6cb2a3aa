using System.Diagnostics;
using ShapeGen.SelfCheck.Models;

// SelfCheck.Models <folder>                 the sweep, as models1.dll, models2.dll, …: one assembly holds 16 MB of strings at most
// SelfCheck.Models <folder> --group <text>  the groups of the sweep whose names hold a text
// SelfCheck.Models <folder> --golden <json> [<json> …]
//                                           one model a golden vector, Case0, Case1, …, of all files in golden.dll
const int ModelsPerAssembly = 4000;
if (args is not ([_] or [_, "--group", _] or [_, "--golden", _, ..]))
{
    Console.Error.WriteLine("usage: SelfCheck.Models <folder> [--group <text> | --golden <vectors.json> …]");
    return 2;
}

var watch = Stopwatch.StartNew();
var models = new List<ModelSource>();
bool isGolden = args is [_, "--golden", ..];
string group = args is [_, "--group", var text] ? text : "";
if (isGolden)
{
    models.AddRange(GoldenCases.Read(args[2..]));
}
else
{
    foreach ((string name, IEnumerable<ModelSource> sources) in Sweep.Groups().Where(g => g.Group.Contains(group, StringComparison.Ordinal)))
    {
        int before = models.Count;
        models.AddRange(sources);
        Console.WriteLine($"{models.Count - before,6} {name}");
    }
}

Directory.CreateDirectory(args[0]);
int part = 0;
foreach (ModelSource[] chunk in models.Chunk(ModelsPerAssembly))
{
    part++;
    ModelCompiler.Compile(chunk, Path.Combine(args[0], isGolden ? "golden.dll" : $"models{part}.dll"));
    Console.WriteLine($"assembly {part}: {chunk.Length} models, {watch.Elapsed.TotalSeconds:0.0} s");
}

Console.WriteLine($"models {models.Count}, {watch.Elapsed.TotalSeconds:0.0} s");
return 0;
