namespace ShapeGen.Benchmarks.Limits;

/// <summary>One register that takes in memory: what a read loop does with the bytes it reads, so that the JIT keeps the loads.</summary>
internal interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>Whether the machine has such registers.</summary>
    static abstract bool IsAccelerated { get; }

    static abstract string Name { get; }

    /// <summary>Bytes of the register.</summary>
    static abstract int Size { get; }

    /// <summary>Takes one register's bytes into the accumulator.</summary>
    static abstract TSelf Take(TSelf accumulator, ref byte origin, nuint offset);

    /// <summary>Joins two accumulators.</summary>
    static abstract TSelf Join(TSelf left, TSelf right);

    /// <summary>Something of the accumulator, for the caller to keep.</summary>
    static abstract float First(TSelf accumulator);
}
