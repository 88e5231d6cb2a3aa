using ShapeGen.Benchmarks.Rows;
using ShapeGen.Benchmarks.Timing;

namespace ShapeGen.Benchmarks.Reporting;

/// <summary>One measured line: what was found, and whether it meets its bars.</summary>
/// <remarks>Times in seconds per call; ratios are the peer's time over ShapeGen's; NaN or null where there is nothing.</remarks>
internal sealed record Result
{
    /// <summary>Above it the limit's loops were no limit.</summary>
    public const double WrongLimit = 1.03;

    public required string Name { get; init; }

    public required string Workload { get; init; }

    public required Bars Bars { get; init; }

    public required double Seconds { get; init; }

    public required double LimitSeconds { get; init; }

    public required double Share { get; init; }

    public required string LimitNames { get; init; }

    public double? HandWritten { get; init; }

    public double? Primitives { get; init; }

    public double? OnnxBound { get; init; }

    public double? OnnxPlain { get; init; }

    public double? PerElement { get; init; }

    public required double Bytes { get; init; }

    public bool HasLimit => !double.IsNaN(Share);

    /// <summary>What the bars ask for, in words.</summary>
    public string Asked => string.Join(", ", Judgements().Select(j => j.Asked));

    /// <summary>The bars that are not met, in words; "ok" if none.</summary>
    public string Mark
    {
        get
        {
            string[] missed = [.. Judgements().Where(j => !j.IsMet).Select(j => j.What)];
            string text = missed.Length == 0 ? "ok" : $"**short**: {string.Join(", ", missed)}";
            return HasLimit && Share > WrongLimit ? $"{text}; **limit loop wrong**" : text;
        }
    }

    public bool IsMet => Judgements().All(j => j.IsMet);

    public static Result Of(RowRun run) => new()
    {
        Name = run.Definition.Name,
        Workload = run.Definition.Workload,
        Bars = run.Definition.Bars.For(Machine.VectorBits),
        Seconds = run.Seconds,
        LimitSeconds = run.LimitSeconds,
        Share = run.Share,
        LimitNames = run.LimitNames,
        HandWritten = run.HandWritten,
        Primitives = run.Primitives,
        OnnxBound = run.OnnxBound,
        OnnxPlain = run.OnnxPlain,
        PerElement = run.PerElement,
        Bytes = run.Bytes,
    };

    private IEnumerable<(string What, string Asked, bool IsMet)> Judgements()
    {
        if (Bars.Share is { } share)
        {
            yield return ("share", $"≥ {100 * share:F0} %", Share >= share);
        }

        if (Bars.Primitives is { } primitives)
        {
            yield return ("TensorPrimitives", primitives == 1 ? "ahead of TP" : $"≥ {primitives:0.#}x TP", Primitives >= primitives);
        }

        if (Bars.Onnx is { } onnx)
        {
            yield return ("ONNX Runtime", onnx == 1 ? "ahead of ORT" : $"≥ {onnx:0.#}x ORT", OnnxBound >= onnx && OnnxPlain >= onnx);
        }

        if (Bars.PerElement is { } perElement)
        {
            yield return (Bars.Twin, $"≤ {perElement:0.#}x {Bars.Twin}: {PerElement:F2}", PerElement <= perElement);
        }

        if (Bars.NothingCopied)
        {
            // Other memory than the input's would have failed the check before.
            yield return ("copies", "nothing copied", true);
        }

        if (Bytes > 0)
        {
            yield return ("bytes", "0 bytes", false);
        }
    }
}
