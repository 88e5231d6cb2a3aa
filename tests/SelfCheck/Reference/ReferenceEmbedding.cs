namespace ShapeGen.SelfCheck.Reference;

/// <summary>Keras' <c>Embedding</c>: a row of a table for each integer.</summary>
/// <param name="Width">Elements of a row.</param>
/// <param name="Table">The place of the table among the weights.</param>
internal sealed record ReferenceEmbedding(int Width, int Table) : IReferenceLayer
{
    public ReferenceTensor Run(ReferenceTensor input, ReferenceContext context)
    {
        var output = new ReferenceTensor([.. input.Shape, Width]);
        for (int i = 0; i < input.Length; i++)
        {
            context.Weights[Table].AsSpan((int)input.Values[i] * Width, Width).CopyTo(output.Values.AsSpan(i * Width));
        }

        return output;
    }
}
