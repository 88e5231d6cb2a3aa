using System.Numerics;
using System.Runtime.Intrinsics;
using ShapeGen.CompilerServices;
using Xunit;

namespace ShapeGen.Runtime.Tests.Vectors;

/// <summary>What kernels for 512-bit registers call gives the bits of the blocks that all other kernels are written with.</summary>
public class Registers512Tests
{
    private static readonly double[] s_values =
    [
        double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, 6, 6.5, -6, 1e-40, -1e-40, 1.5, -1.5, 5.9999, 7e30, -7e30, 3,
    ];

    [Fact]
    public void FunctionsInFloat() => CheckFunctions<float>(
        (Registers512.Relu, Activations.Relu<Lanes512<float>, float>),
        (Registers512.Relu6, Activations.Relu6<Lanes512<float>, float>));

    [Fact]
    public void FunctionsInDouble() => CheckFunctions<double>(
        (Registers512.Relu, Activations.Relu<Lanes512<double>, double>),
        (Registers512.Relu6, Activations.Relu6<Lanes512<double>, double>));

    [Fact]
    public void FoursOfFloat()
    {
        CheckFour<float>(4, Registers512.SumsAcross, Lanes512<float>.SumsAcross);
        CheckFour<float>(Vector512<float>.Count, Registers512.JoinFours, Lanes512<float>.JoinFours);
    }

    [Fact]
    public void FoursOfDouble()
    {
        CheckFour<double>(4, Registers512.SumsAcross, Lanes512<double>.SumsAcross);
        CheckFour<double>(Vector512<double>.Count, Registers512.JoinFours, Lanes512<double>.JoinFours);
    }

    [Fact]
    public void PartsOfFloat() => CheckParts<float>(
        (ref readonly float origin, nuint index, int lanes) => Registers512.LoadFirst(in origin, index, lanes), Registers512.StoreFirst);

    [Fact]
    public void PartsOfDouble() => CheckParts<double>(
        (ref readonly double origin, nuint index, int lanes) => Registers512.LoadFirst(in origin, index, lanes), Registers512.StoreFirst);

    private delegate Vector512<T> Load<T>(ref readonly T origin, nuint index, int lanes);

    private delegate void Store<T>(Vector512<T> value, ref T origin, nuint index, int lanes);

    private delegate TBlock OfFour<TBlock>(TBlock a, TBlock b, TBlock c, TBlock d);

    private static void CheckFunctions<T>(params (Func<Vector512<T>, Vector512<T>> OfRegister, Func<Lanes512<T>, Lanes512<T>> OfBlock)[] functions)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] values = [.. s_values.Select(T.CreateSaturating)];
        for (int start = 0; start + Vector512<T>.Count <= values.Length; start += Vector512<T>.Count)
        {
            Vector512<T> register = Vector512.LoadUnsafe(in values[start]);
            foreach ((Func<Vector512<T>, Vector512<T>> ofRegister, Func<Lanes512<T>, Lanes512<T>> ofBlock) in functions)
            {
                Assert.Equal(((Vector512<T>)ofBlock(register)).AsUInt32(), ofRegister(register).AsUInt32());
            }
        }
    }

    /// <summary>The first lanes are the same; what the others hold is left open.</summary>
    private static void CheckFour<T>(int lanes, OfFour<Vector512<T>> ofRegisters, OfFour<Lanes512<T>> ofBlocks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Random random = new(20261130);
        Vector512<T>[] four = [.. Enumerable.Range(0, 4).Select(_ => Vector512.Create([.. Enumerable.Range(0, Vector512<T>.Count).Select(_ => T.CreateChecked(random.NextDouble() - 0.5))]))];
        Vector512<T> expected = ofBlocks(four[0], four[1], four[2], four[3]);
        Vector512<T> actual = ofRegisters(four[0], four[1], four[2], four[3]);
        for (int lane = 0; lane < lanes; lane++)
        {
            Assert.Equal(expected[lane], actual[lane]);
        }
    }

    /// <summary>Every number of lanes, up against memory that must not be touched.</summary>
    private static unsafe void CheckParts<T>(Load<T> load, Store<T> store)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = Vector512<T>.Count;
        for (int lanes = 0; lanes <= count; lanes++)
        {
            using GuardedPage page = new();
            T* start = (T*)page.End - lanes;
            for (int i = 0; i < lanes; i++)
            {
                start[i] = T.CreateChecked(i + 1.5);
            }

            Vector512<T> loaded = load(in start[-3], 3, lanes);
            for (int i = 0; i < count; i++)
            {
                Assert.Equal(i < lanes ? T.CreateChecked(i + 1.5) : T.Zero, loaded[i]);
            }

            store(Vector512.Create(T.CreateChecked(-3)), ref start[-3], 3, lanes);
            T[] memory = new T[count + 2];
            Array.Fill(memory, T.One);
            store(Vector512.Create(T.CreateChecked(-3)), ref memory[0], 1, lanes);
            for (int i = 0; i < memory.Length; i++)
            {
                Assert.Equal(i >= 1 && i <= lanes ? T.CreateChecked(-3) : T.One, memory[i]);
            }
        }
    }
}
