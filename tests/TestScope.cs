using System.Globalization;
using System.Reflection;

namespace ShapeGen.Tests;

/// <summary>
/// How much the tests run that take many cases: a sample of them, a larger one where the environment variable <c>SHAPEGEN_TESTS</c>
/// is <c>ci</c>, as in CI, or all where it is <c>all</c>. The samples' sizes are in Directory.Build.props beside this file; each
/// project prints its own before its tests.
/// </summary>
internal static class TestScope
{
    /// <summary>The trait of tests by their size.</summary>
    public const string Size = "Size";

    /// <summary>A test that takes seconds of a processor and guards what rarely breaks: a plain <c>dotnet test</c> leaves it out, CI runs it.</summary>
    public const string Large = "Large";

    private const string Variable = "SHAPEGEN_TESTS";

    /// <summary>Whether this is a plain <c>dotnet test</c>.</summary>
    public static bool IsSmall => Level == "sample";

    /// <summary>Whether all cases run.</summary>
    public static bool IsAll => Level == "all";

    /// <summary>The sample's name as part of a folder's: what one level compiles, another does not find.</summary>
    /// <exception cref="InvalidOperationException">The variable has another value, which would run the sample and look like all.</exception>
    public static string Level => Environment.GetEnvironmentVariable(Variable) switch
    {
        null or "" => "sample",
        ("ci" or "all") and var level => level,
        var other => throw new InvalidOperationException($"{Variable} is \"{other}\"; the values it takes are \"ci\" and \"all\"."),
    };

    /// <summary>Which cases a sample takes: every so many, and all where <see cref="IsAll"/>.</summary>
    public static int Every(string name) => IsAll ? 1 : Sample(name);

    /// <summary>A sample's size, which the build has written into the assembly; says that it is one.</summary>
    public static int Sample(string name)
    {
        string key = Level == "ci" ? $"Ci{name}" : name;
        string size = typeof(TestScope).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
        Console.WriteLine($"A sample, {name} = {size}; {Variable}=all runs everything.");
        return int.Parse(size, CultureInfo.InvariantCulture);
    }
}
