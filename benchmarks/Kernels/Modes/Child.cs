using System.Diagnostics;

namespace ShapeGen.Benchmarks.Modes;

/// <summary>Starts this program again as a process of its own.</summary>
internal static class Child
{
    /// <summary>What it printed on its standard output; its errors go to ours.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static string Run(IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments)
    {
        string program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        }

        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
