using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using ShapeGen.CompilerServices;
using Xunit;

namespace ShapeGen.Runtime.Tests.Weights;

public sealed unsafe class AlignedMemoryTests
{
    [Fact]
    public void Buffers_are_aligned_zero_and_padded_to_whole_blocks()
    {
        for (int length = 0; length < 70; length++)
        {
            Check(new AlignedBuffer<float>(length), length);
            Check(new AlignedBuffer<double>(length), length);
            Check(new AlignedBuffer<Half>(length), length);
            Check(new AlignedBuffer<byte>(length), length);
        }

        static void Check<T>(AlignedBuffer<T> buffer, int length)
            where T : unmanaged
        {
            Assert.Equal(length, buffer.Length);
            Assert.Equal(length, buffer.Span.Length);
            Assert.Equal((nuint)0, AddressOf(ref buffer.Origin) % 64);
            Assert.True(Unsafe.AreSame(ref buffer.Origin, ref MemoryMarshal.GetReference(buffer.Span)));

            int block = 64 / sizeof(T);
            int padded = (length + block - 1) / block * block;
            Span<T> all = MemoryMarshal.CreateSpan(ref buffer.Origin, padded);
            Assert.Equal(-1, MemoryMarshal.AsBytes(all).IndexOfAnyExcept((byte)0));
        }
    }

    [Fact]
    public void Buffers_stay_where_they_are()
    {
        AlignedBuffer<float>[] buffers = [.. Enumerable.Range(0, 200).Select(length => new AlignedBuffer<float>(length + 1))];
        nuint[] addresses = [.. buffers.Select(buffer => AddressOf(ref buffer.Origin))];
        for (int i = 0; i < buffers.Length; i++)
        {
            buffers[i].Span.Fill(i);
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);

        for (int i = 0; i < buffers.Length; i++)
        {
            Assert.Equal(addresses[i], AddressOf(ref buffers[i].Origin));
            Assert.Equal(-1, buffers[i].Span.IndexOfAnyExcept(i));
        }
    }

    [Fact]
    public void A_default_buffer_is_empty_and_its_origin_throws()
    {
        AlignedBuffer<float> buffer = default;

        Assert.Equal(0, buffer.Length);
        Assert.True(buffer.Span.IsEmpty);
        Assert.Throws<NullReferenceException>(() => buffer.Origin = 1);
    }

    [Fact]
    public void Impossible_buffers_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("length", () => new AlignedBuffer<float>(-1));
        Assert.Throws<ArgumentOutOfRangeException>("length", () => new AlignedBuffer<float>(int.MaxValue));
        Assert.Throws<NotSupportedException>(() => new AlignedBuffer<decimal>(1));
    }

    [Fact]
    public void Scratch_is_aligned_for_every_type_and_shared_by_all()
    {
        // A thread of its own starts without a buffer.
        OnNewThread(() =>
        {
            Span<float> floats = ScratchBuffer.Rent<float>(1000);
            Assert.Equal(1000, floats.Length);
            Assert.Equal((nuint)0, AddressOf(ref floats[0]) % 64);

            Span<double> doubles = ScratchBuffer.Rent<double>(500);
            Assert.Equal(500, doubles.Length);
            Assert.Equal(AddressOf(ref floats[0]), AddressOf(ref doubles[0]));

            Span<Half> halves = ScratchBuffer.Rent<Half>(100_000);
            Assert.Equal(100_000, halves.Length);
            Assert.Equal((nuint)0, AddressOf(ref halves[0]) % 64);
            halves.Fill(Half.One);
            Assert.Equal(-1, ScratchBuffer.Rent<Half>(100_000).IndexOfAnyExcept(Half.One));

            Assert.True(ScratchBuffer.Rent<float>(0).IsEmpty);
        });
    }

    [Fact]
    public void Scratch_allocates_once_a_thread_and_size()
    {
        OnNewThread(() =>
        {
            ScratchBuffer.Rent<float>(10_000).Clear();
            ScratchBuffer.Rent<double>(10).Clear();
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 1000; i++)
            {
                ScratchBuffer.Rent<float>(10_000)[i] = i;
                ScratchBuffer.Rent<double>(5_000)[i] = i;
                ScratchBuffer.Rent<Half>(i)[..(i / 2)].Clear();
            }

            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

            before = GC.GetAllocatedBytesForCurrentThread();
            ScratchBuffer.Rent<float>(10_001)[10_000] = 1;
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 40_004, 41_000);
        });
    }

    [Fact]
    public void Threads_have_scratch_of_their_own()
    {
        Span<float> here = ScratchBuffer.Rent<float>(100);
        here.Fill(1);
        OnNewThread(() => ScratchBuffer.Rent<float>(100).Fill(2));

        Assert.Equal(-1, here.IndexOfAnyExcept(1f));
    }

    [Fact]
    public void A_buffer_that_grew_leaves_the_old_one_alone()
    {
        OnNewThread(() =>
        {
            Span<float> old = ScratchBuffer.Rent<float>(16);
            old.Fill(1);
            ScratchBuffer.Rent<float>(100_000).Fill(2);
            GC.Collect();

            Assert.Equal(-1, old.IndexOfAnyExcept(1f));
        });
    }

    [Fact]
    public void Impossible_scratch_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("length", () => Rent<float>(-1));
        Assert.Throws<ArgumentOutOfRangeException>("length", () => Rent<double>(int.MaxValue));

        static void Rent<T>(int length)
            where T : unmanaged => ScratchBuffer.Rent<T>(length).Clear();
    }

    [Fact]
    public void Stack_memory_is_aligned_within_itself()
    {
        Check<float>(100);
        Check<double>(33);
        Check<Half>(7);
        Check<float>(0);

        // Byte after byte, so that the start lies differently each time.
        static void Check<T>(int length)
            where T : unmanaged
        {
            byte* memory = stackalloc byte[(length * sizeof(T)) + 256];
            for (int shift = 0; shift < 128; shift += sizeof(T))
            {
                var stack = new Span<T>(memory + shift, length + (64 / sizeof(T)));
                Span<T> aligned = ScratchBuffer.Align(stack);

                Assert.Equal(length, aligned.Length);
                nuint start = AddressOf(ref MemoryMarshal.GetReference(aligned));
                Assert.Equal((nuint)0, start % 64);
                Assert.InRange((long)(start - (nuint)(memory + shift)), 0, 63);
            }
        }
    }

    [Fact]
    public void Stack_memory_without_room_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => { ScratchBuffer.Align<float>(stackalloc float[15]); });

    private static nuint AddressOf<T>(ref T reference)
        where T : unmanaged => (nuint)Unsafe.AsPointer(ref reference);

    private static void OnNewThread(Action action)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                action();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
    }
}
