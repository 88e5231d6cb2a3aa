using System.Numerics;
using System.Runtime.Intrinsics;
using ShapeGen.CompilerServices;
using Xunit;

namespace ShapeGen.Runtime.Tests.Vectors;

/// <summary>What kernels for 256-bit registers call gives the bits of the blocks that all other kernels are written with.</summary>
public class Registers256Tests
{
    private static readonly double[] s_values =
    [
        double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, 6, 6.5, -6, 1e-40, -1e-40, 1.5, -1.5, 5.9999, 7e30, -7e30, 3,
    ];

    [Fact]
    public void FunctionsInFloat()
    {
        CheckFunction<float>(Registers256.Relu, x => Registers256.First(Activations.Relu<Lanes256<float>, float>(Registers256.Block(x))));
        CheckFunction<float>(Registers256.Relu6, x => Registers256.First(Activations.Relu6<Lanes256<float>, float>(Registers256.Block(x))));
    }

    [Fact]
    public void FunctionsInDouble()
    {
        CheckFunction<double>(Registers256.Relu, x => Registers256.First(Activations.Relu<Lanes256<double>, double>(Registers256.Block(x))));
        CheckFunction<double>(Registers256.Relu6, x => Registers256.First(Activations.Relu6<Lanes256<double>, double>(Registers256.Block(x))));
    }

    [Fact]
    public void PartsOfFloat() => CheckParts<float>(
        (ref readonly float origin, nuint index, int lanes) => Registers256.LoadFirst(in origin, index, lanes), Registers256.StoreFirst);

    [Fact]
    public void PartsOfDouble() => CheckParts<double>(
        (ref readonly double origin, nuint index, int lanes) => Registers256.LoadFirst(in origin, index, lanes), Registers256.StoreFirst);

    [Fact]
    public void ProductsAddedInPlace()
    {
        CheckProducts<Lanes512<float>, float>();
        CheckProducts<Lanes256<float>, float>();
        CheckProducts<Lanes128<float>, float>();
        CheckProducts<Lanes512<double>, double>();
        CheckProducts<Lanes256<double>, double>();
        CheckProducts<Lanes128<double>, double>();
    }

    private delegate Vector256<T> Load<T>(ref readonly T origin, nuint index, int lanes);

    private delegate void Store<T>(Vector256<T> value, ref T origin, nuint index, int lanes);

    private static void CheckFunction<T>(Func<Vector256<T>, Vector256<T>> ofRegister, Func<Vector256<T>, Vector256<T>> ofBlock)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] values = [.. s_values.Select(T.CreateSaturating)];
        for (int start = 0; start + Vector256<T>.Count <= values.Length; start += Vector256<T>.Count)
        {
            Vector256<T> register = Vector256.LoadUnsafe(in values[start]);
            Assert.Equal(ofBlock(register).AsUInt32(), ofRegister(register).AsUInt32());
        }
    }

    /// <summary>Every number of lanes, up against memory that must not be touched.</summary>
    private static unsafe void CheckParts<T>(Load<T> load, Store<T> store)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = Vector256<T>.Count;
        for (int lanes = 0; lanes <= count; lanes++)
        {
            using GuardedPage page = new();
            T* start = (T*)page.End - lanes;
            store(Vector256.Create(T.CreateChecked(-3)), ref start[-3], 3, lanes);
            Vector256<T> loaded = load(in start[-3], 3, lanes);
            for (int i = 0; i < count; i++)
            {
                Assert.Equal(i < lanes ? T.CreateChecked(-3) : T.Zero, loaded[i]);
            }
        }
    }

    /// <summary>Each block of a sum has its own product, with weights at hand, in memory, and of a storage type.</summary>
    private static void CheckProducts<V, T>()
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Random random = new(20261130);
        int count = (int)V.Count;
        T[] sum = Values(), left = Values(), right = Values(), actual = new T[count];
        foreach (int way in new[] { 0, 1, 2 })
        {
            V block = V.Load(in sum[0], 0);
            switch (way)
            {
                case 0: V.AddProduct(ref block, V.Load(in left[0], 0), V.Load(in right[0], 0)); break;
                case 1: V.AddProductAt(ref block, V.Load(in left[0], 0), in right[0], 0); break;
                default: V.AddProductAt<T>(ref block, V.Load(in left[0], 0), in right[0], 0); break;
            }

            V.Store(block, ref actual[0], 0);
            V.Store(V.MultiplyAdd(V.Load(in left[0], 0), V.Load(in right[0], 0), V.Load(in sum[0], 0)), ref sum[0], 0);
            Assert.Equal(sum, actual);
        }

        T[] Values() => [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked(random.NextDouble() - 0.5))];
    }
}
