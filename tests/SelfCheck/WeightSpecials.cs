using System.Numerics;
using ShapeGen.SelfCheck.Reference;

namespace ShapeGen.SelfCheck;

/// <summary>
/// Weights that are not finite, subnormal or the largest: where packed weights are read in another scale, such models run
/// other kernels. One weight at a time, in turn at the start, in the middle and at the end of each matrix.
/// </summary>
internal static class WeightSpecials<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static void Run(Type model, int[] input, int[] output, CheckReport report)
    {
        T[] specials = [.. SpecialValues<T>.All, .. SpecialValues<T>.Extremes.Where(value => T.Abs(value) > T.One + T.One)];
        int weights = ReferenceInterpreter.Read(model).WeightShapes.Count;
        for (int weight = 0; weight < weights; weight++)
        {
            for (int kind = 0; kind < specials.Length; kind++)
            {
                T special = specials[kind];
                int place = kind % 3;
                int altered = weight;
                new ModelChecker<T>(model, input, output, report, all => all[altered][place * (all[altered].Length - 1) / 2] = special)
                    .RunWithAlteredWeights($"weight {weight} with {special}, seed");
            }
        }
    }
}
