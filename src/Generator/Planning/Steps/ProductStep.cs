using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Planning.Steps;

/// <summary>
/// Sums of products of inputs and a kernel of weights. What scales and shifts the sums by channel can be a part of the weights,
/// and what is done to each sum is done before it is stored.
/// </summary>
/// <param name="Kernel">The index of the kernel among the model's weights.</param>
/// <param name="Bias">The index of the bias, or −1.</param>
internal abstract record ProductStep(int Kernel, int Bias) : Step
{
    /// <summary>Channels of the output, which are the last axis of the kernel unless that is transposed.</summary>
    public abstract int OutputChannels { get; }

    /// <summary>What the weights are multiplied by when they are packed, or null.</summary>
    public WeightFold? Fold { get; init; }

    /// <summary>The element-wise function fused into the store, or null.</summary>
    public string? Activation { get; init; }

    /// <summary>A second input of as many elements as the output is added to it, before the function.</summary>
    public bool AddsOther { get; init; }

    public override IReadOnlyList<int> InputLengths => AddsOther ? [InputLength, OutputLength] : [InputLength];

    /// <summary>Whether its weights are packed as they are, so that they can be multiplied before.</summary>
    protected virtual bool MayFold => true;

    /// <summary>Elements from the start of the packed weights.</summary>
    public int BiasOffset { get; init; }

    /// <summary>The sums start with a bias: a weight, or what a normalisation comes to without one.</summary>
    public bool HasBias => Bias >= 0 || Fold?.Statistics is not null;

    public override Step? FuseActivation(string function) => Activation is null ? this with { Activation = function } : null;

    /// <summary>The same with a scale and a shift of its channels in the weights, or null where the step cannot have them there.</summary>
    public ProductStep? FoldNormalization(PerChannelStep step)
    {
        bool fits = step is { Function: ChannelFunction.Affine, Statistics: not null, Inner: 1 } && step.Channels == OutputChannels;
        return fits && MayFold && Activation is null && !AddsOther && Fold?.Statistics is null
            ? this with { Fold = new WeightFold(step.Statistics, Fold?.Factor ?? 1) }
            : null;
    }

    /// <summary>The same with a value added to what it writes, or null where something is done to that already.</summary>
    public ProductStep? Add(ValueId other) =>
        Activation is null && !AddsOther ? this with { AddsOther = true, Reads = new EquatableArray<ValueId>([.. Reads, other]) } : null;

    /// <summary>The same for an input that has not been multiplied by a number yet. Zeros of a padding stay zeros.</summary>
    public ProductStep? FoldFactor(double factor) => !MayFold ? null : this with { Fold = new WeightFold(Fold?.Statistics, (Fold?.Factor ?? 1) * factor) };

    public override Step ToKernel(ElementType element) => (ProductStep)base.ToKernel(element) with
    {
        Kernel = 0,
        Bias = HasBias ? 1 : -1,
        Fold = null,
        BiasOffset = HasBias ? BiasOffset - WeightsOffset : 0,
    };

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts)
    {
        if (Fold is not null && element == ElementType.Half)
        {
            yield return "multiplies weights of Half, which loses digits";
        }

        if (Fold is { Factor: var factor } && !(Math.Abs(factor) > 0 && Math.Abs(factor) <= double.MaxValue))
        {
            yield return $"multiplies its weights by {InvariantText.Of(factor)}";
        }
    }

    /// <summary>Places the bias, if any; without a weight of its own it is all of the normalisation.</summary>
    protected void PlaceBias(WeightLayout layout, List<PackedWeight> weights, int length, GateColumns? columns = null)
    {
        if (HasBias)
        {
            weights.Add(layout.Place(Bias, WeightPacking.PaddedRows, 1, OutputChannels, length, length) with { Fold = Fold?.Statistics is null ? null : Fold, IsBias = true, Columns = columns });
        }
    }

    /// <summary>The words for bias, normalisation and function.</summary>
    protected string DescribeEnd()
    {
        string fold = Fold is null ? "" : $", {Fold}";
        return $"{(Bias < 0 ? "" : " + bias")}{fold}{(AddsOther ? ", plus the second input" : "")}{(Activation is null ? "" : $", {Activation}")}";
    }
}
