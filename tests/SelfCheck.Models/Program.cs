using System.Diagnostics;
using System.Globalization;
using ShapeGen.SelfCheck.Models;

// SelfCheck.Models <folder>                 the sweep, as models1.dll, models2.dll, …: one assembly holds 16 MB of strings at most;
//                                           and random graphs, as graphs1.dll, graphs2.dll, …
// SelfCheck.Models <folder> --every <n>     every n-th model of each group of the sweep; the first of each is among them
// SelfCheck.Models <folder> --group <text>  the groups of the sweep whose names hold a text
// SelfCheck.Models <folder> --graphs <n>    every n-th random graph alone
// SelfCheck.Models <folder> --golden <json> [<json> …]
//                                           one model a golden vector of all files, Case0, Case1, …, in a library of the folder's name
const int ModelsPerAssembly = 4000;
const int GraphsPerAssembly = 700;
// A folder that is called like an option is a slip, and would fill the folder that one stands in.
if (args.FirstOrDefault()?.StartsWith('-') == true || args is not ([_] or [_, "--every" or "--group" or "--graphs", _] or [_, "--golden", _, ..]))
{
    Console.Error.WriteLine("usage: SelfCheck.Models <folder> [--every <n> | --group <text> | --graphs <n> | --golden <vectors.json> …]");
    return 2;
}

var watch = Stopwatch.StartNew();
var models = new List<ModelSource>();
ModelSource[] graphs = [];
bool isGolden = args is [_, "--golden", ..];
string wanted = args is [_, "--group", var text] ? text : "";
if (isGolden)
{
    models.AddRange(GoldenCases.Read(args[2..]));
}
else
{
    int every = args is [_, "--every" or "--graphs", var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 1;
    foreach ((string group, IEnumerable<ModelSource> sources) in args is [_, "--graphs", _] ? [] : Sweep.Groups().Where(g => g.Group.Contains(wanted, StringComparison.Ordinal)))
    {
        int before = models.Count;
        models.AddRange(sources.Where((_, index) => index % every == 0));
        Console.WriteLine($"{models.Count - before,6} {group}");
    }

    graphs = args is [_, "--group", _] ? [] : [.. RandomGraphs.Models().Where((_, index) => index % every == 0)];
    Console.WriteLine($"{graphs.Length,6} random graphs");
}

Directory.CreateDirectory(args[0]);
Compile(models, ModelsPerAssembly, isGolden ? Path.GetFileName(args[0]) : "models");
Compile(graphs, GraphsPerAssembly, "graphs");
Console.WriteLine($"models {models.Count + graphs.Length}, {watch.Elapsed.TotalSeconds:0.0} s");
return 0;

void Compile(IEnumerable<ModelSource> sources, int size, string assembly)
{
    int part = 0;
    foreach (ModelSource[] chunk in sources.Chunk(size))
    {
        part++;
        ModelCompiler.Compile(chunk, Path.Combine(args[0], assembly is "models" or "graphs" ? $"{assembly}{part}.dll" : $"{assembly}.dll"));
        Console.WriteLine($"{assembly} {part}: {chunk.Length} models, {watch.Elapsed.TotalSeconds:0.0} s");
    }
}
