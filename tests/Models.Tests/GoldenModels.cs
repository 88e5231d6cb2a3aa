using System.Reflection;
using Xunit;

namespace ShapeGen.Models.Tests;

/// <summary>One model for each golden vector, compiled together.</summary>
public class GoldenModels
{
    private readonly Assembly _assembly;

    public GoldenModels()
        : this("golden", GoldenVector.Paths)
    {
    }

    /// <summary>Compiles the vectors of files in a folder of their own.</summary>
    protected GoldenModels(string name, params string[] paths)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, name);
        (int exitCode, string output) = ChildProcess.Run("", ChildProcess.SelfCheckModels, [folder, "--golden", .. paths]);
        Assert.True(exitCode == 0, output);
        _assembly = Assembly.LoadFrom(Path.Combine(folder, $"{name}.dll"));
    }

    /// <summary>The model of the vector at a place in all files.</summary>
    public Type Case(int index) => _assembly.GetType($"SelfCheckModels.Case{index}") ?? throw new InvalidOperationException($"No model was made for vector {index}.");
}
