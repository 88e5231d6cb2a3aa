using ShapeGen;

namespace Fleet;

/// <summary>
/// The samples to score: every shipped digit, moved up to eight pixels each way, in eight strengths of ink. A sample follows from its number, so that
/// no picture travels between machines.
/// </summary>
internal sealed class SampleSet
{
    /// <summary>Samples that are scored together: few enough that a lost shard costs little, many enough that a call costs little.</summary>
    public const int ShardSize = Strengths * Moves * 2;

    private const int Size = 28;
    private const int Farthest = 8;
    private const int Moves = ((2 * Farthest) + 1) * ((2 * Farthest) + 1);
    private const int Strengths = 8;
    private const int Digits = 200;

    private readonly float[] _images = new float[Digits * Size * Size];

    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public SampleSet()
    {
        using SafeTensors file = SafeTensors.Open(Path.Combine(AppContext.BaseDirectory, "Data", "digits.safetensors"));
        file.CopyTo<float>("images", _images);
    }

    public static int Count => Digits * Moves * Strengths;

    public static int Shards => Count / ShardSize;

    /// <summary>Scores one shard.</summary>
    /// <returns>Ten probabilities for each of its samples.</returns>
    public float[] Score(DigitNetwork model, int shard)
    {
        const int Together = 64;
        float[] images = new float[Together * DigitNetwork.InputLength];
        float[] probabilities = new float[ShardSize * DigitNetwork.OutputLength];
        for (int start = 0; start < ShardSize; start += Together)
        {
            int count = Math.Min(Together, ShardSize - start);
            for (int i = 0; i < count; i++)
            {
                Draw((shard * ShardSize) + start + i, images.AsSpan(i * DigitNetwork.InputLength, DigitNetwork.InputLength));
            }

            model.ForwardBatch(images.AsSpan(0, count * DigitNetwork.InputLength), probabilities.AsSpan(start * DigitNetwork.OutputLength));
        }

        return probabilities;
    }

    private void Draw(int sample, Span<float> image)
    {
        (int digit, int variant) = Math.DivRem(sample, Moves * Strengths);
        (int strength, int move) = Math.DivRem(variant, Moves);
        int down = (move / ((2 * Farthest) + 1)) - Farthest, right = (move % ((2 * Farthest) + 1)) - Farthest;
        float ink = (strength + 1f) / Strengths;
        image.Clear();
        for (int row = Math.Max(0, down); row < Size + Math.Min(0, down); row++)
        {
            for (int column = Math.Max(0, right); column < Size + Math.Min(0, right); column++)
            {
                image[(row * Size) + column] = ink * _images[(((digit * Size) + row - down) * Size) + column - right];
            }
        }
    }
}
