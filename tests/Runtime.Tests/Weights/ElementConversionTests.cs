using System.Numerics;
using Xunit;

namespace ShapeGen.Runtime.Tests.Weights;

/// <summary>
/// Conversions against formats decoded by their definition and rounded by comparing distances in double, not by the
/// conversions of .NET.
/// </summary>
public sealed class ElementConversionTests
{
    private const int Seed = 4242;

    private static readonly FloatFormat s_half = new(exponentBits: 5, fractionBits: 10);
    private static readonly FloatFormat s_bfloat16 = new(exponentBits: 8, fractionBits: 7);
    private static readonly FloatFormat s_single = new(exponentBits: 8, fractionBits: 23);

    [Fact]
    public void Every_F16_widens_exactly()
    {
        ushort[] all = [.. Enumerable.Range(0, 1 << 16).Select(bits => (ushort)bits)];
        float[] floats = Read<float>("F16", all);
        double[] doubles = Read<double>("F16", all);
        Half[] halves = Read<Half>("F16", all);

        for (int i = 0; i < all.Length; i++)
        {
            double expected = s_half.Decode((uint)i);
            AssertSame(expected, doubles[i], $"0x{i:X4}");
            AssertSame(expected, floats[i], $"0x{i:X4}");
            Assert.Equal(all[i], BitConverter.HalfToUInt16Bits(halves[i]));
        }
    }

    [Fact]
    public void Every_BF16_widens_exactly_and_rounds_to_Half()
    {
        ushort[] all = [.. Enumerable.Range(0, 1 << 16).Select(bits => (ushort)bits)];
        float[] floats = Read<float>("BF16", all);
        double[] doubles = Read<double>("BF16", all);
        Half[] halves = Read<Half>("BF16", all);

        for (int i = 0; i < all.Length; i++)
        {
            double expected = s_bfloat16.Decode((uint)i);
            AssertSame(expected, doubles[i], $"0x{i:X4}");
            AssertSame(expected, floats[i], $"0x{i:X4}");
            AssertRounded(s_half, expected, BitConverter.HalfToUInt16Bits(halves[i]));
        }
    }

    [Fact]
    public void F64_rounds_to_the_nearest_Half_and_float()
    {
        double[] values = [.. Specials(), .. Ties(s_half), .. Ties(s_single), .. RandomDoubles(20_000)];
        Half[] halves = Read<Half>("F64", values);
        float[] floats = Read<float>("F64", values);
        double[] doubles = Read<double>("F64", values);

        for (int i = 0; i < values.Length; i++)
        {
            AssertRounded(s_half, values[i], BitConverter.HalfToUInt16Bits(halves[i]));
            AssertRounded(s_single, values[i], BitConverter.SingleToUInt32Bits(floats[i]));
            Assert.Equal(BitConverter.DoubleToInt64Bits(values[i]), BitConverter.DoubleToInt64Bits(doubles[i]));
        }
    }

    [Fact]
    public void F32_rounds_to_the_nearest_Half()
    {
        float[] values = [.. Specials().Concat(Ties(s_half)).Concat(RandomDoubles(20_000)).Select(value => (float)value)];
        Half[] halves = Read<Half>("F32", values);
        double[] doubles = Read<double>("F32", values);
        float[] floats = Read<float>("F32", values);

        for (int i = 0; i < values.Length; i++)
        {
            AssertRounded(s_half, values[i], BitConverter.HalfToUInt16Bits(halves[i]));
            AssertSame(values[i], doubles[i], $"{values[i]:R}");
            Assert.Equal(BitConverter.SingleToUInt32Bits(values[i]), BitConverter.SingleToUInt32Bits(floats[i]));
        }
    }

    [Fact]
    public void Tensors_longer_than_a_round_convert_to_the_end()
    {
        const int Count = (1 << 20) + 3;
        float[] values = [.. Enumerable.Range(0, Count).Select(i => (float)i)];

        Assert.Equal(values.Select(value => (double)value), Read<double>("F32", values));
        Assert.Equal(values, Read<float>("F32", values));
    }

