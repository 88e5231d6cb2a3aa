namespace ShapeGen.Benchmarks.Limits;

/// <summary>What the multiply-add loops need of a register of floats.</summary>
internal interface IFmaLanes<TSelf>
    where TSelf : struct, IFmaLanes<TSelf>
{
    static abstract bool IsAccelerated { get; }

    static abstract string Name { get; }

    /// <summary>Multiply-adds of one instruction.</summary>
    static abstract int Count { get; }

    static abstract TSelf Splat(float value);

    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    static abstract float First(TSelf value);
}
