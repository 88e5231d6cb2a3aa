using System.Reflection;
using System.Text.RegularExpressions;
using ShapeGen.Tests;
using Xunit;

namespace ShapeGen.Models.Tests;

/// <summary>The checked-in assembly, compiled against the first package, runs on today's runtime.</summary>
public sealed class CompatibilityTests
{
    private const string Weights = "digit-head.safetensors";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Compatibility");

    private static readonly string Models = Path.Combine(Folder, "FirstModels.dll");

    [Fact]
    [Trait(TestScope.Size, TestScope.Large)]
    public void Every_model_of_it_agrees_with_the_reference()
    {
        (int exitCode, string output) = ChildProcess.Run("", ChildProcess.SelfCheck, Models);
        Assert.True(exitCode == 0, output);
        int models = int.Parse(Regex.Match(output, "models ([0-9]+)").Groups[1].Value);
        Assert.True(models >= 20, output);
    }

    /// <summary>It names the runtime by a version that today's one satisfies: the same or an older one.</summary>
    [Fact]
    public void It_was_compiled_against_an_older_or_the_same_runtime()
    {
        AssemblyName asked = Assembly.LoadFrom(Models).GetReferencedAssemblies().Single(a => a.Name == "ShapeGen");
        Assert.True(asked.Version <= typeof(SafeTensors).Assembly.GetName().Version);
    }

    [Fact]
    public void Its_hosts_and_embedded_weights_work()
    {
        Type host = Assembly.LoadFrom(Models).GetType("FirstModels.Host", throwOnError: true)!;
        float[] input = [.. Enumerable.Range(0, 6 * 6 * 32).Select(i => i % 11 / 11f)];
        var embedded = (float[])host.GetMethod("RunEmbedded")!.Invoke(null, [input])!;
        var read = (float[])host.GetMethod("RunFile")!.Invoke(null, [Path.Combine(Folder, Weights), input])!;
        Assert.Equal(read, embedded);
        Assert.Equal(Expected(input), embedded.Select(value => (double)value), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    /// <summary>The head in double precision, from the file's numbers.</summary>
    private static double[] Expected(float[] input)
    {
        using SafeTensors file = SafeTensors.Open(Path.Combine(Folder, Weights));
        double[] kernel = new double[320];
        double[] scores = new double[10];
        file.CopyTo<double>("dense/kernel", kernel);
        file.CopyTo<double>("dense/bias", scores);
        for (int channel = 0; channel < 32; channel++)
        {
            double mean = Enumerable.Range(0, 36).Average(place => (double)input[(place * 32) + channel]);
            for (int unit = 0; unit < scores.Length; unit++)
            {
                scores[unit] += mean * kernel[(channel * 10) + unit];
            }
        }

        double sum = scores.Sum(Math.Exp);
        return [.. scores.Select(score => Math.Exp(score) / sum)];
    }
}
