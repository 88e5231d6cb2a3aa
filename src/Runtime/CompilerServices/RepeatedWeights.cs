using System.ComponentModel;

namespace ShapeGen.CompilerServices;

/// <summary>The weights of a block that a model repeats, which generated code lists once.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RepeatedWeights
{
    /// <summary>The weights of all repetitions.</summary>
    /// <param name="first">The first repetition's n.</param>
    /// <param name="last">The last one's.</param>
    /// <param name="weights">The weights of one repetition, with <c>{n}</c> in their names.</param>
    /// <returns>Those of the first repetition, then those of the next one.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="last"/> is less than <paramref name="first"/>.</exception>
    public static WeightInfo[] Of(int first, int last, ReadOnlySpan<WeightInfo> weights)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        var all = new WeightInfo[(last - first + 1) * weights.Length];
        for (int i = 0; i < all.Length; i++)
        {
            WeightInfo weight = weights[i % weights.Length];
            all[i] = new WeightInfo(RepeatedText.Of(weight.Name, first + (i / weights.Length)), weight.Shape, weight.ElementType);
        }

        return all;
    }
}
