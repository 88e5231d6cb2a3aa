namespace ShapeGen.Generator.Weights;

/// <summary>What a <c>ShapeGenWeights</c> file of the project holds, as the package's build task has described it.</summary>
/// <param name="Model">The class that the project names for it, as written there.</param>
/// <param name="File">The file's path, as the project writes it.</param>
/// <param name="Project">The project file.</param>
/// <param name="Tensors">The tensors, in the order of their data.</param>
internal sealed record WeightsFile(string Model, string File, string Project, EquatableArray<WeightsTensor> Tensors)
{
    /// <summary>The name with which the file is embedded.</summary>
    public static string ResourceName(string model) => "ShapeGen.Weights/" + model;

    public WeightsTensor? Find(string name) => Tensors.FirstOrDefault(t => t.Name == name);

    /// <summary>Whether the project means this class; <c>Outer.Model</c> is as good as reflection's <c>Outer+Model</c>.</summary>
    /// <param name="model">What the project writes.</param>
    /// <param name="fullName">The class, as <c>ModelType.FullName</c> gives it.</param>
    public static bool Names(string model, string fullName) => model.Replace('+', '.') == fullName.Replace('+', '.');
}

/// <summary>One tensor of a weights file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DataType">Its type as the file spells it: <c>F32</c>.</param>
/// <param name="Shape">Its dimensions.</param>
internal sealed record WeightsTensor(string Name, string DataType, EquatableArray<long> Shape);
