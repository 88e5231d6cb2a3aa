using ShapeGen.Generator.Core;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Weights;

/// <summary>
/// SHAPE0401: compares a file with the layers by the rules of the runtime's <c>WeightReader</c>: Keras' name first, else
/// PyTorch's, whose dense kernels lie transposed.
/// </summary>
internal static class WeightsMatching
{
    private const int NamesInMessage = 8;
    private const int NamesOffered = 3;
    private static readonly string[] ReadableTypes = ["F32", "F64", "F16", "BF16"];

    /// <summary>The first thing that is wrong with each layer's weights.</summary>
    public static IEnumerable<(ShapedLayer Layer, string Message)> Check(ShapedModel model, WeightsFile file)
    {
        foreach (ShapedLayer layer in model.Layers)
        {
            string? message = layer.Weights.Select(weight => Check(model, layer, weight, file)).FirstOrDefault(m => m is not null);
            if (message is not null)
            {
                yield return (layer, message);
            }
        }
    }

    private static string? Check(ShapedModel model, ShapedLayer layer, WeightSpec weight, WeightsFile file)
    {
        string name = $"{layer.Name}/{weight.Name}";
        if (file.Find(name) is { } tensor)
        {
            return CheckType(tensor) ?? CheckShape(tensor, weight, isPyTorch: false, PyTorchName(layer, weight), layer);
        }

        string? pyTorch = PyTorchName(layer, weight);
        if (pyTorch is null || file.Find(pyTorch) is not { } other)
        {
            string neither = pyTorch is null ? "" : $", and so is {Quote(pyTorch)}, its name in PyTorch";
            return $"{Quote(name)} {weight.Shape} is missing{neither}; {DescribeNames(file)}. {CureOfName(model, weight, file)}";
        }

        return CheckType(other) ?? CheckShape(other, weight, isPyTorch: true, name, layer);
    }

    private static string? PyTorchName(ShapedLayer layer, WeightSpec weight) => weight.Name switch
    {
        "kernel" when weight.PyTorchShape is not null => $"{Module(layer)}.weight",
        "bias" => $"{Module(layer)}.bias",
        _ => null,
    };

    /// <summary>PyTorch's name of a layer inside a block: <c>stage.conv1</c> for <c>stage/conv1</c>.</summary>
    private static string Module(ShapedLayer layer) => layer.Name.Replace('/', '.');

    private static string? CheckType(WeightsTensor tensor) => ReadableTypes.Contains(tensor.DataType)
        ? null
        : $"{Quote(tensor.Name)} has the type {Quote(tensor.DataType)}, but only F32, F64, F16 and BF16 can be read: export it as one of these";

    private static string? CheckShape(WeightsTensor tensor, WeightSpec weight, bool isPyTorch, string? otherName, ShapedLayer layer)
    {
        TensorShape keras = weight.Shape;
        TensorShape? pyTorch = weight.PyTorchShape;
        TensorShape expected = isPyTorch ? pyTorch ?? keras : keras;
        if (Has(expected))
        {
            return null;
        }

        string message = $"{Quote(tensor.Name)} is {Shape(tensor.Shape)}, but the layer takes {expected}{Order(pyTorch?.Rank ?? 0, isPyTorch)}";
        if (pyTorch is not null && Has(isPyTorch ? keras : pyTorch))
        {
            return $"{message}: transpose it, or store it as {Quote(otherName!)}";
        }

        OtherKernel? meant = pyTorch is { Rank: 2 } ? OtherKernels.Of(layer).FirstOrDefault(other => IsKernel(tensor, other.Inputs, keras.Last, isPyTorch)) : null;
        return $"{message}: {meant?.Reason ?? "export the weights again, or change the layers to those that were trained"}";

        bool Has(TensorShape shape) => tensor.Shape.SequenceEqual(shape.Dimensions.Select(d => (long)d));
    }

    /// <summary>Which axes stand where in a kernel of some axes, as the runtime says it.</summary>
    private static string Order(int axes, bool isPyTorch) => axes switch
    {
        0 => "",
        2 => isPyTorch ? ", (units, in) as PyTorch stores it" : ", (in, units) as Keras stores it",
        _ => isPyTorch ? ", spatial axes last as PyTorch stores it" : ", spatial axes first as Keras stores it",
    };

    private static bool IsKernel(WeightsTensor tensor, int inputs, int units, bool isPyTorch) =>
        tensor.Shape.SequenceEqual(isPyTorch ? [units, inputs] : [inputs, units]);

    /// <summary>Names the layer's <c>Name</c> where the file has its weight under a name that no layer of the model bears.</summary>
    private static string CureOfName(ShapedModel model, WeightSpec weight, WeightsFile file)
    {
        WeightsTensor[] alike = [.. file.Tensors.Where(tensor => LayerOf(tensor, weight) is { } name && model.Layers.All(layer => layer.Name != name)).Take(NamesOffered)];
        if (alike.Length == 0)
        {
            return "Give the layer the file's name by Name = \"…\", or export the weights under this one";
        }

        string found = string.Join(" and ", alike.Select(tensor => Quote(tensor.Name)));
        return $"{found} {(alike.Length == 1 ? "has" : "have")} its shape: give the layer Name = {string.Join(" or ", alike.Select(tensor => Quote(LayerOf(tensor, weight)!)))}";
    }

    /// <summary>The layer whose weight of this kind and shape a tensor may be, by its name in Keras or PyTorch; else null.</summary>
    private static string? LayerOf(WeightsTensor tensor, WeightSpec weight)
    {
        IEnumerable<long> keras = weight.Shape.Dimensions.Select(d => (long)d);
        string? name = Before(tensor.Name, $"/{weight.Name}");
        if (name is not null && tensor.Shape.SequenceEqual(keras))
        {
            return name;
        }

        string? pyTorch = weight.PyTorchShape is not null ? ".weight" : weight.Name == "bias" ? ".bias" : null;
        name = pyTorch is null ? null : Before(tensor.Name, pyTorch);
        return name is not null && tensor.Shape.SequenceEqual((weight.PyTorchShape ?? weight.Shape).Dimensions.Select(d => (long)d)) ? name : null;
    }

    private static string? Before(string name, string end) =>
        name.Length > end.Length && name.EndsWith(end, StringComparison.Ordinal) ? name.Substring(0, name.Length - end.Length) : null;

    private static string DescribeNames(WeightsFile file)
    {
        if (file.Tensors.Count == 0)
        {
            return "the file holds no tensors";
        }

        string names = string.Join(", ", file.Tensors.Take(NamesInMessage).Select(t => Quote(t.Name)));
        int more = file.Tensors.Count - NamesInMessage;
        return more > 0 ? $"the file holds {names}, … and {more} more" : $"the file holds {names}";
    }

    private static string Shape(IEnumerable<long> dimensions) => $"({string.Join(", ", dimensions)})";

    private static string Quote(string name) => $"\"{LayerNames.OnOneLine(name)}\"";
}
