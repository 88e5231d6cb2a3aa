using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Planning.Steps;

/// <summary>One operation of an <see cref="ExecutionPlan"/>; each kind has one emitter and knows nothing of layers.</summary>
internal abstract record Step
{
    /// <summary>The layer this step computes, as the generated comment says it: <c>Dense "dense_1": (64) → (10)</c>.</summary>
    public string Comment { get; init; } = "";

    /// <summary>The values that it reads.</summary>
    public EquatableArray<ValueId> Reads { get; init; }

    /// <summary>The value that it writes.</summary>
    public ValueId Writes { get; init; }

    /// <summary>The values that it needs for itself while it runs.</summary>
    public EquatableArray<ValueId> Workspaces { get; init; }

    /// <summary>Elements read of the first input.</summary>
    public abstract int InputLength { get; }

    /// <summary>Elements written.</summary>
    public abstract int OutputLength { get; }

    /// <summary>Elements read of each input.</summary>
    public virtual IReadOnlyList<int> InputLengths => [InputLength];

    /// <summary>Whether an input holds integers.</summary>
    public virtual bool ReadsIndices(int input) => false;

    /// <summary>Elements of each of <see cref="Workspaces"/>.</summary>
    public virtual IReadOnlyList<int> WorkspaceLengths => [];

    /// <summary>How many of the first workspaces are part of the state that lasts from one run to the next.</summary>
    public virtual int KeptWorkspaces => 0;

    /// <summary>May write to the memory of any input that has as many elements as its output.</summary>
    public virtual bool WorksInPlace => false;

    /// <summary>Where in the output an input lies that its producer has written there, in elements; −1 where the input has memory of its own.</summary>
    public virtual int PartOffset(int input) => -1;

    /// <summary>Where each input lies; decided by <see cref="Passes.AssignBuffers"/>.</summary>
    public EquatableArray<BufferRef> Sources { get; init; }

    /// <summary>Where the first input lies.</summary>
    public BufferRef Source => Sources.Count == 0 ? default : Sources[0];

    /// <summary>Where the output goes; decided by <see cref="Passes.AssignBuffers"/>.</summary>
    public BufferRef Destination { get; init; }

    /// <summary>Where the step's own values lie; decided by <see cref="Passes.AssignBuffers"/>.</summary>
    public EquatableArray<BufferRef> WorkspacePlaces { get; init; }

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

    /// <summary>Where this step's weights start in the packed buffer; its kernels count from there.</summary>
    public virtual int WeightsOffset => 0;

    /// <summary>
    /// The step as its kernels see it: without values, places and name, and with its weights at the start of the buffer.
    /// Steps that are equal so share their kernels.
    /// </summary>
    /// <param name="element">The model's element type: where it computes in the type that it stores, all buffers are alike.</param>
    public virtual Step ToKernel(ElementType element) => this with
    {
        Comment = "",
        Reads = default,
        Writes = default,
        Workspaces = default,
        Sources = Sources.Select(place => KindOf(place, element)).ToEquatableArray(),
        Destination = KindOf(Destination, element),
        WorkspacePlaces = WorkspacePlaces.Select(place => KindOf(place, element)).ToEquatableArray(),
    };

    private static BufferRef KindOf(BufferRef place, ElementType element) => place.Kind == BufferKind.Indices
        ? new(BufferKind.Indices)
        : new(element != ElementType.Half || place.Kind is BufferKind.Scratch or BufferKind.State ? BufferKind.Scratch : BufferKind.Input);

    /// <summary>The same step with an element-wise function applied to its output, or null where it cannot.</summary>
    public virtual Step? FuseActivation(string function) => null;

    /// <summary>The same step over the input that zeros are put around, which is its only one, or null where it cannot leave them out.</summary>
    public virtual Step? AbsorbPadding(CopyStep padding) => null;

    /// <summary>True if the step leaves memory unchanged: what reads its output may read its input.</summary>
    public virtual bool IsView => false;

    /// <summary>The step that does the same to several frames that lie one after the other, each by itself.</summary>
    public virtual Step OverFrames(int frames) => new FramesStep(this, frames);

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
