using System.Text;

namespace ShapeGen.CompilerServices;

/// <summary>Finds what a missing weight may be called in a file.</summary>
internal static class WeightNames
{
    private const int NamesOffered = 3;

    /// <summary>
    /// A sentence that names the layer's <c>Name</c>, where the file has a weight of this kind and shape under a name that no layer of the model
    /// bears; else nothing. The build's SHAPE0401 has the same words.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="weight">What is missing.</param>
    /// <param name="weights">All weights of the model; without them nothing is said.</param>
    /// <param name="pyTorchShape">Its shape in PyTorch, where it is a kernel there.</param>
    public static string Cure(SafeTensors file, in WeightInfo weight, ReadOnlySpan<WeightInfo> weights, ReadOnlySpan<int> pyTorchShape)
    {
        var found = new StringBuilder();
        var names = new StringBuilder();
        int count = 0;
        foreach (TensorInfo tensor in file.Tensors)
        {
            if (count < NamesOffered && LayerOf(tensor, weight, pyTorchShape) is { } layer && IsNobodys(layer, weights))
            {
                found.Append(count == 0 ? "" : " and ").Append(SafeTensorsText.Quote(tensor.Name));
                names.Append(count == 0 ? "" : " or ").Append(SafeTensorsText.Quote(layer));
                count++;
            }
        }

        return count == 0 || weights.IsEmpty ? "" : $" {found} {(count == 1 ? "has" : "have")} its shape: give the layer Name = {names}.";
    }

    private static bool IsNobodys(string layer, ReadOnlySpan<WeightInfo> weights)
    {
        foreach (WeightInfo weight in weights)
        {
            if (weight.Name.LastIndexOf('/') is var slash and >= 0 && weight.Name.AsSpan(0, slash).SequenceEqual(layer))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The layer whose weight of this kind and shape a tensor may be, by its name in Keras or PyTorch; else null.</summary>
    private static string? LayerOf(TensorInfo tensor, in WeightInfo weight, ReadOnlySpan<int> pyTorchShape)
    {
        string kind = weight.Name[(weight.Name.LastIndexOf('/') + 1)..];
        if (Before(tensor.Name, $"/{kind}") is { } keras && tensor.HasShape(weight.Shape))
        {
            return keras;
        }

        bool isKernel = pyTorchShape.Length > 0;
        string? ending = kind == "kernel" && isKernel ? ".weight" : kind == "bias" ? ".bias" : null;
        return ending is not null && Before(tensor.Name, ending) is { } pyTorch && tensor.HasShape(isKernel ? pyTorchShape : weight.Shape) ? pyTorch : null;
    }

    private static string? Before(string name, string end) =>
        name.Length > end.Length && name.EndsWith(end, StringComparison.Ordinal) ? name[..^end.Length] : null;
}
