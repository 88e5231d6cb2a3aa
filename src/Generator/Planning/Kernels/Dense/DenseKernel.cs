namespace ShapeGen.Generator.Planning.Kernels.Dense;

/// <summary>What kernels of y = x · kernel + bias are chosen for.</summary>
/// <param name="Inputs">Columns of x, rows of the kernel matrix.</param>
/// <param name="Units">Columns of the kernel matrix.</param>
/// <param name="Element">The model's element type.</param>
internal sealed record DenseProblem(int Inputs, int Units, ElementType Element)
{
    /// <summary>Lanes of one block.</summary>
    public int Block => Element.BlockLanes();

    /// <summary>Bytes of the weights in the compute type.</summary>
    public long WeightBytes => (long)Inputs * Units * (ElementTypes.BlockBytes / Block);

    /// <summary>The rows of a tile lie at constant offsets from the first.</summary>
    public bool CanTileRows => (long)Budget.RowTile * Math.Max(Inputs, Units) <= int.MaxValue;
}

/// <summary>
/// A variant of a matrix product with all that its emitter writes down, and with it how the kernel matrix is packed. Each is a
/// record with a static <c>Choose</c>, which says when it applies, and stands once in <see cref="DenseKernels"/>.
/// </summary>
internal abstract record DenseKernel
{
    public abstract Tail Tail { get; }

    /// <summary>Several rows share the weights that they load, so a batch goes through the step together.</summary>
    public virtual bool TilesRows => false;

    /// <summary>Reads each input many times, so that halves are widened once before.</summary>
    public virtual bool WidensHalves => true;

    /// <summary>Reads weights times 2^-112, so that widened halves come times 2^112.</summary>
    public virtual bool ScalesInput => false;

    public abstract MatrixPacking Pack(DenseProblem problem);

    /// <summary>The variant in words, line by line. Must not throw where <see cref="Faults"/> complains.</summary>
    public abstract IEnumerable<string> Describe(DenseProblem problem);

    /// <summary>What the emitter relies on and does not hold.</summary>
    public abstract IEnumerable<string> Faults(DenseProblem problem);
}

/// <summary>What is decided about a matrix product.</summary>
/// <param name="Element">The element type that it was decided for.</param>
/// <param name="Kernel">What runs it.</param>
internal sealed record DenseChoice(ElementType Element, DenseKernel Kernel);

/// <summary>How a kernel matrix is packed.</summary>
/// <param name="Packing">The order.</param>
/// <param name="Length">Elements.</param>
/// <param name="Width">Elements of a packed row.</param>
/// <param name="LastWidth">Elements of a row of a last panel that is narrower than the others, or 0.</param>
internal sealed record MatrixPacking(WeightPacking Packing, long Length, int Width, int LastWidth = 0);
