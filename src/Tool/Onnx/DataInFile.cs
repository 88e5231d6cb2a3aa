namespace ShapeGen.Tool.Onnx
{
    /// <summary>Where the numbers of a tensor lie in the model's file.</summary>
    /// <param name="Offset">The first byte.</param>
    /// <param name="Length">The number of bytes.</param>
    /// <param name="IsFloats">They stand in the list of floats, and not as raw data of the tensor's type.</param>
    internal readonly record struct DataInFile(long Offset, long Length, bool IsFloats);
}

namespace ShapeGen.Tool.Onnx.Schema
{
    internal sealed partial class TensorProto
    {
        /// <summary>The numbers that <see cref="ModelFile"/> has left in the file; null where there are none.</summary>
        public DataInFile? Data { get; set; }
    }
}
