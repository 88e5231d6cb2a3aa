using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Fleet;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Spectre.Console;

// Fleet: scores 462,400 samples here, on one silo, on two, and on two of which one is killed. Exit code 1 where any two results differ in a bit.
// Fleet --silo <name> <port> <head's port>: one of those silos; the program starts them itself.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["--silo", var name, var port, var headPort])
{
    await Silos.RunAsync(name, int.Parse(port), int.Parse(headPort));
    return 0;
}

Console.OutputEncoding = Encoding.UTF8;
long start = Stopwatch.GetTimestamp();
int head = Silos.FreePort();
using IHost host = await Silos.StartHeadAsync(head);
IGrainFactory grains = host.Services.GetRequiredService<IGrainFactory>();
var runs = new List<(string Name, RunResult Result)>();
var silos = new List<Process>();
try
{
    await AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn()).StartAsync(async context =>
    {
        runs.Add(("one process, no cluster", Scoring.RunHere(Show("one process, no cluster"))));
        silos.Add(await Silos.StartProcessAsync("silo 1", head));
        await Silos.KnownAsync(host, count: 2);
        await Scored("one silo", run: 1);
        silos.Add(await Silos.StartProcessAsync("silo 2", head));
        await Silos.KnownAsync(host, count: 3);
        await Scored("two silos", run: 2);
        await Scored("two silos, one killed", run: 3, afterShard: done =>
        {
            if (done == SampleSet.Shards * 2 / 5)
            {
                silos[1].Kill();
            }
        });

        async Task Scored(string title, int run, Action<int>? afterShard = null)
        {
            Action<int> show = Show(title);
            runs.Add((title, await Scoring.RunAsync(grains, run, done =>
            {
                show(done);
                afterShard?.Invoke(done);
            })));
        }

        Action<int> Show(string title)
        {
            ProgressTask task = context.AddTask(title, maxValue: SampleSet.Shards);
            return done => task.Value = Math.Max(task.Value, done);
        }
    });
}
finally
{
    foreach (Process silo in silos)
    {
        silo.Kill();
        await silo.WaitForExitAsync();
        silo.Dispose();
    }
}

bool isEqual = true;
var table = new Table().Border(TableBorder.Rounded).AddColumn("run").AddColumn(new TableColumn("seconds").RightAligned()).AddColumn(new TableColumn("samples/s").RightAligned())
    .AddColumn("scored by").AddColumn(new TableColumn("asked again").RightAligned()).AddColumn("bits");
foreach ((string title, RunResult result) in runs)
{
    bool isSame = MemoryMarshal.AsBytes<float>(result.Probabilities).SequenceEqual(MemoryMarshal.AsBytes<float>(runs[0].Result.Probabilities));
    isEqual &= isSame && result.SamplesBySilo.Values.Sum() == SampleSet.Count;
    table.AddRow(
        title,
        $"{result.Time.TotalSeconds:0.0}",
        $"{SampleSet.Count / result.Time.TotalSeconds:N0}",
        string.Join(", ", result.SamplesBySilo.Select(silo => $"{silo.Key}: {silo.Value:N0}")),
        $"{result.Repeated}",
        isSame ? "equal" : "DIFFER");
}

AnsiConsole.Write(table);
Console.WriteLine($"{SampleSet.Count:N0} samples in {SampleSet.Shards} shards, each in every result once; {Environment.ProcessorCount} processors; {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s in all");
return isEqual ? 0 : 1;
