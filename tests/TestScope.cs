using System.Globalization;
using System.Reflection;

namespace ShapeGen.Tests;

/// <summary>
/// How much the tests run that take many cases: a sample of them, or all where the environment variable <c>SHAPEGEN_TESTS</c> is
/// <c>all</c>, as in CI. The samples' sizes are in Directory.Build.props beside this file; each project prints its own before its tests.
/// </summary>
internal static class TestScope
{
    private const string Variable = "SHAPEGEN_TESTS";

    /// <summary>Whether all cases run.</summary>
    /// <exception cref="InvalidOperationException">The variable has another value, which would run the sample and look like all.</exception>
    public static bool IsAll => Environment.GetEnvironmentVariable(Variable) switch
    {
        null or "" => false,
        "all" => true,
        var other => throw new InvalidOperationException($"{Variable} is \"{other}\"; the one value it takes is \"all\"."),
    };

    /// <summary>A sample's size, which the build has written into the assembly; says that it is one.</summary>
    public static int Sample(string name)
    {
        string size = typeof(TestScope).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == name).Value!;
        Console.WriteLine($"A sample, {name} = {size}; {Variable}=all runs everything.");
        return int.Parse(size, CultureInfo.InvariantCulture);
    }
}
