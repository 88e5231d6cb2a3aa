namespace ShapeGen.Generator.Planning.Steps;

/// <summary>One operation of an <see cref="ExecutionPlan"/>; each kind has one emitter and knows nothing of layers.</summary>
internal abstract record Step
{
    /// <summary>The layer this step computes, as the generated comment says it: <c>Dense "dense_1": (64) → (10)</c>.</summary>
    public string Comment { get; init; } = "";

    /// <summary>Elements read.</summary>
    public abstract int InputLength { get; }

    /// <summary>Elements written.</summary>
    public abstract int OutputLength { get; }

    /// <summary>May write to the memory that it reads.</summary>
    public virtual bool WorksInPlace => false;

    /// <summary>Where the input lies; decided by <see cref="Passes.AssignBuffers"/>.</summary>
    public BufferRef Source { get; init; }

    /// <summary>Where the output goes; decided by <see cref="Passes.AssignBuffers"/>.</summary>
    public BufferRef Destination { get; init; }

    /// <summary>Rows of one sample, where many rows at once run faster than one after the other; else 0.</summary>
    public virtual int BatchRows => 0;

    /// <summary>
    /// What runs instead of this step where its input is halves: a kernel for them, or a <see cref="WidenStep"/> before it
    /// where each element would be widened several times.
    /// </summary>
    public virtual IEnumerable<Step> ReadHalves() => [this];

    /// <summary>The same step with kernel and tiles chosen for its shape.</summary>
    public virtual Step ChooseTiles(ElementType element) => this;

    /// <summary>Steps that do the same with shorter sums: partial ones, and what adds those up.</summary>
    public virtual IEnumerable<Step> SplitSums(ElementType element) => [this];

    /// <summary>The weights this step reads, as they were declared; <see cref="Passes.PackWeights"/> gives them their place.</summary>
    public virtual EquatableArray<PackedWeight> PackWeights(WeightLayout layout) => default;

    /// <summary>The same step with its weights placed.</summary>
    public virtual Step WithWeights(EquatableArray<PackedWeight> weights) => this;

    /// <summary>The same step with an element-wise function applied to its output, or null where it cannot.</summary>
    public virtual Step? FuseActivation(string function) => null;

    /// <summary>This step without effect on memory order: the next step may read its input.</summary>
    public virtual bool IsView => false;

    /// <summary>The same step with a mask of kept positions, or null where it takes none.</summary>
    public virtual Step? Mask() => null;

    /// <summary>
    /// The step in words, for <see cref="PlanText"/>: first what it computes, then line by line how, as far as that is
    /// decided. Must not throw on a draft that <see cref="Faults"/> complains of.
    /// </summary>
    public abstract IEnumerable<string> Describe(ElementType element);

    /// <summary>
    /// What is wrong with the step, judged by itself: the invariants that its emitter relies on. What all steps have in
    /// common (lengths, buffers, places of weights) <see cref="Verification.PlanVerifier"/> looks at.
    /// </summary>
    /// <param name="element">The model's element type.</param>
    /// <param name="facts">What is decided so far; tiles are judged once they are chosen.</param>
    public abstract IEnumerable<string> Faults(ElementType element, PlanFacts facts);
}

/// <summary>Which memory a step reads or writes.</summary>
internal enum BufferKind
{
    /// <summary>The caller's input, of the storage type.</summary>
    Input,

    /// <summary>The caller's destination, of the storage type.</summary>
    Output,

    /// <summary>Scratch of the compute type.</summary>
    Scratch,
}

/// <summary>A place in memory.</summary>
/// <param name="Kind">Whose memory.</param>
/// <param name="Offset">Elements from the start of the scratch.</param>
internal readonly record struct BufferRef(BufferKind Kind, int Offset = 0);

/// <summary>A reshape: the same memory in the same order.</summary>
internal sealed record ViewStep : Step
{
    public override int InputLength => 0;

    public override int OutputLength => 0;

    public override bool IsView => true;

    public override IEnumerable<string> Describe(ElementType element) => ["the same memory in another shape"];

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts) => [];
}

/// <summary>A copy of halves as floats.</summary>
/// <param name="Length">Elements.</param>
/// <param name="IsScaled">Times 2^112, which takes no finite half to infinity.</param>
internal sealed record WidenStep(int Length, bool IsScaled) : Step
{
    public override int InputLength => Length;

    public override int OutputLength => Length;

    public override IEnumerable<string> Describe(ElementType element) => [$"{Length} halves as floats{(IsScaled ? ", times 2^112" : "")}"];

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts)
    {
        if (element != ElementType.Half || Length < 1)
        {
            yield return $"widens {Length} elements of {element}";
        }
    }
}

/// <summary>An element-wise function.</summary>
/// <param name="Function">The method of <c>ShapeGen.CompilerServices.Activations</c>.</param>
/// <param name="Length">Elements.</param>
internal sealed record ElementwiseStep(string Function, int Length) : Step
{
    public override int InputLength => Length;

    public override int OutputLength => Length;

    public override bool WorksInPlace => true;

    public override IEnumerable<string> Describe(ElementType element) => [$"{Function} of each element"];

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts) => Length > 0 ? [] : [$"has {Length} elements"];
}

/// <summary>A function along rows, such as softmax.</summary>
/// <param name="Function">The method of <c>ShapeGen.CompilerServices.RowActivations</c>.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Length">Elements of a row read.</param>
/// <param name="OutputRowLength">Elements of a row written.</param>
internal sealed record RowActivationStep(string Function, int Rows, int Length, int OutputRowLength) : Step
{
    public override int InputLength => Rows * Length;

    public override int OutputLength => Rows * OutputRowLength;

    public override bool WorksInPlace => Length == OutputRowLength;

    public override IEnumerable<string> Describe(ElementType element) => [$"{Function} along rows: ({Rows}, {Length}) → ({Rows}, {OutputRowLength})"];

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts) =>
        Rows > 0 && Length > 0 && OutputRowLength > 0 ? [] : [$"has {Rows} rows of {Length} elements to {OutputRowLength}"];
}
