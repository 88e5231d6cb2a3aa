using System.Numerics;
using ShapeGen.CompilerServices;
using Xunit;

namespace ShapeGen.Runtime.Tests.Vectors;

/// <summary>Loads and stores of a part of a block, up against memory that must not be touched.</summary>
public class PartialMemoryTests
{
    [Fact]
    public void Lanes512() => AllTypes<Lanes512<float>, Lanes512<double>>();

    [Fact]
    public void Lanes256() => AllTypes<Lanes256<float>, Lanes256<double>>();

    [Fact]
    public void Lanes128() => AllTypes<Lanes128<float>, Lanes128<double>>();

    private static void AllTypes<VFloat, VDouble>()
        where VFloat : struct, IVector<VFloat, float>
        where VDouble : struct, IVector<VDouble, double>
    {
        Check<VFloat, float, float>(i => i + 1.5f);
        Check<VFloat, float, Half>(i => (Half)(i + 1.5f));
        Check<VDouble, double, double>(i => i + 1.5);
    }

    private static unsafe void Check<V, T, TStorage>(Func<int, TStorage> element)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TStorage : unmanaged, INumberBase<TStorage>
    {
        int count = (int)V.Count;
        T[] loaded = new T[count];
        foreach (T fill in (T[])[T.Zero, T.NegativeZero, T.NegativeInfinity, T.CreateChecked(42)])
        {
            for (int lanes = 0; lanes <= count; lanes++)
            {
                // The last element ends at a page that may not be touched.
                using GuardedPage page = new();
                TStorage* start = (TStorage*)page.End - lanes;
                for (int i = 0; i < lanes; i++)
                {
                    start[i] = element(i);
                }

                V.Store(V.LoadFirst(ref start[-3], 3, lanes, fill), ref loaded[0], 0);
                for (int i = 0; i < count; i++)
                {
                    T expected = i < lanes ? T.CreateChecked(element(i)) : fill;
                    bool same = expected == loaded[i] && T.IsNegative(expected) == T.IsNegative(loaded[i]);
                    if (!same)
                    {
                        Assert.Fail($"{lanes} lanes: lane {i} is {loaded[i]}, not {expected}");
                    }
                }

                V.StoreFirst(V.Splat(T.CreateChecked(-3)), ref start[-3], 3, lanes);
                for (int i = 0; i < lanes; i++)
                {
                    Assert.Equal(TStorage.CreateChecked(-3), start[i]);
                }

                // And what lies after, if it may be touched, stays as it is; so does what lies in front.
                TStorage[] memory = new TStorage[count + 2];
                Array.Fill(memory, element(7));
                V.StoreFirst(V.Splat(T.CreateChecked(-3)), ref memory[0], 1, lanes);
                Assert.Equal(element(7), memory[0]);
                Assert.All(memory[1..(lanes + 1)], value => Assert.Equal(TStorage.CreateChecked(-3), value));
                Assert.All(memory[(lanes + 1)..], value => Assert.Equal(element(7), value));
            }
        }
    }
}
