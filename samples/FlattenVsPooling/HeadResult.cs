using ShapeGen;

namespace FlattenVsPooling;

/// <summary>How a head did on all digits.</summary>
/// <param name="Scores">For each digit ten probabilities.</param>
/// <param name="Answers">For each digit the most probable class.</param>
/// <param name="Right">How many answers are the label.</param>
/// <param name="LargestDifference">The largest |difference| from PyTorch's probabilities.</param>
/// <param name="Cost">What a call costs.</param>
internal sealed record HeadResult(float[] Scores, int[] Answers, int Right, double LargestDifference, Measurement Cost)
{
    public const int Classes = 10;

    /// <summary>What the answers may differ from PyTorch's: both round their sums in another order.</summary>
    public const double AllowedDifference = 1e-5;

    public double Accuracy => (double)Right / Answers.Length;

    /// <summary>Whether the head answers what PyTorch does, and allocates nothing. A NaN is no answer.</summary>
    public bool IsGood => LargestDifference <= AllowedDifference && Cost.BytesPerCall == 0;

    public ReadOnlySpan<float> ScoresOf(int digit) => Scores.AsSpan(digit * Classes, Classes);

    public static HeadResult Of<TModel>(TModel model, HeadData data, int[] labels)
        where TModel : IModel<TModel, float>
    {
        float[] scores = new float[data.Expected.Length];
        model.ForwardBatch(data.Features, scores);
        int[] answers = [.. scores.Chunk(Classes).Select(row => Array.IndexOf(row, row.Max()))];
        return new HeadResult(
            scores,
            answers,
            answers.Zip(labels).Count(pair => pair.First == pair.Second),
            scores.Zip(data.Expected, (score, expected) => Math.Abs((double)score - expected)).Aggregate(0.0, Math.Max),
            Measurement.Of(model, data.Features));
    }
}
