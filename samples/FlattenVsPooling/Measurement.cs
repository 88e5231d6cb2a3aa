using System.Diagnostics;
using ShapeGen;

namespace FlattenVsPooling;

/// <summary>What a call costs.</summary>
/// <param name="Nanoseconds">A sample, as the median of the rounds.</param>
/// <param name="BytesPerCall">Allocated on the managed heap.</param>
internal sealed record Measurement(double Nanoseconds, double BytesPerCall)
{
    private const int Rounds = 25;
    private const int CountedCalls = 10_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(20);

    /// <summary>Calls <c>Forward</c> for one sample after the other, as a server would.</summary>
    public static Measurement Of<TModel>(TModel model, float[] features)
        where TModel : IModel<TModel, float>
    {
        int passesPerRound = WarmUpAndCount(model, features);
        double[] nanoseconds = new double[Rounds];
        int calls = passesPerRound * (features.Length / TModel.InputLength);
        for (int round = 0; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int pass = 0; pass < passesPerRound; pass++)
            {
                RunAll(model, features);
            }

            nanoseconds[round] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / calls;
        }

        Array.Sort(nanoseconds);
        return new Measurement(nanoseconds[Rounds / 2], CountBytes(model, features));
    }

    /// <summary>Lets the runtime compile all there is to compile, and answers how many passes fill a round.</summary>
    private static int WarmUpAndCount<TModel>(TModel model, float[] features)
        where TModel : IModel<TModel, float>
    {
        long start = Stopwatch.GetTimestamp();
        int passes = 0;
        for (; Stopwatch.GetElapsedTime(start) < WarmUp; passes++)
        {
            RunAll(model, features);
        }

        return Math.Max(1, (int)(passes * (Round / WarmUp)));
    }

    private static void RunAll<TModel>(TModel model, float[] features)
        where TModel : IModel<TModel, float>
    {
        Span<float> scores = stackalloc float[TModel.OutputLength];
        for (ReadOnlySpan<float> rest = features; !rest.IsEmpty; rest = rest[TModel.InputLength..])
        {
            model.Forward(rest[..TModel.InputLength], scores);
        }
    }

    private static double CountBytes<TModel>(TModel model, float[] features)
        where TModel : IModel<TModel, float>
    {
        ReadOnlySpan<float> sample = features.AsSpan(0, TModel.InputLength);
        Span<float> scores = stackalloc float[TModel.OutputLength];
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int call = 0; call < CountedCalls; call++)
        {
            model.Forward(sample, scores);
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)CountedCalls;
    }
}
