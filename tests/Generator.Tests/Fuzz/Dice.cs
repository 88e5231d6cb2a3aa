namespace ShapeGen.Generator.Tests.Fuzz;

/// <summary>Seeded random choices, the same on every machine and framework: Steele, Lea and Flood's SplitMix64 (OOPSLA 2014).</summary>
internal sealed class Dice(ulong seed)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _state = seed;

    /// <summary>The dice of one item of a numbered series.</summary>
    public static Dice For(ulong seed, int item) => new(new Dice(seed + (Golden * (ulong)(uint)item)).Next());

    public int Below(int count) => (int)(Next() % (ulong)count);

    /// <summary>Both ends included.</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    public bool Chance(int percent) => Below(100) < percent;

    public T Pick<T>(params ReadOnlySpan<T> items) => items[Below(items.Length)];

    public ulong Next()
    {
        _state += Golden;
        ulong mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
