using System.Reflection;
using Xunit;

namespace ShapeGen.Models.Tests;

/// <summary>One model for each golden vector, compiled together.</summary>
public class GoldenModels
{
    private readonly Assembly _assembly;

    public GoldenModels()
        : this("golden", GoldenVector.Path)
    {
    }

    /// <summary>Compiles the vectors of a file in a folder of their own.</summary>
    protected GoldenModels(string name, string path)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, name);
        (int exitCode, string output) = ChildProcess.Run("", ChildProcess.SelfCheckModels, folder, "--golden", path);
        Assert.True(exitCode == 0, output);
        _assembly = Assembly.LoadFrom(Path.Combine(folder, $"{name}.dll"));
    }

    /// <summary>The model of the vector at a place in the file, or null where its layer is not there.</summary>
    public Type? Case(int index) => _assembly.GetType($"SelfCheckModels.Case{index}");
}
