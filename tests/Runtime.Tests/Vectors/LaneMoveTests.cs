using System.Numerics;
using ShapeGen.CompilerServices;
using Xunit;

namespace ShapeGen.Runtime.Tests.Vectors;

public sealed class LaneMovesOfFloatTests : LaneMoveTests<Lanes512<float>, float>;

public sealed class LaneMovesOfDoubleTests : LaneMoveTests<Lanes512<double>, double>;

/// <summary>Lanes that move, against the numbers of the lanes that they come from.</summary>
public abstract class LaneMoveTests<V, T>
    where V : struct, IRegisterVector<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static int Lanes => (int)V.Count;

#pragma warning disable CA1857 // A constant would be faster, but each one is to be tested.
    [Fact]
    public void ABlockIsRealignedByAnyNumberOfLanes()
    {
        V block = Numbered(0);
        V next = Numbered(Lanes);
        for (int lanes = 0; lanes < Lanes; lanes++)
        {
            Assert.Equal(Enumerable.Range(lanes, Lanes), Read(V.Realign(block, next, (byte)lanes)));
        }
    }

    [Fact]
    public void ADiagonalTakesOneLaneOfEachBlock()
    {
        V[] blocks = [.. Enumerable.Range(0, 4).Select(block => Numbered(100 * block))];
        for (int four = 0; four < Lanes / 4; four++)
        {
            int[] found = Read(V.Diagonal(blocks[0], blocks[1], blocks[2], blocks[3], (byte)four));
            Assert.Equal(Enumerable.Range(0, 4).Select(lane => (100 * lane) + (4 * four) + lane), found.Take(4));
            Assert.All(found, number => Assert.True(number % 100 < Lanes && number / 100 < 4));
        }
    }

    [Fact]
    public void FoursTurn()
    {
        for (int lanes = 1; lanes <= 2; lanes++)
        {
            Assert.Equal(Enumerable.Range(0, Lanes).Select(lane => (lane / 4 * 4) + ((lane + lanes) % 4)), Read(V.TurnFours(Numbered(0), (byte)lanes)));
        }
    }
#pragma warning restore CA1857

    [Fact]
    public void BitsStayAsTheyAre()
    {
        ulong signaling = typeof(T) == typeof(float) ? 0x7F800001UL : 0x7FF0000000000001UL;
        V value = V.Splat(typeof(T) == typeof(float) ? (T)(object)BitConverter.UInt32BitsToSingle((uint)signaling) : (T)(object)BitConverter.UInt64BitsToDouble(signaling));
        Assert.Equal(signaling, Bits(V.First(value)));
        Assert.Equal(signaling, Bits(V.First(V.Realign(value, value, 3))));
        Assert.Equal(signaling, Bits(V.First(V.Diagonal(value, value, value, value, 1))));
        Assert.Equal(signaling, Bits(V.First(V.TurnFours(value, 1))));
    }

    [Fact]
    public void TheFirstLane() => Assert.Equal(T.CreateChecked(7), V.First(Numbered(7)));

    private static ulong Bits(T value) => value is float single ? BitConverter.SingleToUInt32Bits(single) : BitConverter.DoubleToUInt64Bits((double)(object)value);

    private static V Numbered(int first)
    {
        T[] numbers = [.. Enumerable.Range(first, Lanes).Select(number => T.CreateChecked(number))];
        return V.Load(ref numbers[0], 0);
    }

    private static int[] Read(V value)
    {
        var lanes = new T[Lanes];
        V.Store(value, ref lanes[0], 0);
        return [.. lanes.Select(int.CreateChecked)];
    }
}
