using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Verification.Reference;

/// <summary>Computes one family of layers from Keras' definitions, in double precision and with none of the generator's code.</summary>
internal abstract class ReferenceLayer
{
    public abstract IReadOnlyList<string> Kinds { get; }

    /// <param name="node">The layer.</param>
    /// <param name="inputs">Its inputs, channels last unless the layer is not one of positions and channels.</param>
    public abstract Tensor Run(Node node, IReadOnlyList<Tensor> inputs);

    /// <summary>The same where the mask of the first input says which of its steps count.</summary>
    /// <param name="mask">A value for each integer of the mask; those of a step lie together.</param>
    public virtual Tensor RunMasked(Node node, IReadOnlyList<Tensor> inputs, bool[] mask) => Run(node, inputs);

    /// <summary>Whether it says what the layer does with a mask; most look at none.</summary>
    public virtual bool CoversMask(Node node) => true;

    /// <summary>Whether it defines this layer with all of its options.</summary>
    public virtual bool Covers(Node node) => true;

    /// <summary>It looks at the data format itself.</summary>
    public virtual bool MovesChannels => false;

    protected static double[] Weight(Node node, int index)
    {
        double[] values = new double[node.Weights[index].Length];
        int filled = 0;
        node.Weights[index].Pass(piece =>
        {
            foreach (float value in piece)
            {
                values[filled++] = value;
            }
        });
        return values;
    }

    protected static int[] PerAxis(int[] values, int axes) => values.Length == 1 ? [.. Enumerable.Repeat(values[0], axes)] : values;

    protected static int[] Arguments(Node node) => [.. node.Arguments.Cast<int>()];

    /// <summary>Axes that count the batch as 0, or from the end, as axes of a sample.</summary>
    protected static int[] Axes(int[] axes, int rank) => [.. axes.Select(axis => axis < 0 ? axis + rank : axis - 1).Order()];
}
