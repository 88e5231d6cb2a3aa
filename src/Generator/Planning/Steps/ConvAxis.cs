namespace ShapeGen.Generator.Planning.Steps;

/// <summary>
/// One spatial axis of a convolution: output i sees the inputs i · <paramref name="Stride"/> − <paramref name="Before"/> + tap ·
/// <paramref name="Dilation"/>, as far as they exist.
/// </summary>
/// <param name="Input">Inputs along the axis.</param>
/// <param name="Outputs">Outputs along the axis.</param>
/// <param name="Taps">Taps of the kernel along the axis.</param>
/// <param name="Stride">Inputs from one output's window to the next.</param>
/// <param name="Dilation">Inputs from one tap to the next.</param>
/// <param name="Before">Inputs that the first window begins before the first input; less than 0 where it begins inside.</param>
internal readonly record struct ConvAxis(int Input, int Outputs, int Taps, int Stride = 1, int Dilation = 1, int Before = 0)
{
    /// <summary>An axis of one input and one output.</summary>
    public static ConvAxis One { get; } = new(1, 1, 1);

    /// <summary>Outputs along the axis of the whole tensor that this one's outputs belong to.</summary>
    public int Size { get; init; } = Outputs;

    /// <summary>The place of the first output among <see cref="Size"/>.</summary>
    public int Place { get; init; }

    /// <summary>Places from one output to the next.</summary>
    public int Pitch { get; init; } = 1;

    /// <summary>Every output is the one input at its place, so that the axis is one of positions.</summary>
    public bool IsPointwise => Taps == 1 && Stride == 1 && Before == 0 && Outputs == Input && Size == Input;

    /// <summary>The one output sees all inputs in their order.</summary>
    public bool IsWhole => Size == 1 && Taps == Input && Before == 0 && (Dilation == 1 || Taps == 1);

    /// <summary>Some window begins before the first input or ends after the last, so that some taps of it see none.</summary>
    public bool IsPadded => FirstTap(0) > 0 || EndTap(Outputs - 1) < Taps;

    /// <summary>Where the window of an output begins.</summary>
    public int Start(int output) => (output * Stride) - Before;

    /// <summary>The first tap that sees an input.</summary>
    public int FirstTap(int output) => (int)Math.Min(Taps, DivideUp(-(long)Start(output), Dilation));

    /// <summary>The tap after the last that sees an input; not less than <see cref="FirstTap"/>.</summary>
    public int EndTap(int output) => Math.Max(FirstTap(output), (int)Math.Min(Taps, DivideUp((long)Input - Start(output), Dilation)));

    /// <summary>The last output from one on that sees inputs under the same taps.</summary>
    public int LastAlike(int output)
    {
        int first = FirstTap(output);
        int end = EndTap(output);

        // A tap comes to see its first input, and later none, at one output each.
        long last = Outputs - 1;
        if (first > 0)
        {
            last = Math.Min(last, DivideUp(Before - ((first - 1L) * Dilation), Stride) - 1);
        }

        if (end > 0)
        {
            last = Math.Min(last, DivideUp((long)Input + Before - ((end - 1L) * Dilation), Stride) - 1);
        }

        return (int)Math.Max(last, output);
    }

    /// <summary>What is wrong with the axis.</summary>
    public bool IsSound => Input > 0 && Outputs > 0 && Taps >= 0 && Stride > 0 && Dilation > 0 && Pitch > 0 && Place >= 0
        && Place + ((long)(Outputs - 1) * Pitch) < Size;

    public override string ToString() =>
        $"{Input} → {Outputs} by {Taps}{(Stride == 1 ? "" : $" stride {Stride}")}{(Dilation == 1 ? "" : $" dilation {Dilation}")}{(IsPadded ? $" padded from {-Before}" : "")}";

    private static long DivideUp(long value, int divisor) => value <= 0 ? 0 : (value + divisor - 1) / divisor;
}
