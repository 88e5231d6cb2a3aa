using System.Text.Json;
using Deque.AxeCore.Commons;
using PuppeteerSharp;

namespace ShapeGen.Browser;

/// <summary>Accessibility by axe-core, all its rules.</summary>
internal static class Axe
{
    private static readonly Lazy<string> Script = new(() =>
    {
        System.Reflection.Assembly package = typeof(AxeResult).Assembly;
        string name = package.GetManifestResourceNames().Single(resource => resource.EndsWith("axe.min.js", StringComparison.Ordinal));
        using var reader = new StreamReader(package.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    });

    /// <summary>Prints all findings, and fails with those that are serious or critical.</summary>
    public static async Task ExpectNothingSeriousAsync(IPage tab, string name)
    {
        await tab.EvaluateExpressionAsync(Script.Value + ";undefined");
        string json = await tab.EvaluateExpressionAsync<string>("axe.run().then(result => JSON.stringify(result))");
        using JsonDocument result = JsonDocument.Parse(json);
        JsonElement[] found = [.. result.RootElement.GetProperty("violations").EnumerateArray()];
        int passed = result.RootElement.GetProperty("passes").GetArrayLength();
        string version = result.RootElement.GetProperty("testEngine").GetProperty("version").GetString()!;
        Console.WriteLine($"    axe-core {version}, {name}: {passed} rules passed, {found.Length} violated{string.Concat(found.Select(Describe))}");
        JsonElement[] serious = [.. found.Where(violation => violation.GetProperty("impact").GetString() is "serious" or "critical")];
        Expect.True(serious.Length == 0, $"serious: {string.Concat(serious.Select(Describe))}");

        static string Describe(JsonElement violation) =>
            $"\n      {violation.GetProperty("impact").GetString()} {violation.GetProperty("id").GetString()}: {violation.GetProperty("help").GetString()}"
            + $" ({string.Join("; ", violation.GetProperty("nodes").EnumerateArray().Take(3).Select(node => node.GetProperty("html").GetString()))})";
    }
}
