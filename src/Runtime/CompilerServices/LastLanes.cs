using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShapeGen.CompilerServices;

/// <summary>Moves the last lanes of a block one by one, for registers that no kernel moves them with.</summary>
internal static class LastLanes<TVector, T>
    where TVector : struct, IVector<TVector, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MostLanes = 16;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TVector Load<TStorage>(ref readonly TStorage origin, nuint end, int lanes, T fill)
        where TStorage : unmanaged
    {
        Span<T> block = stackalloc T[MostLanes];
        block.Fill(fill);
        for (int lane = (int)TVector.Count - lanes; lane < (int)TVector.Count; lane++)
        {
            block[lane] = RegisterMemory<T>.LoadScalar(in origin, end - TVector.Count + (nuint)lane);
        }

        return TVector.Load(ref block[0], 0);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Store<TStorage>(TVector value, ref TStorage origin, nuint end, int lanes)
        where TStorage : unmanaged
    {
        Span<T> block = stackalloc T[MostLanes];
        TVector.Store(value, ref block[0], 0);
        for (int lane = (int)TVector.Count - lanes; lane < (int)TVector.Count; lane++)
        {
            TVector.StoreFirst(TVector.Splat(block[lane]), ref origin, end - TVector.Count + (nuint)lane, 1);
        }
    }
}
