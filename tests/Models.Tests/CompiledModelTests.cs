using System.Globalization;
using ShapeGen.Tests;
using Xunit;

namespace ShapeGen.Models.Tests;

/// <summary>The models of this assembly, built as a user's are, pass the same self-check as the sweep.</summary>
public sealed class CompiledModelTests
{
    [Fact]
    public void Models_built_by_the_compiler_itself_agree_with_the_reference()
    {
        string[] sample = TestScope.IsAll ? [] : ["--every", TestScope.Sample("CompiledEvery").ToString(CultureInfo.InvariantCulture)];
        (int exitCode, string output) = ChildProcess.Run("", ChildProcess.SelfCheck, [.. sample, typeof(CompiledModelTests).Assembly.Location]);
        Assert.True(exitCode == 0, output);
    }
}
