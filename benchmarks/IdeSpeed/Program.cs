using System.Globalization;
using ShapeGen.IdeSpeed;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string[] sizes = (args.Length > 0 ? args[0] : "1,100,1000").Split(',');
int rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;

// The first runs are the JIT compiler's; they are thrown away.
var warm = new SizeRun(30);
for (int round = 0; round < 4; round++)
{
    warm.Round(round, isHeavy: round < 2);
}

var runs = new List<SizeRun>();
foreach (string size in sizes)
{
    var run = new SizeRun(int.Parse(size, CultureInfo.InvariantCulture));
    for (int round = 0; round < rounds; round++)
    {
        run.Round(round, isHeavy: round < Math.Max(1, rounds - 2));
        Console.Error.WriteLine($"{size} models, round {round + 1} of {rounds}");
    }

    runs.Add(run);
}

Console.WriteLine($"Roslyn {typeof(Microsoft.CodeAnalysis.Compilation).Assembly.GetName().Version}, .NET {Environment.Version}, {Environment.ProcessorCount} processors, {rounds} rounds\n");
Report.Write(runs, Console.Out);
