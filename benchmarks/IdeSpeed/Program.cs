using System.Globalization;
using ShapeGen.IdeSpeed;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string[] sizes = (args.Length > 0 ? args[0] : "1,100,1000").Split(',');
int rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 7;

// A build of 1,000 models takes most of a minute: two tell enough, keystrokes are many.
const int Builds = 2;

// The first runs are the JIT compiler's; they are thrown away.
var warm = new SizeRun(30);
for (int round = 0; round < 4; round++)
{
    warm.Round(round, isHeavy: round < Builds);
}

var runs = new List<SizeRun>();
foreach (string size in sizes)
{
    var run = new SizeRun(int.Parse(size, CultureInfo.InvariantCulture));
    for (int round = 0; round < rounds; round++)
    {
        run.Round(round, isHeavy: round < Builds);
        Console.Error.WriteLine($"{size} models, round {round + 1} of {rounds}");
    }

    runs.Add(run);
}

using var table = new StringWriter { NewLine = "\n" };
table.WriteLine(Machine.Describe());
table.WriteLine($"{rounds} rounds, {Math.Min(rounds, Builds)} of them with builds.\n");
Report.Write(runs, table);
Console.Write(table);
if (args.Length > 2)
{
    IdeSpeedPage.Write(args[2], table.ToString());
}
