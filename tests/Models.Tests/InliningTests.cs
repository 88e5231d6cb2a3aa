using System.Text.RegularExpressions;
using Xunit;

namespace ShapeGen.Models.Tests;

/// <summary>
/// The JIT inlines so much into a method and then no more: a kernel with too many functions would call each operation of its blocks, and
/// take twice the time. What is inlined everywhere is never compiled by itself.
/// </summary>
public class InliningTests
{
    /// <summary>Registers of 128 bits are left out: some kernels of theirs exceed it.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("DOTNET_EnableAVX512=0;")]
    public void No_operation_of_a_block_is_a_call(string setting)
    {
        string listing = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.txt");
        try
        {
            string models = typeof(InliningTests).Assembly.Location;
            (int exitCode, string output) = ChildProcess.Run($"{setting}DOTNET_JitDisasmSummary=1;DOTNET_JitStdOutFile={listing}", ChildProcess.SelfCheck, "--bits", models);
            Assert.True(exitCode == 0, output);
            string[] compiled = File.ReadAllLines(listing);
            Assert.Contains(compiled, line => line.Contains("Kernels:Step", StringComparison.Ordinal));
            Assert.DoesNotContain(compiled, line => Regex.IsMatch(line, @"\.Lanes(?:512|256)`1\[\w+\]:"));
        }
        finally
        {
            File.Delete(listing);
        }
    }
}
