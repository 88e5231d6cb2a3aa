using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Planning;

/// <summary>How a weight's elements are rearranged when they are loaded.</summary>
internal enum WeightPacking
{
    /// <summary>Keras' order.</summary>
    AsIs,

    /// <summary>(inputs, units) → (inputs, width), zeros after each row.</summary>
    PaddedRows,

    /// <summary>(inputs, units) → (units, width), zeros after each row.</summary>
    Transposed,

    /// <summary>(inputs, units) → (panels, inputs, width), and perhaps a narrower last panel.</summary>
    Panels,

    /// <summary>(inputs, groups, units) → (groups, panels, inputs, width), and perhaps a narrower last panel; zeros after rows of fewer units.</summary>
    GroupedPanels,

    /// <summary>(9 taps, inputs, units) → (panels, 16 places of Winograd's transform, inputs, width), and perhaps a narrower last panel.</summary>
    WinogradPanels,

    /// <summary>Halves: (inputs, units) → (panels, inputs, rows of pairs), and whether all are finite.</summary>
    HalfPairs,

    /// <summary>(channels) → (repeats, channels).</summary>
    Repeated,

    /// <summary>Several weights → scales (repeats, channels) and then shifts likewise, of the compute type.</summary>
    ScaleAndShift,
}

/// <summary>A weight's place in the packed buffer.</summary>
/// <param name="Weight">Its index in <c>get_weights()</c> order.</param>
/// <param name="Packing">How it is rearranged.</param>
/// <param name="Inputs">Rows in Keras' shape; 1 for a bias.</param>
/// <param name="Units">Columns in Keras' shape.</param>
/// <param name="Width">Elements of a packed row.</param>
/// <param name="Offset">Elements from the start of the buffer: a multiple of 64 bytes.</param>
/// <param name="Length">Elements taken.</param>
internal sealed record PackedWeight(int Weight, WeightPacking Packing, int Inputs, int Units, int Width, int Offset, int Length)
{
    /// <summary>Elements of a packed row of a last panel that is narrower than the others, or 0.</summary>
    public int LastWidth { get; init; }

    /// <summary>Equal parts of the units that are packed one after the other.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>The taps of a kernel (taps, units, inputs of a tap) that are packed, in their order; none packs all rows as they are.</summary>
    public EquatableArray<int> Taps { get; init; }

    /// <summary>The order that the columns are brought into before they are packed, or null where they stay as they are.</summary>
    public GateColumns? Columns { get; init; }

    /// <summary>The weights that <see cref="WeightPacking.ScaleAndShift"/> is computed of, or null.</summary>
    public ChannelStatistics? Statistics { get; init; }

    /// <summary>What the elements are multiplied by before they are rearranged, or null.</summary>
    public WeightFold? Fold { get; init; }

    /// <summary>Holds what sums start with, and so the shift of a <see cref="Fold"/>.</summary>
    public bool IsBias { get; init; }

    /// <summary>Elements from one number of a channel to the next channel's in the weight's own order: a transposed kernel has channels before inputs.</summary>
    public int ChannelPitch => Taps.Count == 0 ? 1 : Inputs / Taps.Count;

    /// <summary>Rows of all panels of a width.</summary>
    public int PackedRows => Packing == WeightPacking.WinogradPanels ? Inputs / WinogradGrid.Taps * WinogradGrid.Products : Groups * Inputs;

    /// <summary>All weights that the place is filled from.</summary>
    public IEnumerable<int> Sources => Statistics?.Weights ?? new[] { Weight }.Where(weight => weight >= 0).Concat(ChannelSources);

    /// <summary>Those of them that have a number for each channel.</summary>
    public IEnumerable<int> ChannelSources => Statistics?.Weights ?? Fold?.Statistics?.Weights.Where(weight => IsBias || weight == Fold.Statistics.Gamma || weight == Fold.Statistics.Variance) ?? [];
}

/// <summary>What the weights of a product are multiplied by when they are packed, in double, and then rounded once.</summary>
/// <param name="Statistics">The normalisation of the product's channels: its scale goes into the kernel, the rest into the bias; or null.</param>
/// <param name="Factor">What the product's input would be multiplied by.</param>
internal sealed record WeightFold(ChannelStatistics? Statistics, double Factor)
{
    public override string ToString()
    {
        string factor = Factor == 1 ? "" : $"input times {InvariantText.Of(Factor)}";
        return Statistics is null ? factor : $"{factor}{(factor.Length == 0 ? "" : ", ")}normalised by {Statistics}";
    }
}

/// <summary>What batch normalisation is made of: indices in <c>get_weights()</c> order, −1 for what is left out.</summary>
internal sealed record ChannelStatistics(int Gamma, int Beta, int Mean, int Variance, double Epsilon)
{
    public IEnumerable<int> Weights => new[] { Gamma, Beta, Mean, Variance }.Where(weight => weight >= 0);

    public override string ToString() => $"mean, variance + {InvariantText.Of(Epsilon)}{(Gamma < 0 ? "" : ", gamma")}{(Beta < 0 ? "" : ", beta")}";
}

/// <summary>Hands out places in the one buffer that holds a model's weights.</summary>
/// <param name="alignment">Elements of 64 bytes of the storage type.</param>
internal sealed class WeightLayout(int alignment)
{
    private long _end;

    /// <summary>The buffer's length so far, saturated: models beyond it are refused (<see cref="WeightsRule"/>).</summary>
    public int Length => (int)Math.Min(_end, int.MaxValue);

    public PackedWeight Place(int weight, WeightPacking packing, int inputs, int units, int width, long length)
    {
        var placed = new PackedWeight(weight, packing, inputs, units, width, Length, (int)Math.Min(length, int.MaxValue));
        _end += (length + alignment - 1) / alignment * alignment;
        return placed;
    }
}
