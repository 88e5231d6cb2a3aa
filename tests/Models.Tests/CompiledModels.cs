using System.Reflection;
using ShapeGen.CompilerServices;
using ShapeGen.SelfCheck;
using ShapeGen.SelfCheck.Reference;
using Xunit;

namespace ShapeGen.Models.Tests;

/// <summary>The chains of layers of this assembly, with random weights.</summary>
internal static class CompiledModels
{
    public const int Seed = 20261124;

    public static TheoryData<Type> All { get; } = [.. typeof(CompiledModels).Assembly.GetTypes().Where(ReferenceInterpreter.IsChain)];

    public static Type ElementType(Type model) => model.GetCustomAttribute<ModelSignatureAttribute>()!.ElementType;

    /// <summary>The model, an input of three samples and room for their outputs.</summary>
    public static (ModelUnderTest<T> Model, T[] Inputs, T[] Outputs) Create<T>(Type type)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        ReferenceInterpreter reference = ReferenceInterpreter.Read(type);
        var random = new Random(Seed);
        T[][] weights = [.. reference.WeightShapes.Select(shape => Values(ReferenceTensor.Count(shape)))];
        return (new ModelUnderTest<T>(type, weights), Values(3 * ReferenceTensor.Count(reference.InputShape)), new T[3 * ReferenceTensor.Count(reference.OutputShape)]);

        T[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating((random.NextDouble() * 2) - 1))];
    }
}
