using System.Numerics;
using ShapeGen.SelfCheck;
using ShapeGen.Tests;
using Xunit;

namespace ShapeGen.Models.Tests;

/// <summary>Threads share a model and nothing else.</summary>
public sealed class ThreadingTests
{
    private const int Threads = 16;
    private static readonly int Rounds = TestScope.IsSmall ? 25 : 200;

    public static TheoryData<Type> Models => CompiledModels.All;

    [Theory]
    [MemberData(nameof(Models))]
    public void Sixteen_threads_get_the_bits_of_one(Type model)
    {
        Type element = CompiledModels.ElementType(model);
        int different = element == typeof(float) ? Different<float>(model) : element == typeof(double) ? Different<double>(model) : Different<Half>(model);
        Assert.Equal(0, different);
    }

    /// <summary>How many outputs of all threads differ from what one thread alone computed; each thread has an input of its own.</summary>
    private static int Different<T>(Type type)
        where T : unmanaged, INumberBase<T>
    {
        (ModelUnderTest<T> model, T[] inputs, T[] outputs) = CompiledModels.Create<T>(type);
        T[][] ownInputs = [.. Enumerable.Range(0, Threads).Select(thread => inputs.Select((value, i) => (i + thread) % 7 == 0 ? -value : value).ToArray())];
        T[][] expected = [.. ownInputs.Select(own => Run(own))];
        int different = 0;
        using var start = new Barrier(Threads);
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(index => new Thread(() =>
        {
            var found = new T[outputs.Length];
            start.SignalAndWait();
            for (int round = 0; round < Rounds; round++)
            {
                Array.Clear(found);
                model.ForwardBatch(ownInputs[index], found);
                Interlocked.Add(ref different, found.AsSpan().SequenceEqual(expected[index]) ? 0 : 1);
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return different;

        T[] Run(T[] own)
        {
            var result = new T[outputs.Length];
            model.ForwardBatch(own, result);
            return result;
        }
    }
}
