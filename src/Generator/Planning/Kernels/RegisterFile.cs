namespace ShapeGen.Generator.Planning.Kernels;

/// <summary>The registers that a kernel is written for. A choice takes it as a parameter; results do not depend on it.</summary>
internal enum RegisterFile
{
    /// <summary>32 registers of 512 bits: a block is one register.</summary>
    Wide,

    /// <summary>16 registers of 256 bits, or those of 128 bits: a block is two or four registers.</summary>
    Narrow,
}

/// <summary>What the budget allows a register file.</summary>
internal static class RegisterFiles
{
    public static IReadOnlyList<RegisterFile> All { get; } = [RegisterFile.Wide, RegisterFile.Narrow];

    /// <summary>Accumulating blocks in flight.</summary>
    public static int Accumulators(this RegisterFile file) =>
        file == RegisterFile.Wide ? Budget.WideAccumulators : Budget.NarrowAccumulators;

    /// <summary>The same in tiles of several rows, which use what they load more than once.</summary>
    public static int RowAccumulators(this RegisterFile file) =>
        file == RegisterFile.Wide ? Budget.WideRowAccumulators : Budget.NarrowRowAccumulators;

    public static string Describe(this RegisterFile file) => file == RegisterFile.Wide ? "wide" : "narrow";
}

/// <summary>One value for each register file.</summary>
internal sealed record PerFile<T>(T Wide, T Narrow)
    where T : IEquatable<T>
{
    /// <summary>One kernel serves both.</summary>
    public bool IsUniform => Wide.Equals(Narrow);

    public T this[RegisterFile file] => file == RegisterFile.Wide ? Wide : Narrow;

    public PerFile<TOther> Select<TOther>(Func<T, TOther> select)
        where TOther : IEquatable<TOther> => new(select(Wide), select(Narrow));

    /// <summary>The same with another value for one file.</summary>
    public PerFile<T> With(RegisterFile file, T value) => file == RegisterFile.Wide ? this with { Wide = value } : this with { Narrow = value };
}

/// <summary>Makes a value for each register file.</summary>
internal static class PerFile
{
    public static PerFile<T> Choose<T>(Func<RegisterFile, T> choose)
        where T : IEquatable<T> => new(choose(RegisterFile.Wide), choose(RegisterFile.Narrow));
}
