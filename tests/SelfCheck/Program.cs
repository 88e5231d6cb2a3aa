using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.Intrinsics;
using ShapeGen;
using ShapeGen.CompilerServices;
using ShapeGen.SelfCheck;
using ShapeGen.SelfCheck.Reference;

// SelfCheck [--every n | --only name | --bits] <models.dll> [more.dll]
// Runs every n-th model (all, without the option) of the assemblies, or one, against the reference. Exit code 1 on a failure.
// --bits: all checks but the comparison with the reference. The hash is that of a whole run, and what gives equal bits has no need
// to be compared again.
int every = 1;
string? only = null;
bool isBitsOnly = args is ["--bits", ..];
string[] paths = isBitsOnly ? args[1..] : args;
if (args is ["--every", var count, .. var rest])
{
    every = int.Parse(count, CultureInfo.InvariantCulture);
    paths = rest;
}
else if (args is ["--only", var name, .. var others])
{
    only = name;
    paths = others;
}

if (paths.Length == 0)
{
    Console.Error.WriteLine("usage: SelfCheck [--every n | --only name | --bits] <models.dll> [more.dll]");
    return 2;
}

var watch = Stopwatch.StartNew();
Type[] models = [.. paths
    .SelectMany(path => Assembly.LoadFrom(Path.GetFullPath(path)).GetTypes())
    .Where(type => GraphUnderTest.Is(type) || ReferenceInterpreter.IsChain(type))
    .OrderBy(type => type.FullName, StringComparer.Ordinal)
    .Where((type, index) => only is null ? index % every == 0 : type.Name == only)];

var reports = new CheckReport[models.Length];
Parallel.For(0, models.Length, index => reports[index] = Check(models[index], isBitsOnly));

foreach (string message in reports.SelectMany(r => r.Messages.Select(m => $"{r.Model}: {m}")).Take(20))
{
    Console.WriteLine(message);
}

string width = Vector512.IsHardwareAccelerated ? "512" : Vector256.IsHardwareAccelerated ? "256" : Vector128.IsHardwareAccelerated ? "128" : "no";
uint hash = reports.Aggregate(0u, (all, report) => CheckReport.Combine(all, report.Hash));
int failures = reports.Sum(r => r.Failures);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"models {models.Length}, checks {reports.Sum(r => r.Checks)}, failures {failures}, hash {hash:X8}, {width}-bit vectors, {watch.Elapsed.TotalSeconds:0.0} s"));
return models.Length > 0 && failures == 0 ? 0 : 1;

static CheckReport Check(Type model, bool isBitsOnly)
{
    if (GraphUnderTest.Is(model))
    {
        return CheckGraph(model, isBitsOnly);
    }

    ModelSignatureAttribute signature = model.GetCustomAttribute<ModelSignatureAttribute>()!;
    var report = new CheckReport(model.Name, isBitsOnly);
    int[] input = [.. signature.InputShape];
    int[] output = [.. signature.OutputShape];
    try
    {
        if (signature.ElementType == typeof(float))
        {
            new ModelChecker<float>(model, input, output, report).Run();
        }
        else if (signature.ElementType == typeof(double))
        {
            new ModelChecker<double>(model, input, output, report).Run();
        }
        else
        {
            new ModelChecker<Half>(model, input, output, report).Run();
            WeightSpecials<Half>.Run(model, input, output, report);
        }
    }
    catch (Exception exception)
    {
        report.Check(false, () => exception.ToString());
    }

    return report;
}

static CheckReport CheckGraph(Type model, bool isBitsOnly)
{
    var report = new CheckReport(model.Name, isBitsOnly);
    // The first floating-point input says it, else the first embedding.
    Type element = model.GetCustomAttributes()
        .Select(attribute => attribute.GetType())
        .Where(type => type.Name.StartsWith("InputShapeAttribute", StringComparison.Ordinal) || type.IsSubclassOf(typeof(EmbeddingLayerAttribute)))
        .OrderBy(type => type.IsSubclassOf(typeof(EmbeddingLayerAttribute)))
        .Select(type => type.IsGenericType ? type.GetGenericArguments()[0] : typeof(float))
        .First(type => type != typeof(int));
    try
    {
        if (element == typeof(float))
        {
            new GraphChecker<float>(model, report).Run();
        }
        else if (element == typeof(double))
        {
            new GraphChecker<double>(model, report).Run();
        }
        else
        {
            new GraphChecker<Half>(model, report).Run();
        }
    }
    catch (Exception exception)
    {
        report.Check(false, () => exception.ToString());
    }

    return report;
}
