using System.Text;
using Xunit;
using Xunit.Abstractions;

namespace ShapeGen.Runtime.Tests.Weights;

/// <summary>Mutates valid files at random: they are read or refused, and nothing else ever happens.</summary>
public sealed class SafeTensorsFuzzTests(ITestOutputHelper output)
{
    private const int Seed = 20261124;

    private static readonly byte[][] s_valid =
    [
        WeightsFile.Build("{}"),
        WeightsFile.Vector("BF16", 4, 0x80, 0x3F, 0, 0x40, 0, 0, 0xC0, 0x7F),
        WeightsFile.Build(
            """{"__metadata__":{"format":"pt","\u00e9":"\ud83d\ude00"},"dense/kernel":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"dense/bias":{"dtype":"F16","shape":[3],"data_offsets":[24,30]},"n":{"dtype":"I64","shape":[],"data_offsets":[30,38]},"none":{"dtype":"F64","shape":[0,2],"data_offsets":[38,38]}}  """,
            new byte[38]),
    ];

    /// <summary>Pieces that reach further into the parser than random bytes do.</summary>
    private static readonly byte[][] s_pieces =
    [
        .. new[]
        {
            "{", "}", "[", "]", "\"", ":", ",", "0", "1", "9", "-", ".", "e9", "null", "\\", "\\u", "\\ud800", "\"dtype\":", "\"shape\":[",
            "9223372036854775807", "9223372036854775808", "\"data_offsets\":[0,0]", "\"__metadata__\":{", "F64", "I64", "\0", "é", " ",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF],
        [0xC3],
    ];

    [Fact]
    public void Mutated_streams_are_read_or_refused_within_bounded_memory()
    {
        int accepted = Run(mutations: 20_000, Seed, SafeTensorsOf);

        // Both ends must be reached, or the fuzzing proves little.
        Assert.InRange(accepted, 400, 15_000);

        static SafeTensors SafeTensorsOf(byte[] content) => SafeTensors.Read(new MemoryStream(content));
    }

    [Fact]
    public void Mutated_files_are_mapped_or_refused()
    {
        using var folder = new TemporaryFolder();
        int accepted = Run(mutations: 1_000, Seed + 1, content => SafeTensors.Open(folder.Write("mutated.safetensors", content)));

        Assert.InRange(accepted, 20, 750);
    }

    private int Run(int mutations, int seed, Func<byte[], SafeTensors> open)
    {
        var random = new Random(seed);
        int accepted = 0;
        for (int i = 0; i < mutations; i++)
        {
            byte[] content = Mutate(s_valid[random.Next(s_valid.Length)], random);
            try
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                accepted += TryReadAll(content, open) ? 1 : 0;
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {seed}, mutation {i}: {Convert.ToHexString(content)}\n{exception}");
            }
        }

        output.WriteLine($"seed {seed}: {accepted} of {mutations} mutated files were still valid.");
        return accepted;
    }

    private static bool TryReadAll(byte[] content, Func<byte[], SafeTensors> open)
    {
        try
        {
            using SafeTensors file = open(content);
            Assert.Equal(content.Length, 8 + BitConverter.ToInt64(content) + file.Tensors.Sum(tensor => tensor.ByteLength));
            foreach (TensorInfo tensor in file.Tensors)
            {
                try
                {
                    file.CopyTo(tensor.Name, new double[Math.Min(tensor.ElementCount, 1000)].AsSpan());
                }
                catch (SafeTensorsException)
                {
                    Assert.DoesNotContain(tensor.DataType, new[] { "F64", "F32", "F16", "BF16" });
                }
            }

            return true;
        }
        catch (SafeTensorsException exception)
        {
            Assert.InRange(exception.Message.Length, 10, 1000);
            return false;
        }
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        List<byte> content = [.. original];
        for (int rounds = random.Next(1, 4); rounds > 0; rounds--)
        {
            int at = random.Next(content.Count + 1);
            int count = Math.Min(random.Next(1, 9), content.Count - at);
            byte[] piece = s_pieces[random.Next(s_pieces.Length)];
            switch (random.Next(7))
            {
                case 0 when at < content.Count:
                    content[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1 when at < content.Count:
                    content[at] = (byte)random.Next(256);
                    break;
                case 2:
                    content.RemoveRange(at, count);
                    break;
                case 3:
                    content.RemoveRange(at, content.Count - at);
                    break;
                case 4:
                    content.InsertRange(at, content.GetRange(at, count));
                    break;
                case 5:
                    content.InsertRange(at, piece);
                    break;
                case 6:
                    content.RemoveRange(at, Math.Min(piece.Length, content.Count - at));
                    content.InsertRange(at, piece);
                    break;
            }
        }

        // Most changes of length would end at the header's length: half of the files get it right again.
        int headerEnd = content.LastIndexOf((byte)'}') + 1;
        if (headerEnd > 8 && random.Next(2) == 0)
        {
            byte[] length = BitConverter.GetBytes((long)headerEnd - 8);
            for (int i = 0; i < length.Length; i++)
            {
                content[i] = length[i];
            }
        }

        return [.. content];
    }
}
