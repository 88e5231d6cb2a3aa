using ShapeGen.Generator.Emission.Steps.Recurrent;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Steps.Recurrent;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>Writes the kernels of one kind of step; it decides nothing, the step says it all.</summary>
internal abstract class StepEmitter
{
    /// <summary>Every kind of step with its emitter: the one list that a new step adds a line to.</summary>
    private static readonly Dictionary<Type, StepEmitter> Emitters = new()
    {
        [typeof(AttentionStep)] = new AttentionEmitter(),
        [typeof(BilinearStep)] = new BilinearEmitter(),
        [typeof(ConcatenateStep)] = new ConcatenateEmitter(),
        [typeof(ConvRecurrentStep)] = new ConvRecurrentEmitter(),
        [typeof(ConvStep)] = new ConvEmitter(),
        [typeof(CopyStep)] = new CopyEmitter(),
        [typeof(DenseStep)] = new DenseEmitter(),
        [typeof(DepthwiseStep)] = new DepthwiseEmitter(),
        [typeof(DotStep)] = new DotEmitter(),
        [typeof(DuplicateStep)] = new DuplicateEmitter(),
        [typeof(ElementwiseStep)] = new ElementwiseEmitter(),
        [typeof(FramesStep)] = new FramesEmitter(),
        [typeof(GatherStep)] = new GatherEmitter(),
        [typeof(HistoryStep)] = new HistoryEmitter(),
        [typeof(MergeStep)] = new MergeEmitter(),
        [typeof(NormalizeStep)] = new NormalizeEmitter(),
        [typeof(ParametricStep)] = new ParametricEmitter(),
        [typeof(PerChannelStep)] = new PerChannelEmitter(),
        [typeof(PoolStep)] = new PoolEmitter(),
        [typeof(RecurrentStep)] = new RecurrentEmitter(),
        [typeof(RowActivationStep)] = new RowActivationEmitter(),
        [typeof(TransposeStep)] = new TransposeEmitter(),
        [typeof(WidenStep)] = new WidenEmitter(),
        [typeof(WindowPoolStep)] = new WindowPoolEmitter(),
        [typeof(WinogradStep)] = new WinogradEmitter(),
    };

    public static StepEmitter For(Step step) => Emitters[step.GetType()];

    /// <summary>The parameters after <c>x</c> and <c>y</c>.</summary>
    public virtual IEnumerable<KernelParameter> ExtraParameters(Step step, ElementType element) => [];

    /// <summary>Writes the step's method, named <see cref="KernelWriter.Name"/>, and the kernels that it calls.</summary>
    public abstract void Write(KernelWriter kernel, Step step, ElementType element);

    /// <summary>The element type of a buffer: scratch is of the compute type.</summary>
    public static string TypeOf(BufferRef buffer, ElementType element) => buffer.Kind switch
    {
        BufferKind.Scratch or BufferKind.State => element.ComputeName(),
        BufferKind.Indices => "int",
        _ => element.StorageName(),
    };

    /// <summary>What a kernel calls its inputs: <c>x</c>, then <c>x1</c>.</summary>
    public static string SourceName(int index) => index == 0 ? "x" : $"x{CSharpLiteral.Of(index)}";

    /// <summary>What a kernel calls its workspaces: <c>own</c>, then <c>own1</c>.</summary>
    public static string WorkspaceName(int index) => index == 0 ? "own" : $"own{CSharpLiteral.Of(index)}";

    /// <summary>What kernels call the input that is added to their output; in the step's method it is the second one.</summary>
    public const string OtherName = "other";

    /// <summary>All parameters of a step's method.</summary>
    public IEnumerable<KernelParameter> Parameters(Step step, ElementType element) =>
    [
        .. step.Sources.Select((source, i) => new KernelParameter(TypeOf(source, element), SourceName(i)) { Role = ParameterRole.Input }),
        new KernelParameter(TypeOf(step.Destination, element), "y") { Role = ParameterRole.Output },
        .. step.WorkspacePlaces.Select((_, i) => new KernelParameter(element.ComputeName(), WorkspaceName(i))),
        .. ExtraParameters(step, element),
    ];
}

