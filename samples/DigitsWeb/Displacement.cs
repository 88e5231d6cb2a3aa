using ShapeGen.Extensions.Hosting;

namespace DigitsWeb;

/// <summary>How many of the shipped digits either network names right when they stand off their place.</summary>
internal sealed class Displacement(Digits digits, ModelSource<FlatteningNetwork> flatten, ModelSource<PoolingNetwork> pooling)
{
    /// <summary>The digits fill 20 of 28 pixels: from 5 on, ink leaves the paper.</summary>
    public const int Farthest = 8;

    private static readonly (int Down, int Right)[] Directions = [(-1, 0), (1, 0), (0, -1), (0, 1)];

    private readonly Lock _counting = new();
    private (int Flatten, int Pooling) _versions;
    private DisplacementResponse? _counted;

    /// <summary>Counts again only where a model has been replaced since.</summary>
    public DisplacementResponse Count()
    {
        lock (_counting)
        {
            (int, int) versions = (flatten.Version, pooling.Version);
            if (_counted is null || versions != _versions)
            {
                _counted = new DisplacementResponse(Directions.Length * digits.Labels.Length, RightAnswers(flatten.Current), RightAnswers(pooling.Current));
                _versions = versions;
            }

            return _counted;
        }
    }

    /// <summary>The image, moved; what leaves the paper is lost, and what comes in is paper.</summary>
    public static void Move(ReadOnlySpan<float> image, int down, int right, Span<float> moved)
    {
        const int Size = IDigitNetwork.ImageSize;
        moved.Clear();
        int from = Math.Max(0, -right);
        int length = Size - Math.Abs(right);
        for (int row = Math.Max(0, down); row < Size + Math.Min(0, down); row++)
        {
            image.Slice(((row - down) * Size) + from, length).CopyTo(moved[((row * Size) + from + right)..]);
        }
    }

    private int[] RightAnswers<TNetwork>(TNetwork network)
        where TNetwork : IDigitNetwork
    {
        int count = digits.Labels.Length;
        float[] moved = new float[digits.Images.Length];
        float[] maps = new float[count * IDigitNetwork.MapsLength];
        float[] pooled = new float[count * TNetwork.PooledLength];
        float[] probabilities = new float[count * IDigitNetwork.Classes];
        int[] right = new int[Farthest + 1];
        for (int pixels = 0; pixels <= Farthest; pixels++)
        {
            foreach ((int down, int across) in Directions)
            {
                for (int digit = 0; digit < count; digit++)
                {
                    Move(digits.Image(digit), down * pixels, across * pixels, moved.AsSpan(digit * IDigitNetwork.ImageLength, IDigitNetwork.ImageLength));
                }

                network.ForwardBatch(moved, maps, pooled, probabilities);
                for (int digit = 0; digit < count; digit++)
                {
                    ReadOnlySpan<float> answer = probabilities.AsSpan(digit * IDigitNetwork.Classes, IDigitNetwork.Classes);
                    right[pixels] += Answer.Of(answer) == digits.Labels[digit] ? 1 : 0;
                }
            }
        }

        return right;
    }
}
