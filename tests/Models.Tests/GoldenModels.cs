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
        (int exitCode, string output) = ChildProcess.Run("", ChildProcess.SelfCheckModels, folder, "--golden", GoldenVector.Path);
        Assert.True(exitCode == 0, output);
        _assembly = Assembly.LoadFrom(Path.Combine(folder, "golden.dll"));
    }

    /// <summary>The model of the vector at a place in the file, or null where its layer is not there.</summary>
    public Type? Case(int index) => _assembly.GetType($"SelfCheckModels.Case{index}");
}
