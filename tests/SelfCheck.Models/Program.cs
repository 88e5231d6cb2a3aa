using System.Diagnostics;
using System.Globalization;
using ShapeGen.SelfCheck.Models;

// SelfCheck.Models <folder>                 the sweep, as models1.dll, models2.dll, …: one assembly holds 16 MB of strings at most
// SelfCheck.Models <folder> --every <n>     every n-th model of each group of the sweep; the first of each is among them
// SelfCheck.Models <folder> --group <text>  the groups of the sweep whose names hold a text
// SelfCheck.Models <folder> --golden <json> [<json> …]
//                                           one model a golden vector of all files, Case0, Case1, …, in a library of the folder's name
const int ModelsPerAssembly = 4000;
if (args is not ([_] or [_, "--every" or "--group", _] or [_, "--golden", _, ..]))
{
    Console.Error.WriteLine("usage: SelfCheck.Models <folder> [--every <n> | --group <text> | --golden <vectors.json> …]");
    return 2;
}

var watch = Stopwatch.StartNew();
var models = new List<ModelSource>();
bool isGolden = args is [_, "--golden", ..];
string wanted = args is [_, "--group", var text] ? text : "";
if (isGolden)
{
    models.AddRange(GoldenCases.Read(args[2..]));
}
else
{
    int every = args is [_, "--every", var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 1;
    foreach ((string group, IEnumerable<ModelSource> sources) in Sweep.Groups().Where(g => g.Group.Contains(wanted, StringComparison.Ordinal)))
    {
        int before = models.Count;
        models.AddRange(sources.Where((_, index) => index % every == 0));
        Console.WriteLine($"{models.Count - before,6} {group}");
    }
}

Directory.CreateDirectory(args[0]);
int part = 0;
foreach (ModelSource[] chunk in models.Chunk(ModelsPerAssembly))
{
    part++;
    ModelCompiler.Compile(chunk, Path.Combine(args[0], isGolden ? $"{Path.GetFileName(args[0])}.dll" : $"models{part}.dll"));
    Console.WriteLine($"assembly {part}: {chunk.Length} models, {watch.Elapsed.TotalSeconds:0.0} s");
}

Console.WriteLine($"models {models.Count}, {watch.Elapsed.TotalSeconds:0.0} s");
return 0;
