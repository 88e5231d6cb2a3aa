namespace ShapeGen.Benchmarks.Rows;

/// <summary>What a row has to reach; null where nothing is asked. Ratios are the peer's time over ShapeGen's.</summary>
internal sealed record Bars
{
    /// <summary>Of the share asked with registers of 512 bits, what the limit of narrower ones must show.</summary>
    private const double KeptByNarrower = 0.85;

    /// <summary>Least share of the limit, 0 to 1.</summary>
    public double? Share { get; init; }

    /// <summary>Least ratio to TensorPrimitives.</summary>
    public double? Primitives { get; init; }

    /// <summary>Least ratio to the faster way of calling ONNX Runtime.</summary>
    public double? Onnx { get; init; }

    /// <summary>Most time per element against that of the model's twin.</summary>
    public double? PerElement { get; init; }

    /// <summary>What the twin is: the nearest even size where nothing else is said.</summary>
    public string Twin { get; init; } = "per element of even";

    /// <summary>Whether the output must be the input itself.</summary>
    public bool NothingCopied { get; init; }

    /// <summary>The bars for registers of so many bits.</summary>
    public Bars For(int bits) => bits < 512 ? this with { Share = KeptByNarrower * Share } : this;
}
