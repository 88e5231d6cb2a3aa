using System.Reflection;
using Xunit;

namespace ShapeGen.Models.Tests;

/// <summary>One model for each golden vector, compiled together.</summary>
public sealed class GoldenModels
{
    private readonly Assembly _assembly;

    public GoldenModels()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "golden");
        (int exitCode, string output) = ChildProcess.Run("", ChildProcess.SelfCheckModels, [folder, "--golden", .. GoldenVector.Paths]);
        Assert.True(exitCode == 0, output);
        _assembly = Assembly.LoadFrom(Path.Combine(folder, "golden.dll"));
    }

    /// <summary>The model of the vector at a place in all files.</summary>
    public Type Case(int index) => _assembly.GetType($"SelfCheckModels.Case{index}") ?? throw new InvalidOperationException($"No model was made for {GoldenVector.All[index]}.");
}
