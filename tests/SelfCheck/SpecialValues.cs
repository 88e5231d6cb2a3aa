using System.Numerics;

namespace ShapeGen.SelfCheck;

/// <summary>The values that tell careless kernels apart.</summary>
internal static class SpecialValues<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>NaN, the infinities, both zeros and subnormal numbers of both signs.</summary>
    public static T[] All { get; } =
    [
        T.NaN, T.PositiveInfinity, T.NegativeInfinity, T.Zero, T.NegativeZero, T.Epsilon, -(T.Epsilon + T.Epsilon + T.Epsilon),
    ];

    /// <summary>What <see cref="All"/> holds, for messages that end in a position; made once, because most are never shown.</summary>
    public static string[] Names { get; } = [.. All.Select(value => $"{value} at")];

    /// <summary>For messages about several values at once, by the kind that comes first.</summary>
    public static string[] Turns { get; } = [.. Enumerable.Range(0, All.Length + 1).Select(kind => $"special values in turn from kind {kind} and position")];

    /// <summary>Where activations change their formula, saturate, overflow or vanish.</summary>
    public static T[] Extremes { get; } =
    [
        .. new[]
        {
            0.25, 0.5, 0.500001, 0.999999, 1, 1.000001, 2, 3, 5.999, 6, 9, 17, 20, 30, 40, 87, 88.7, 88.8, 103.9, 104.1, 150, 709, 710, 745, 746, 1e4, 6.55e4, 1e9, 3e38, 1e100,
            1e-3, 1e-7, 1e-20, 1e-37, 1e-39, 1e-44,
        }
        .Where(value => T.IsFinite(T.CreateTruncating(value)))
        .SelectMany(value => new[] { T.CreateTruncating(value), -T.CreateTruncating(value) }),
    ];
}
