using ShapeGen;

namespace FlattenVsPooling;

/// <summary>How a head did on all digits.</summary>
/// <param name="Scores">For each digit ten probabilities.</param>
/// <param name="Answers">For each digit the most probable class.</param>
/// <param name="Right">How many answers are the label.</param>
/// <param name="WhenMoved">How it did on the same digits, moved.</param>
/// <param name="LargestDifference">The largest |difference| from PyTorch's probabilities.</param>
/// <param name="Cost">What a call costs.</param>
internal sealed record HeadResult(float[] Scores, int[] Answers, int Right, MovedResult WhenMoved, double LargestDifference, Measurement Cost)
{
    public const int Classes = 10;

    /// <summary>What the answers may differ from PyTorch's: both round their sums in another order.</summary>
    public const double AllowedDifference = 1e-5;

    public double Accuracy => (double)Right / Answers.Length;

    /// <summary>Whether the head answers what PyTorch does, and allocates nothing. A NaN is no answer.</summary>
    public bool IsGood => LargestDifference <= AllowedDifference && Cost.BytesPerCall == 0;

    public ReadOnlySpan<float> ScoresOf(int digit) => Scores.AsSpan(digit * Classes, Classes);

    /// <summary>The most probable class.</summary>
    public static int AnswerOf(ReadOnlySpan<float> scores)
    {
        int answer = 0;
        for (int i = 1; i < scores.Length; i++)
        {
            answer = scores[i] > scores[answer] ? i : answer;
        }

        return answer;
    }

    public static HeadResult Of<TModel>(TModel model, HeadData data, DigitData digits)
        where TModel : IModel<TModel, float>
    {
        float[] scores = new float[data.Expected.Length];
        model.ForwardBatch(data.Features, scores);
        int[] answers = [.. scores.Chunk(Classes).Select(row => AnswerOf(row))];
        return new HeadResult(
            scores,
            answers,
            answers.Zip(digits.Labels).Count(pair => pair.First == pair.Second),
            MovedResult.Of(model, data.Body, digits),
            scores.Zip(data.Expected, (score, expected) => Math.Abs((double)score - expected)).Aggregate(0.0, Math.Max),
            Measurement.Of(model, data.Features));
    }
}
