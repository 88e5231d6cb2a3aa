using System.ComponentModel;
using System.Numerics;

namespace ShapeGen.CompilerServices;

/// <summary>Finds a model's weights in a file, under Keras' names or PyTorch's. Generated <c>Load</c> methods call it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WeightReader
{
    /// <summary>Rows transposed at a time: their writes fill a cache line of floats.</summary>
    private const int TileRows = 16;

    /// <summary>
    /// Reads <c>layer/weight</c> in Keras' shape. Where the file lacks it, PyTorch's <c>layer.bias</c> stands for a
    /// <c>bias</c>, and <c>layer.weight</c>, stored (units, in), for the <c>kernel</c> (in, units) of a dense layer: it
    /// is transposed. Other tensors of the file do not matter.
    /// </summary>
    /// <typeparam name="T">The element type that the file's F64, F32, F16 or BF16 is rounded to.</typeparam>
    /// <param name="file">The weights file.</param>
    /// <param name="weight">The weight's name and Keras shape.</param>
    /// <param name="isMatrixKernel">Whether the weight is a kernel (in, units) that PyTorch stores transposed.</param>
    /// <returns>The elements in Keras' order, row by row.</returns>
    /// <exception cref="SafeTensorsException">The weight is missing in both spellings, or its shape or type is wrong.</exception>
    /// <exception cref="ArgumentException"><paramref name="isMatrixKernel"/> is set for a weight that is no matrix.</exception>
    public static T[] Read<T>(SafeTensors file, in WeightInfo weight, bool isMatrixKernel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(file);
        TensorInfo tensor = Find(file, weight, MatrixShape(weight, isMatrixKernel), out bool isTransposed);
        return Read<T>(file, tensor, isTransposed);
    }

    /// <summary>The elements of a tensor that <see cref="Find"/> has found, in Keras' order.</summary>
    internal static T[] Read<T>(SafeTensors file, TensorInfo tensor, bool isTransposed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => isTransposed ? ReadTransposed<T>(file, tensor) : ReadPlain<T>(file, tensor);

    /// <summary>The shape in which PyTorch stores a matrix, or nothing for other weights.</summary>
    internal static int[] MatrixShape(in WeightInfo weight, bool isMatrixKernel)
    {
        if (isMatrixKernel && weight.Shape.Length != 2)
        {
            throw new ArgumentException($"{weight} is no matrix.", nameof(isMatrixKernel));
        }

        return isMatrixKernel ? [weight.Shape[1], weight.Shape[0]] : [];
    }

    /// <summary>The tensor of a weight, and whether it is stored in PyTorch's order.</summary>
    /// <param name="file">The weights file.</param>
    /// <param name="weight">The weight's name and Keras shape.</param>
    /// <param name="pyTorchShape">The shape of a kernel in PyTorch: units first, then inputs, then spatial axes; nothing for what is no kernel there.</param>
    /// <param name="isTransposed">Whether it is stored so.</param>
    /// <param name="weights">All weights of the model, so that an error can tell which of the file's names are nobody's.</param>
    /// <param name="others">What another shape in the file would mean.</param>
    internal static TensorInfo Find(SafeTensors file, in WeightInfo weight, ReadOnlySpan<int> pyTorchShape, out bool isTransposed, ReadOnlySpan<WeightInfo> weights = default, ReadOnlySpan<OtherKernel> others = default)
    {
        isTransposed = false;
        if (file.TryFind(weight.Name, out TensorInfo? tensor))
        {
            RequireShape(file, tensor, weight, pyTorchShape, isPyTorch: false, others);
            return tensor;
        }

        bool isKernel = pyTorchShape.Length > 0;
        string? pyTorchName = PyTorchName(weight.Name, isKernel);
        if (pyTorchName is null || !(file.TryFind(pyTorchName, out tensor) || file.TryFind(Undotted(weight.Name, pyTorchName), out tensor)))
        {
            string neither = pyTorchName is null ? "" : $", and so is {SafeTensorsText.Quote(pyTorchName)}, its name in PyTorch";
            throw file.Fail($"Weight {SafeTensorsText.Quote(weight.Name)} {weight.ShapeText} is missing{neither}; {file.DescribeNames()}.{WeightNames.Cure(file, weight, weights, pyTorchShape)}");
        }

        RequireShape(file, tensor, weight, pyTorchShape, isPyTorch: true, others);
        isTransposed = isKernel;
        return tensor;
    }

    private static string? PyTorchName(string name, bool isKernel)
    {
        int slash = name.LastIndexOf('/');
        return slash < 0 ? null : name[(slash + 1)..] switch
        {
            "kernel" when isKernel => $"{Module(name[..slash])}.weight",
            "bias" => $"{Module(name[..slash])}.bias",
            _ => null,
        };
    }

    /// <summary>PyTorch's name of a layer whose own name has slashes.</summary>
    private static string Undotted(string name, string pyTorchName) => name[..name.LastIndexOf('/')] + pyTorchName[pyTorchName.LastIndexOf('.')..];

    /// <summary>PyTorch's name of a layer inside a block: <c>stage.conv1</c> for <c>stage/conv1</c>.</summary>
    private static string Module(string layer) => layer.Replace('/', '.');

    private static void RequireShape(SafeTensors file, TensorInfo tensor, in WeightInfo weight, ReadOnlySpan<int> pyTorchShape, bool isPyTorch, ReadOnlySpan<OtherKernel> others)
    {
        bool isKernel = pyTorchShape.Length > 0;
        ReadOnlySpan<int> expected = isPyTorch && isKernel ? pyTorchShape : weight.Shape;
        if (tensor.HasShape(expected))
        {
            return;
        }

        string message = $"Tensor {SafeTensorsText.Quote(tensor.Name)}: expected shape {SafeTensorsText.Shape<int>([.. expected])}{Order(pyTorchShape.Length, isPyTorch)}, found {tensor.ShapeText}";
        if (!isKernel || !tensor.HasShape(isPyTorch ? weight.Shape : pyTorchShape))
        {
            string? reason = pyTorchShape.Length == 2 ? Reason(tensor, weight.Shape[1], isPyTorch, others) : null;
            throw file.Fail(reason is null ? $"{message}." : $"{message}: {reason}.");
        }

        (string found, string spelling, string cure) = isPyTorch
            ? ("Keras'", "PyTorch", SafeTensorsText.Quote(weight.Name))
            : ("PyTorch's", "Keras", SafeTensorsText.Quote(PyTorchName(weight.Name, isKernel) ?? "<layer>.weight"));
        throw file.Fail($"{message}. That is {found} order under a {spelling} name: transpose the tensor, or store it as {cure}.");
    }

    /// <summary>Why the file may hold this kernel, where another declaration would take it.</summary>
    private static string? Reason(TensorInfo tensor, int units, bool isPyTorch, ReadOnlySpan<OtherKernel> others)
    {
        foreach (OtherKernel other in others)
        {
            if (tensor.HasShape(isPyTorch ? [units, other.Inputs] : [other.Inputs, units]))
            {
                return other.Reason;
            }
        }

        return null;
    }

    /// <summary>Which axes stand where in a kernel of some axes.</summary>
    private static string Order(int axes, bool isPyTorch) => axes switch
    {
        0 => "",
        2 => isPyTorch ? ", (units, in) as PyTorch stores it" : ", (in, units) as Keras stores it",
        _ => isPyTorch ? ", spatial axes last as PyTorch stores it" : ", spatial axes first as Keras stores it",
    };

    private static T[] ReadPlain<T>(SafeTensors file, TensorInfo tensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] elements = new T[tensor.ElementCount];
        file.Copy(tensor, 0, elements.AsSpan());
        return elements;
    }

    /// <summary>Reads (units, inputs, spatial axes) as (spatial axes, inputs, units).</summary>
    private static T[] ReadTransposed<T>(SafeTensors file, TensorInfo tensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = (int)tensor.Shape[0];
        int inputs = (int)tensor.Shape[1];
        int columns = (int)(tensor.ElementCount / rows);
        int positions = columns / inputs;
        T[] transposed = new T[tensor.ElementCount];
        T[] tile = new T[(long)Math.Min(TileRows, rows) * columns];
        for (int firstRow = 0; firstRow < rows; firstRow += TileRows)
        {
            int tileRows = Math.Min(TileRows, rows - firstRow);
            file.Copy(tensor, (long)firstRow * columns, tile.AsSpan(0, tileRows * columns));
            for (int column = 0; column < columns; column++)
            {
                (int input, int position) = Math.DivRem(column, positions);
                Span<T> target = transposed.AsSpan((((position * inputs) + input) * rows) + firstRow, tileRows);
                for (int row = 0; row < target.Length; row++)
                {
                    target[row] = tile[(row * columns) + column];
                }
            }
        }

        return transposed;
    }
}
