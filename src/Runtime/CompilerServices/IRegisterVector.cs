using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace ShapeGen.CompilerServices;

/// <summary>
/// A block in one register, whose lanes single instructions move. Kernels that live by such moves are written for it
/// alone; where a block is several registers they would cost more than they save.
/// </summary>
/// <typeparam name="TSelf">The implementing block.</typeparam>
/// <typeparam name="T">The type that is computed in: <see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRegisterVector<TSelf, T> : IVector<TSelf, T>
    where TSelf : struct, IRegisterVector<TSelf, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// The block that lies <paramref name="lanes"/> lanes, 0 to Count - 1, after the start of <paramref name="block"/> if
    /// <paramref name="next"/> follows on it: the last lanes of the one, then the first of the other.
    /// </summary>
    static abstract TSelf Realign(TSelf block, TSelf next, [ConstantExpected] byte lanes);

    /// <summary>
    /// In the first four lanes a diagonal: of the four lanes from 4 · <paramref name="four"/> on the first of
    /// <paramref name="a"/>, the second of <paramref name="b"/>, and so on. What the others hold is left open, but it is
    /// some lane of one of the blocks.
    /// </summary>
    static abstract TSelf Diagonal(TSelf a, TSelf b, TSelf c, TSelf d, [ConstantExpected] byte four);

    /// <summary>Every four lanes turned by one (1, 2, 3, 0) or by two (2, 3, 0, 1).</summary>
    static abstract TSelf TurnFours(TSelf value, [ConstantExpected] byte lanes);

    /// <summary>The first lane.</summary>
    static abstract T First(TSelf value);
}
