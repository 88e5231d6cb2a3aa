namespace FlattenVsPooling;

/// <summary>Moves pictures of digits over their paper.</summary>
internal static class Moved
{
    private const int Size = DigitData.ImageSize;

    /// <summary>The picture, moved; what leaves the paper is lost, and what comes in is paper.</summary>
    public static float[] Picture(ReadOnlySpan<float> image, int down, int right)
    {
        float[] moved = new float[Size * Size];
        for (int row = Math.Max(0, down); row < Size + Math.Min(0, down); row++)
        {
            int from = Math.Max(0, -right);
            int length = Size - Math.Abs(right);
            image.Slice(((row - down) * Size) + from, length).CopyTo(moved.AsSpan((row * Size) + from + right));
        }

        return moved;
    }
}
