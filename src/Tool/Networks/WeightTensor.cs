namespace ShapeGen.Tool.Networks;

/// <summary>A weight that stays in its file until it is written.</summary>
/// <param name="Source">Where it lies in the file, as messages and later imports of weights name it.</param>
/// <param name="Shape">The dimensions in Keras' order.</param>
/// <param name="Read">Reads the values, row by row.</param>
internal sealed record WeightTensor(string Source, int[] Shape, Func<float[]> Read)
{
    public long Length => Shape.Aggregate(1L, (product, dimension) => product * dimension);
}
