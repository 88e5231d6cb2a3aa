using System.Globalization;

namespace ShapeGen.Generator.Tests.Fuzz;

/// <summary>A layer of a random chain: as attribute text, and as what the test's own interpreter makes of a shape.</summary>
internal abstract record ChainLayer(string Attribute)
{
    /// <summary>The shape after the layer, which must fit.</summary>
    public abstract int[] Apply(int[] shape);

    /// <summary>The number of weights' elements in front of a shape.</summary>
    public virtual long Parameters(int[] shape) => 0;

    public static string Join(IEnumerable<int> values) => string.Join(", ", values.Select(v => v.ToString(CultureInfo.InvariantCulture)));
}

/// <summary>Element by element, or along the last axis, which Glu halves.</summary>
internal sealed record ChainActivation(string Function) : ChainLayer($"Activation(Activation.{Function})")
{
    public override int[] Apply(int[] shape) => Apply(Function, shape);

    public static int[] Apply(string function, int[] shape) => function == "Glu" ? [.. shape[..^1], shape[^1] / 2] : shape;
}

/// <summary>The last axis becomes the units.</summary>
internal sealed record ChainDense(int Units, string Function, bool UseBias, bool Declares, int Features)
    : ChainLayer($"Dense({Units}{(Function == "Linear" ? "" : $", Activation = Activation.{Function}")}{(UseBias ? "" : ", UseBias = false")}{(Declares ? $", InputFeatures = {Features}" : "")})")
{
    public override int[] Apply(int[] shape) => ChainActivation.Apply(Function, [.. shape[..^1], Units]);

    public override long Parameters(int[] shape) => ((long)shape[^1] * Units) + (UseBias ? Units : 0);
}

internal sealed record ChainFlatten(bool ChannelsFirst) : ChainLayer(ChannelsFirst ? "Flatten(DataFormat = DataFormat.ChannelsFirst)" : "Flatten")
{
    public override int[] Apply(int[] shape) => [shape.Aggregate(1, (product, d) => product * d)];
}

internal sealed record ChainDropout() : ChainLayer("Dropout(0.25)")
{
    public override int[] Apply(int[] shape) => shape;
}

/// <summary>Spatial axes go, or shrink to 1 with <paramref name="KeepDims"/>; the channels stay.</summary>
internal sealed record ChainPool(string Name, bool ChannelsFirst, bool KeepDims)
    : ChainLayer($"{Name}(DataFormat = DataFormat.{(ChannelsFirst ? "ChannelsFirst" : "ChannelsLast")}, KeepDims = {(KeepDims ? "true" : "false")})")
{
    public override int[] Apply(int[] shape)
    {
        int[] kept = new int[shape.Length];
        Array.Fill(kept, 1);
        int axis = ChannelsFirst ? 0 : shape.Length - 1;
        kept[axis] = shape[axis];
        return KeepDims ? kept : [shape[axis]];
    }
}

/// <summary>The target as it comes out; <paramref name="Open"/> is the axis that the attribute leaves to be inferred, or −1.</summary>
internal sealed record ChainReshape(int[] Target, int Open) : ChainLayer($"Reshape({Join(Target.Select((d, axis) => axis == Open ? -1 : d))})")
{
    public override int[] Apply(int[] shape) => Target;
}

internal sealed record ChainPermute(int[] Order) : ChainLayer($"Permute({Join(Order)})")
{
    public override int[] Apply(int[] shape) => [.. Order.Select(axis => shape[axis - 1])];
}
