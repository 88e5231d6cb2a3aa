using ShapeGen;

namespace FlattenVsPooling;

/// <summary>How a network did on all digits.</summary>
/// <param name="Scores">For each digit ten probabilities.</param>
/// <param name="Answers">For each digit the most probable class.</param>
/// <param name="Right">How many answers are the label.</param>
/// <param name="WhenMoved">How it did on the same digits, moved.</param>
/// <param name="LargestDifference">The largest |difference| from PyTorch's probabilities.</param>
/// <param name="Cost">What a call costs.</param>
/// <param name="HeadCost">What the head alone costs, from the features that the convolutions made.</param>
internal sealed record NetworkResult(
    float[] Scores, int[] Answers, int Right, MovedResult WhenMoved, double LargestDifference, Measurement Cost, Measurement HeadCost)
{
    public const int Classes = 10;

    /// <summary>What the answers may differ from PyTorch's: both round their sums in another order.</summary>
    public const double AllowedDifference = 1e-5;

    public double Accuracy => (double)Right / Answers.Length;

    /// <summary>Whether the network answers what PyTorch does, and allocates nothing. A NaN is no answer.</summary>
    public bool IsGood => LargestDifference <= AllowedDifference && Cost.BytesPerCall == 0 && HeadCost.BytesPerCall == 0;

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

    /// <summary>Runs a network on all digits, where they are and moved.</summary>
    /// <param name="file">The network's weights; its body and its head read theirs from the same file.</param>
    /// <param name="expected">For each digit what PyTorch answers.</param>
    /// <param name="digits">The digits.</param>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="FormatException">The file is damaged, or holds other shapes than the network takes.</exception>
    public static NetworkResult Of<TNetwork, THead>(string file, float[] expected, DigitData digits)
        where TNetwork : IModel<TNetwork, float>
        where THead : IModel<THead, float>
    {
        using SafeTensors weights = SafeTensors.Open(DigitData.PathOf(file));
        TNetwork network = TNetwork.Load(weights);
        float[] features = new float[digits.Labels.Length * Body.OutputLength];
        Body.Load(weights).ForwardBatch(digits.Images, features);

        float[] scores = new float[expected.Length];
        network.ForwardBatch(digits.Images, scores);
        int[] answers = [.. scores.Chunk(Classes).Select(row => AnswerOf(row))];
        return new NetworkResult(
            scores,
            answers,
            answers.Zip(digits.Labels).Count(pair => pair.First == pair.Second),
            MovedResult.Of(network, digits),
            scores.Zip(expected, (score, e) => Math.Abs((double)score - e)).Aggregate(0.0, Math.Max),
            Measurement.Of(network, digits.Images),
            Measurement.Of(THead.Load(weights), features));
    }
}
