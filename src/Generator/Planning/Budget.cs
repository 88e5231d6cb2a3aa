namespace ShapeGen.Generator.Planning;

/// <summary>
/// The limits that every plan keeps to, so that the JIT keeps a method's values in registers and goes on optimising it
/// (it gives up at some 60,000 IL bytes, 2,500 vector statements or 512 locals).
/// </summary>
internal static class Budget
{
    /// <summary>Registers of 512 bits.</summary>
    public const int WideRegisters = 32;

    /// <summary>Accumulating blocks in flight where a block is one of 32 registers of 512 bits: half of them, the rest holds operands.</summary>
    public const int WideAccumulators = 16;

    /// <summary>The same in tiles of several rows, which use what they load more than once: eight rows of three blocks at most.</summary>
    public const int WideRowAccumulators = 24;

    /// <summary>The same where a block is two of 16 registers of 256 bits.</summary>
    public const int NarrowAccumulators = 4;

    /// <summary>
    /// The same in tiles of several rows: twelve registers of sums, two of weights, one of input. Fewer sums than ten do not
    /// keep two units of four cycles busy while they wait for loads.
    /// </summary>
    public const int NarrowRowAccumulators = 6;

    /// <summary>
    /// Multiply-adds of a step from which on its loops for 256-bit registers take two inputs at a time: 22 instructions for twelve
    /// multiply-adds in place of 24, which took a fifth of the time less while a neighbour used the same core's decoders. Smaller steps do not repay the JIT.
    /// </summary>
    public const int LargeProduct = 1 << 19;

    /// <summary>Rows that a matrix product takes at once, or a multiple of them; tiles cover them exactly.</summary>
    public const int RowTile = 8;

    /// <summary>Rows of all samples that go through a model together, so that a panel of weights stays near while they pass.</summary>
    public const int RowsTogether = 64;

    /// <summary>Elements of scratch up to which samples go through a model together.</summary>
    public const int ScratchTogether = 1 << 18;

    /// <summary>Vector statements of a loop body below which more iterations are written into it.</summary>
    public const int LoopBody = 8;

    /// <summary>Vector statements up to which a loop is written out altogether.</summary>
    public const int StraightBody = 32;

    /// <summary>Vector statements of rows that are taken from the first lane to the last, with their sums in memory: with half as many, 128-bit registers spend their time on the sums.</summary>
    public const int WholeRowsBody = 32;

    /// <summary>Bytes that such rows ask for ahead: at 8 KB what is asked for comes too late, at 32 KB it takes the place of what is read.</summary>
    public const int BandBytesAhead = 1 << 14;

    /// <summary>Vector statements of a kernel that writes rows out until they start at the same lane again; 288 were too many locals.</summary>
    public const int RealignedBody = 216;

    /// <summary>
    /// Distant parts of an input that are read side by side. Second-level caches give more to two or three streams than to
    /// one, and the partial results are loaded and stored once for all of them.
    /// </summary>
    public const int PoolStreams = 3;

    /// <summary>
    /// Rows of a matrix whose loads are written out where it is turned: the machine asks ahead for what an instruction reads
    /// next from the steps it took before, and so needs instructions of their own for as many rows as are read in turn.
    /// </summary>
    public const int TurnedRows = 32;

    /// <summary>Columns that a turned matrix has at least where rows are written out: a cache line of <see langword="float"/>.</summary>
    public const int TurnedColumns = 16;

    /// <summary>Values that are added up one after the other; longer sums are cut.</summary>
    public const int LongestSum = 1024;

    /// <summary>The same in a part of a longer sum, as near as a divisor of its length comes.</summary>
    public const int PartialSum = 256;

    /// <summary>Products that are added up in one register after the other; longer sums of products are cut into sections.</summary>
    public const int LongestChain = 256;

    /// <summary>The same in a section of a longer sum: what ends a section costs some 2 % of it.</summary>
    public const int SectionChain = 128;

    /// <summary>Bytes that stay in a core's own caches, half of the smallest second-level cache of present servers.</summary>
    public const int NearBytes = 1 << 19;

    /// <summary>Bytes that stay in the first-level cache, where it makes no difference in which order they are read.</summary>
    public const int NearestBytes = 1 << 15;

    /// <summary>Rows of weights asked for ahead where rows go together: a tile spends some eight cycles on one, the third-level cache takes some two hundred.</summary>
    public const int PrefetchedRows = 32;

    /// <summary>Bytes that do not stay in a core's own caches, from which on a single row asks for weights ahead; below, asking costs more than it brings.</summary>
    public const int FarBytes = 5 << 18;

    /// <summary>Rows of weights that a single row asks for ahead: at the pace of the cache the machine's own prefetcher comes too late.</summary>
    public const int PrefetchedRowsAlone = 8;

    /// <summary>Bytes of scratch up to which it lies on the stack, where it is zeroed at every call.</summary>
    public const int StackBytes = 1024;
}
