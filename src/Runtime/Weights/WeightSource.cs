using System.ComponentModel;
using System.Numerics;

namespace ShapeGen.CompilerServices;

/// <summary>
/// A weights file while a model takes its weights from it: keeps the file's memory in place, so that a weight that is
/// stored as the model wants it is read where it lies. Generated <c>Load</c> methods use it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe ref struct WeightSource
{
    private readonly SafeTensors _file;
    private readonly byte* _data;
    private readonly ReadOnlySpan<WeightInfo> _weights;

    /// <param name="file">The file; a <see cref="SafeTensors.Dispose"/> meanwhile takes effect when the source is disposed.</param>
    /// <exception cref="ObjectDisposedException">The file is closed.</exception>
    public WeightSource(SafeTensors file)
    {
        ArgumentNullException.ThrowIfNull(file);
        _file = file;
        _data = file.AcquireData();
    }

    /// <param name="file">The file; a <see cref="SafeTensors.Dispose"/> meanwhile takes effect when the source is disposed.</param>
    /// <param name="weights">All weights of the model, so that an error can tell which of the file's names are nobody's.</param>
    /// <exception cref="ObjectDisposedException">The file is closed.</exception>
    public WeightSource(SafeTensors file, ReadOnlySpan<WeightInfo> weights)
        : this(file) => _weights = weights;

    /// <summary>
    /// Finds a weight as <see cref="WeightReader.Read{T}(SafeTensors, in WeightInfo, bool)"/> does. The elements lie in the file's memory where it holds this
    /// type in Keras' order, else they are converted into an array.
    /// </summary>
    /// <typeparam name="T">The element type that the file's F64, F32, F16 or BF16 is rounded to.</typeparam>
    /// <param name="weight">The weight's name and Keras shape.</param>
    /// <param name="isMatrixKernel">Whether the weight is a kernel (in, units) that PyTorch stores transposed.</param>
    /// <returns>The elements in Keras' order, row by row; good until the source is disposed.</returns>
    /// <exception cref="SafeTensorsException">The weight is missing in both spellings, or its shape or type is wrong.</exception>
    /// <exception cref="ArgumentException"><paramref name="isMatrixKernel"/> is set for a weight that is no matrix.</exception>
    public ReadOnlySpan<T> Read<T>(in WeightInfo weight, bool isMatrixKernel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Read<T>(weight, isMatrixKernel, []);

    /// <inheritdoc cref="Read{T}(in WeightInfo, bool)"/>
    /// <param name="weight">The weight's name and Keras shape.</param>
    /// <param name="isMatrixKernel">Whether the weight is a kernel (in, units) that PyTorch stores transposed.</param>
    /// <param name="others">What another shape in the file would mean.</param>
    public ReadOnlySpan<T> Read<T>(in WeightInfo weight, bool isMatrixKernel, ReadOnlySpan<OtherKernel> others)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Read<T>(weight, WeightReader.MatrixShape(weight, isMatrixKernel), others);

    /// <summary>
    /// Finds a weight under Keras' name and shape, or a kernel under PyTorch's, which has units before inputs before spatial axes: it is
    /// brought into Keras' order.
    /// </summary>
    /// <typeparam name="T">The element type that the file's F64, F32, F16 or BF16 is rounded to.</typeparam>
    /// <param name="weight">The weight's name and Keras shape.</param>
    /// <param name="pyTorchShape">The shape of a kernel in PyTorch; nothing for other weights.</param>
    /// <returns>The elements in Keras' order, row by row; good until the source is disposed.</returns>
    /// <exception cref="SafeTensorsException">The weight is missing in both spellings, or its shape or type is wrong.</exception>
    public ReadOnlySpan<T> Read<T>(in WeightInfo weight, ReadOnlySpan<int> pyTorchShape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Read<T>(weight, pyTorchShape, []);

    private ReadOnlySpan<T> Read<T>(in WeightInfo weight, ReadOnlySpan<int> pyTorchShape, ReadOnlySpan<OtherKernel> others)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorInfo tensor = WeightReader.Find(_file, weight, pyTorchShape, out bool isTransposed, _weights, others);
        byte* start = _data + tensor.Offset;
        bool liesReady = !isTransposed && TensorElements.AreOf<T>(tensor.DataType) && (nuint)start % (nuint)sizeof(T) == 0;
        return liesReady ? new ReadOnlySpan<T>(start, (int)tensor.ElementCount) : WeightReader.Read<T>(_file, tensor, isTransposed);
    }

    /// <summary>Lets go of the file's memory.</summary>
    public void Dispose() => _file.ReleaseData();
}
