using System.Globalization;
using System.Reflection;
using ShapeGen.SelfCheck.Models;
using ShapeGen.Tests;

namespace ShapeGen.Models.Tests;

/// <summary>One model for each vector of Keras, compiled together, in this process: a compiler that has run before takes half the time.</summary>
public abstract class VectorModels
{
    private readonly Assembly _assembly;

    /// <param name="name">The assembly's.</param>
    /// <param name="models">Their sources.</param>
    private protected VectorModels(string name, IEnumerable<ModelSource> models)
    {
        string path = Path.Combine(Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "vectors")).FullName, $"{name}.dll");
        ModelCompiler.Compile([.. models], path);
        _assembly = Assembly.LoadFrom(path);
    }

    /// <summary>The model of the vector at a place in all files.</summary>
    public Type Case(int index) => _assembly.GetType($"SelfCheckModels.Case{index}") ?? throw new InvalidOperationException($"No model was made for vector {index}.");
}

/// <summary>Models of files of golden vectors, as far as they are in the sample.</summary>
public abstract class GoldenModels(string name, params IEnumerable<string> paths)
    : VectorModels(name, GoldenCases.Read(paths).Where(model => Takes(int.Parse(model.Name["Case".Length..], CultureInfo.InvariantCulture))))
{
    private static readonly int Every = TestScope.Every("VectorsEvery");

    /// <summary>A theory's cases: the place and the words of each vector in the sample.</summary>
    internal static IEnumerable<object[]> CasesOf(GoldenVector[] vectors) =>
        vectors.Select((vector, index) => new object[] { index, vector.ToString() }).Where((_, index) => Takes(index));

    private static bool Takes(int index) => index % Every == 0;
}