    /// <summary>Writes values as they lie in memory after a header of odd length, so that nothing is aligned.</summary>
    private static T[] Read<T>(string dataType, Array values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        byte[] data = new byte[Buffer.ByteLength(values)];
        Buffer.BlockCopy(values, 0, data, 0, data.Length);
        string entry = $$$"""{"x":{"dtype":"{{{dataType}}}","shape":[{{{values.Length}}}],"data_offsets":[0,{{{data.Length}}}]}}""";
        byte[] content = WeightsFile.Build(entry.Length % 2 == 0 ? entry + " " : entry, data);
        using SafeTensors file = WeightsFile.Read(content);
        T[] read = new T[values.Length];
        file.CopyTo("x", [values.Length], read.AsSpan());
        return read;
    }

    private static IEnumerable<double> Specials() =>
    [
        0.0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, -double.Epsilon, double.MaxValue,
        65504, 65519.99, 65520, -65520, 65536, float.MaxValue, -float.MaxValue, float.Epsilon, 3.4028235677973366e38, 1e300, 1e-300,
    ];

    /// <summary>Values exactly between two neighbours of the format, and next to that, subnormal ones as well.</summary>
    private static IEnumerable<double> Ties(FloatFormat format)
    {
        var random = new Random(Seed);
        for (int i = 0; i < 2_000; i++)
        {
            uint bits = i < 500 ? (uint)random.Next(1 << format.FractionBits) : (uint)random.NextInt64(format.Infinity - 1);
            double tie = (format.Decode(bits) + format.Decode(bits + 1)) / 2;
            double signed = random.Next(2) == 0 ? tie : -tie;
            yield return signed;
            yield return double.BitIncrement(signed);
            yield return double.BitDecrement(signed);
        }
    }

    private static IEnumerable<double> RandomDoubles(int count)
    {
        var random = new Random(Seed + 1);
        for (int i = 0; i < count; i++)
        {
            yield return (random.NextDouble() - 0.5) * Math.ScaleB(1, random.Next(-160, 140));
        }
    }

    private static void AssertSame(double expected, double actual, string about) => Assert.True(
        (double.IsNaN(expected) && double.IsNaN(actual)) || BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(actual),
        $"{about}: expected {expected:R}, found {actual:R}");

    private static void AssertRounded(FloatFormat format, double exact, uint actual)
    {
        if (double.IsNaN(exact))
        {
            Assert.True(double.IsNaN(format.Decode(actual)));
            return;
        }

        uint expected = format.Round(exact);
        Assert.True(expected == actual, $"seed {Seed}, {exact:R}: expected bits 0x{expected:X}, found 0x{actual:X}");
    }

    /// <summary>A binary format by IEEE 754's definition: sign, biased exponent, fraction.</summary>
    private sealed class FloatFormat(int exponentBits, int fractionBits)
    {
        private readonly int _bias = (1 << (exponentBits - 1)) - 1;

        public int FractionBits => fractionBits;

        public uint Infinity => ((1u << exponentBits) - 1) << fractionBits;

        private uint Sign => 1u << (exponentBits + fractionBits);

        public double Decode(uint bits)
        {
            uint magnitude = bits & (Sign - 1);
            int exponent = (int)(magnitude >> fractionBits);
            uint fraction = magnitude & ((1u << fractionBits) - 1);
            double value = magnitude == Infinity ? double.PositiveInfinity
                : magnitude > Infinity ? double.NaN
                : exponent == 0 ? Math.ScaleB(fraction, 1 - _bias - fractionBits)
                : Math.ScaleB(fraction + (1u << fractionBits), exponent - _bias - fractionBits);
            return (bits & Sign) != 0 ? -value : value;
        }

        public uint Round(double exact)
        {
            uint sign = double.IsNegative(exact) ? Sign : 0;
            double magnitude = Math.Abs(exact);

            // Beyond the largest number the next one would be a power of two: half way there rounds to infinity.
            double largest = Decode(Infinity - 1);
            double beyond = Math.ScaleB(1, _bias + 1);
            if (magnitude >= largest)
            {
                return sign | (magnitude - largest < beyond - magnitude ? Infinity - 1 : Infinity);
            }

            uint low = 0;
            uint high = Infinity - 1;
            while (high - low > 1)
            {
                uint middle = low + ((high - low) / 2);
                (low, high) = Decode(middle) <= magnitude ? (middle, high) : (low, middle);
            }

            double below = magnitude - Decode(low);
            double above = Decode(high) - magnitude;
            return sign | (below < above || (below == above && low % 2 == 0) ? low : high);
        }
    }
}
