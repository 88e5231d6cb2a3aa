using ShapeGen;

namespace FlattenVsPooling;

/// <summary>How a network did on digits that were moved 0 to <see cref="Farthest"/> pixels.</summary>
/// <param name="Accuracy">For each distance the share of right answers.</param>
/// <param name="FarRight">For each digit the answer to it moved <see cref="Farthest"/> pixels to the right.</param>
internal sealed record MovedResult(double[] Accuracy, int[] FarRight)
{
    /// <summary>Nearly all digits have so much paper around them: less than one hundredth of the ink leaves the picture.</summary>
    public const int Farthest = 4;

    private static readonly (int Down, int Right)[] Directions = [(-1, 0), (1, 0), (0, -1), (0, 1)];

    /// <summary>Runs the network on every digit, moved each distance in each direction.</summary>
    public static MovedResult Of<TModel>(TModel network, DigitData digits)
        where TModel : IModel<TModel, float>
    {
        double[] accuracy = new double[Farthest + 1];
        int[] farRight = [];
        for (int pixels = 0; pixels <= Farthest; pixels++)
        {
            int right = 0;
            foreach ((int down, int across) in Directions)
            {
                int[] answers = Answers(network, digits, down * pixels, across * pixels);
                right += answers.Zip(digits.Labels).Count(pair => pair.First == pair.Second);
                farRight = across > 0 ? answers : farRight;
            }

            accuracy[pixels] = (double)right / (Directions.Length * digits.Labels.Length);
        }

        return new MovedResult(accuracy, farRight);
    }

    private static int[] Answers<TModel>(TModel network, DigitData digits, int down, int right)
        where TModel : IModel<TModel, float>
    {
        int[] answers = new int[digits.Labels.Length];
        Span<float> scores = stackalloc float[TModel.OutputLength];
        for (int digit = 0; digit < answers.Length; digit++)
        {
            network.Forward(Moved.Picture(digits.Image(digit), down, right), scores);
            answers[digit] = NetworkResult.AnswerOf(scores);
        }

        return answers;
    }
}
