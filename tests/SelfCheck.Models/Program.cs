using System.Diagnostics;
using ShapeGen.SelfCheck.Models;

// SelfCheck.Models <output.dll>                 the sweep
// SelfCheck.Models <output.dll> --golden <json> one model a golden vector: Case0, Case1, …
if (args is not ([_] or [_, "--golden", _]))
{
    Console.Error.WriteLine("usage: SelfCheck.Models <output.dll> [--golden <vectors.json>]");
    return 2;
}

var watch = Stopwatch.StartNew();
var models = new List<ModelSource>();
if (args.Length == 3)
{
    models.AddRange(GoldenCases.Read(args[2]));
}
else
{
    foreach ((string group, IEnumerable<ModelSource> sources) in Sweep.Groups())
    {
        int before = models.Count;
        models.AddRange(sources);
        Console.WriteLine($"{models.Count - before,6} {group}");
    }
}

ModelCompiler.Compile(models, args[0]);
Console.WriteLine($"models {models.Count}, bytes {new FileInfo(args[0]).Length}, seconds {watch.Elapsed.TotalSeconds:0.0}");
return 0;