/// <summary>An emitter of one kind of step.</summary>
internal abstract class StepEmitter<TStep> : StepEmitter
    where TStep : Step
{
    public sealed override void Write(KernelWriter kernel, Step step, ElementType element)
    {
        var typed = (TStep)step;
        var context = new StepContext<TStep>(kernel, typed, element, [.. Parameters(typed, element)]);
        Write(context);
    }

    public sealed override IEnumerable<KernelParameter> ExtraParameters(Step step, ElementType element) =>
        ExtraParameters((TStep)step, element);

    protected virtual IEnumerable<KernelParameter> ExtraParameters(TStep step, ElementType element) => [];

    protected abstract void Write(StepContext<TStep> context);
}

/// <summary>What an emitter works with.</summary>
/// <param name="Kernel">Writes ladders and tiles.</param>
/// <param name="Step">The step.</param>
/// <param name="Element">The model's element type.</param>
/// <param name="Parameters">The parameters of the step's method: <c>x</c>, <c>y</c> and the extra ones.</param>
internal sealed record StepContext<TStep>(KernelWriter Kernel, TStep Step, ElementType Element, IReadOnlyList<KernelParameter> Parameters)
    where TStep : Step
{
    public SourceWriter Writer => Kernel.Writer;

    public string Source => StepEmitter.TypeOf(Step.Source, Element);

    public string Destination => StepEmitter.TypeOf(Step.Destination, Element);

    public string Compute => Element.ComputeName();

    /// <summary>Starts the step's own method.</summary>
    /// <param name="comment">What it is and how it walks, where it is a kernel itself.</param>
    public SourceWriter.BlockScope Method(string comment = "")
    {
        Writer.Line();
        Writer.Line($"// {Step.Comment}");
        Writer.Comment(comment);
        Writer.Line(KernelWriter.Optimized);
        return Writer.Block($"internal static void {Kernel.Name}({KernelWriter.Declare(Parameters)})");
    }

    /// <summary>One element of <c>x</c> in the compute type.</summary>
    public string LoadScalar(string index) => Cast(Compute, Source, KernelWriter.Element("x", index));

    /// <summary>Assigns a value of the compute type to one element of <c>y</c>.</summary>
    public string StoreScalar(string index, string value) => $"{KernelWriter.Element("y", index)} = {Cast(Destination, Compute, value)};";

    /// <summary>The type behind the second input.</summary>
    public string Other => StepEmitter.TypeOf(Step.Sources[1], Element);

    /// <summary>A conversion where the types differ: only Half does.</summary>
    public static string Cast(string to, string from, string value) => to == from ? value : $"({to})({value})";

    /// <summary>Writes kernels that make each block of <c>y</c> of the same block of <c>x</c>, the last one partial.</summary>
    /// <param name="length">Elements.</param>
    /// <param name="result">The expression of a result, of that of a block.</param>
    /// <param name="comment">What the kernel is and how it walks.</param>
    /// <param name="start">Lines before the loop.</param>
    public void WriteBlocks(int length, Func<string, string> result, string comment = "", params IReadOnlyList<string> start)
    {
        string blocks = Kernel.Name + "Blocks";
        using (Method())
        {
            Kernel.Ladder(blocks, KernelWriter.Pass(Parameters));
        }

        int block = Element.BlockLanes();
        int whole = length / block * block;
        string last = whole < length ? " The last block is partial." : "";
        using (Kernel.Generic(blocks, Parameters, comment: comment + last))
        {
            foreach (string line in start)
            {
                Writer.Line(line);
            }

            if (whole > 0)
            {
                using (Writer.Block($"for (nuint i = 0; i < {CSharpLiteral.Of(whole)}; i += {CSharpLiteral.Of(block)})"))
                {
                    Writer.Line($"V.Store({result("V.Load(ref x, i)")}, ref y, i);");
                }
            }

            if (whole < length)
            {
                string lanes = $"{CSharpLiteral.Of(whole)}, {CSharpLiteral.Of(length - whole)}";
                Writer.Line($"V last = V.LoadFirst(ref x, {lanes}, 0);");
                Writer.Line($"V.StoreFirst({result("last")}, ref y, {lanes});");
            }
        }
    }
}
