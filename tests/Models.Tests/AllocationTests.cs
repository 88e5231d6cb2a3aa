using System.Numerics;
using ShapeGen.SelfCheck;
using ShapeGen.Tests;
using Xunit;

namespace ShapeGen.Models.Tests;

/// <summary>Nothing is allocated after a thread's first call.</summary>
public sealed class AllocationTests
{
    private const int Rounds = 4;

    /// <summary>Ten thousand in all; a thousand in a plain <c>dotnet test</c>.</summary>
    private static readonly int Calls = TestScope.IsSmall ? 250 : 2_500;

    public static TheoryData<Type> Models => CompiledModels.All;

    [Theory]
    [MemberData(nameof(Models))]
    public void Thousands_of_calls_allocate_nothing(Type model)
    {
        Type element = CompiledModels.ElementType(model);
        long bytes = element == typeof(float) ? Allocated<float>(model) : element == typeof(double) ? Allocated<double>(model) : Allocated<Half>(model);
        Assert.Equal(0, bytes);
    }

    /// <summary>The bytes that a new thread allocates for one sample, batches and masks after it has called each once.</summary>
    private static long Allocated<T>(Type type)
        where T : unmanaged, INumberBase<T>
    {
        (ModelUnderTest<T> model, T[] inputs, T[] outputs) = CompiledModels.Create<T>(type);
        int inputLength = inputs.Length / 3;
        bool[] mask = [.. Enumerable.Range(0, inputs.Length).Select(i => i % 3 != 0)];
        int steps = model.ForwardMasked is null ? 0 : MaskLength(type);
        long bytes = long.MaxValue;
        var thread = new Thread(() =>
        {
            CallAll();

            // A collection that another test starts counts the rest of this thread's allocation context as allocated, once. What
            // the calls allocate is there in every round.
            for (int round = 0; round < Rounds; round++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                for (int i = 0; i < Calls; i++)
                {
                    CallAll();
                }

                bytes = Math.Min(bytes, GC.GetAllocatedBytesForCurrentThread() - before);
            }
        });
        thread.Start();
        thread.Join();
        return bytes;

        void CallAll()
        {
            model.Forward(inputs.AsSpan(0, inputLength), outputs);
            model.ForwardBatch(inputs, outputs);
            model.ForwardView?.Invoke(inputs.AsSpan(0, inputLength));
            model.ForwardMasked?.Invoke(inputs.AsSpan(0, inputLength), mask.AsSpan(0, steps), outputs);
            model.ForwardBatchMasked?.Invoke(inputs, mask.AsSpan(0, 3 * steps), outputs);
        }
    }

    private static int MaskLength(Type type)
    {
        var reference = SelfCheck.Reference.ReferenceInterpreter.Read(type);
        bool isChannelsFirst = reference.Layers.OfType<SelfCheck.Reference.ReferencePooling>().Single().IsChannelsFirst;
        return reference.InputShape[isChannelsFirst ? 1 : 0];
    }
}
