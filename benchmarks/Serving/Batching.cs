using System.Diagnostics;
using Fleet;

namespace ShapeGen.Benchmarks.Serving;

/// <summary>A layer whose weights, 64 MB, fit no cache of a core: where taking requests together could pay.</summary>
[InputShape(4096)]
[Dense(4096, Activation = Activation.Relu)]
internal sealed partial class LargeDense;

/// <summary>What a service could win by running requests together: the time of a sample alone and in a batch.</summary>
internal static class Batching
{
    public static void Print(DigitNetwork digits)
    {
        Print("digit network", digits, 2000);
        Print("Dense (4096) to (4096)", LargeDense.FromWeights(new float[4096 * 4096], new float[4096]), 40);
    }

    private static void Print<TModel>(string name, TModel model, int samples)
        where TModel : IModel<TModel, float>
    {
        double alone = Time(1);
        Console.WriteLine($"{name}: {alone:0.0} us alone; in batches of 2, 4, 8, 32 one sample takes {string.Join(", ", new[] { 2, 4, 8, 32 }.Select(batch => $"{Time(batch) / alone:0.00}"))} of that");

        double Time(int batch)
        {
            float[] inputs = new float[batch * TModel.InputLength], outputs = new float[batch * TModel.OutputLength];
            Array.Fill(inputs, 0.5f);
            double[] rounds = new double[9];
            for (int round = -1; round < rounds.Length; round++)
            {
                long start = Stopwatch.GetTimestamp();
                for (int i = 0; i < samples; i += batch)
                {
                    if (batch == 1)
                    {
                        model.Forward(inputs, outputs);
                    }
                    else
                    {
                        model.ForwardBatch(inputs, outputs);
                    }
                }

                rounds[Math.Max(0, round)] = Stopwatch.GetElapsedTime(start).TotalMicroseconds / ((samples + batch - 1) / batch * batch);
            }

            Array.Sort(rounds);
            return rounds[rounds.Length / 2];
        }
    }
}
