using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ShapeGen.Models.Tests;

/// <summary>Runs a .NET program with the runtime of this process, without a shell.</summary>
internal static class ChildProcess
{
    /// <summary>The program beside this assembly that checks models.</summary>
    public static string SelfCheck { get; } = Path.Combine(AppContext.BaseDirectory, "SelfCheck.dll");

    /// <summary>The program that compiles the sweep.</summary>
    public static string SelfCheckModels { get; } = Path.Combine(AppContext.BaseDirectory, "SelfCheck.Models.dll");

    private static string Host { get; } =
        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");

    /// <summary>Runs to the end and returns the exit code and all that was written.</summary>
    /// <param name="setting">Settings of the runtime, NAME=value, with semicolons between them, or nothing.</param>
    public static (int ExitCode, string Output) Run(string setting, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(Host, ["exec", program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string[] pair in setting.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(each => each.Split('=', 2)))
        {
            start.Environment[pair[0]] = pair[1];
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
